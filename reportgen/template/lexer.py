"""Owns finding tags in the text of a paragraph, however Office has cut it into runs. In: strings; out: strings and tags."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# A quoted string inside a tag may hold a closing mark; a tag never spans a paragraph.
_TAG = re.compile(r"\{\{(?:'[^']*'|\"[^\"]*\"|[^'\"])*?\}\}|\{%(?:'[^']*'|\"[^\"]*\"|[^'\"])*?%\}|\{#.*?#\}", re.DOTALL)
_PREFIX = re.compile(r"^\{[{%#](p|tr|tc|r)(?=\s)")
_CURLY = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "，": ",", "（": "(", "）": ")"})


@dataclass(frozen=True)
class Tag:
    """One tag: `kind` is output, block or comment; `prefix` p, tr, tc, r or nothing; `code` what is between the marks."""

    kind: str
    prefix: str
    code: str
    written: str


def read_tag(written: str) -> Tag:
    """Return the tag as written, with the quotes and blanks that autocorrection put in it straightened."""
    prefix = _PREFIX.match(written)
    inner = written[2:-2]
    letters = prefix.group(1) if prefix else ""
    kind = {"{": "output", "%": "block", "#": "comment"}[written[1]]
    code = _straighten(inner[len(letters) :]).strip().strip("-").strip()
    return Tag(kind, letters, code, written)


def _straighten(code: str) -> str:
    """Curly quotes become straight ones where the tag has no straight quotes of its own to hold them."""
    if '"' in code or "'" in code:
        return code.replace("\u00a0", " ")
    return code.translate(_CURLY)


def has_tag(text: str) -> bool:
    """Return whether there is a tag in text."""
    return "{" in text and _TAG.search(text) is not None


def split_tags(text: str) -> list[str | Tag]:
    """Return text as plain strings and tags, in order."""
    found: list[str | Tag] = []
    end = 0
    for match in _TAG.finditer(text):
        if match.start() > end:
            found.append(text[end : match.start()])
        found.append(read_tag(text[match.start() : match.end()]))
        end = match.end()
    if end < len(text):
        found.append(text[end:])
    return found


def join_tags(texts: Sequence[str]) -> list[str]:
    """Return the texts with each tag whole, in the text where it opens: a tag has the look of its first character."""
    whole = "".join(texts)
    out = list(texts)
    if "{" not in whole:
        return out
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text))
    pieces = [""] * len(texts)
    owner = 0
    position = 0
    for match in [*_TAG.finditer(whole), None]:
        stop = match.start() if match else len(whole)
        while position < stop:
            while starts[owner + 1] <= position:
                owner += 1
            end = min(stop, starts[owner + 1])
            pieces[owner] += whole[position:end]
            position = end
        if match:
            while starts[owner + 1] <= position:
                owner += 1
            pieces[owner] += match.group()
            position = match.end()
    return pieces
