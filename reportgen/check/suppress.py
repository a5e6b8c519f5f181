"""Suppressions: findings that a pack accepts, with a reason.

A suppression names whole components of a place: the file, a slide or page, a shape by its name; `*` stands for anything.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import PurePath

from reportgen.findings import Finding
from reportgen.model import Suppression

_QUOTED = re.compile(r'("[^"]*")?\s*(.*)', re.S)
_COUNTED = re.compile(
    r"(slide|page|paragraph|section|block|table) "
)  # a shape of such a name is only met with its quotes


def suppressed(
    findings: Iterable[Finding], suppressions: Sequence[Suppression], kinds: Iterable[str] = ("report", "deck")
) -> list[Finding]:
    """Return the findings, the accepted ones as notes with their reason.

    A suppression that meets nothing is a finding itself, unless it names a kind of file that was not looked at.
    """
    looked_at = set(kinds)
    used: set[int] = set()
    result = []
    for finding in findings:
        match = next((index for index, item in enumerate(suppressions) if _meets(item, finding)), None)
        if match is None:
            result.append(finding)
            continue
        used.add(match)
        result.append(replace(finding, level="info", hint=f"accepted: {suppressions[match].reason}"))
    for index, item in enumerate(suppressions):
        other = {kind for kind in ("report", "deck") if item.place.startswith(kind)}
        if index not in used and not other - looked_at:
            what = f"the suppression of {item.rule} at “{item.place}” suppresses nothing"
            result.append(Finding("S01", "warning", "pack.yaml", what, "remove it"))
    return result


def _meets(item: Suppression, finding: Finding) -> bool:
    return item.rule == finding.rule and any(fnmatchcase(run, item.place) for run in _runs(finding.place))


def _runs(place: str) -> Iterator[str]:
    """Every stretch of whole components of a place, the file by path, name or stem: slide 1 is no stretch of slide 12."""
    file, *rest = _components(place)
    for first in dict.fromkeys((file, PurePath(file).name, PurePath(file).stem)):
        components = [first, *rest]
        for start in range(len(components)):
            for end in range(start + 1, len(components) + 1):
                yield ", ".join(components[start:end])
    yield from (name for part in rest if not _COUNTED.match(name := part.strip('"')))


def _components(place: str) -> list[str]:
    """What a place is made of: file, slide or page, part, the name of a shape, the words it begins with."""
    quoted = re.search('["“]', place)
    at = quoted.start() if quoted else len(place)
    name, words = _QUOTED.fullmatch(place[at:]).groups()  # type: ignore[union-attr]
    found = [part.strip() for part in place[:at].split(",") if part.strip()]
    return [*found, *(part for part in (name, words) if part)] or [place]
