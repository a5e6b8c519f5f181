"""Pairs of marks that have lost their other half, and notes that nothing refers to: what conditions and loops may leave behind."""

import re
from collections.abc import Sequence

from reportgen.template.program.program import Key
from reportgen.template.render.renumber import Identities
from reportgen.template.tags.references import PAIRS

_STARTS = {**PAIRS, "commentRangeStart": "commentRangeEnd"}
_NAMES = "|".join((*_STARTS, *_STARTS.values()))
_MARK = re.compile(rf'<w:({_NAMES}) [^>]*?w:id="([^"]*)"[^>]*?(?:/>|></w:\1>)')
_REFERENCE = re.compile(r'<w:(footnote|endnote|comment)Reference [^>]*?w:id="([^"]*)"')


def without_loose_ends(xml: str, notes: Sequence[Key], identities: Identities) -> str:
    """Return XML without halves of pairs; notes of the template that nothing refers to any more go to the identities."""
    present = {(match.group(1), match.group(2)) for match in _REFERENCE.finditer(xml)}
    identities.gone |= set(notes) - present
    comments = {value for kind, value in present if kind == "comment"}
    seen: dict[str, list[str]] = {}
    for match in _MARK.finditer(xml):
        seen.setdefault(match.group(1), []).append(match.group(2))
    whole: dict[str, set[str]] = {}
    for start, end in _STARTS.items():
        both = set(seen.get(start, ())) & set(seen.get(end, ()))
        both = {value for value in both if seen[start].count(value) == seen[end].count(value)}
        both = both & comments if start == "commentRangeStart" else both
        whole[start] = whole[end] = both
    return _MARK.sub(lambda match: match.group() if match.group(2) in whole[match.group(1)] else "", xml)
