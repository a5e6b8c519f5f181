"""Turning what the code of a part yields into a member of the package. In: stretches of XML; out: a Member, and its facts.

A part is packed while it is made, so that a table of thousands of rows never stands in memory as a whole. Facts leave points in
the text; they are taken out on the way, and remembered by where they stood.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from reportgen.findings import Spot
from reportgen.limits import limit, passed
from reportgen.ooxml.package import Member, Packing
from reportgen.private_use import POINT, POINT_END

_POINTS = re.compile(f"{POINT}(\\d+){POINT_END}")
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BATCH = 256 * 1024
_PARAGRAPH = re.compile(rb"<w:p[ >]")
_NAME = re.compile(rb'<p:cNvPr [^>]*?name="([^"]*)"')
Chunk = str | bytes
Points = list[tuple[int, int]]  # the number of a fact, and the byte before which it stood
Places = Callable[[bytes, Sequence[int]], Iterator[Spot]]


def stream_part(name: str, chunks: Iterable[Chunk], shown: Sequence[object]) -> tuple[Member, Points]:
    """Return the member that the chunks make, and the points that stood in them."""
    points: Points = []
    batch = [_HEAD]
    size = len(_HEAD)
    packing: Packing | None = None
    most = limit("part_mb") * 1_000_000
    for chunk in chunks:
        if type(chunk) is not bytes:
            before = size + (packing.size if packing else 0)
            chunk = _without_points(str(chunk), before, len(shown), points) if shown else str(chunk).encode()
        batch.append(chunk)
        size += len(chunk)
        if size > _BATCH:
            packing = packing or Packing()
            packing.add(b"".join(batch))
            batch, size = [], 0
            if packing.size > most:
                raise passed("part_mb", "this part")
    if packing is None:
        return Member.of(name, b"".join(batch)), points
    packing.add(b"".join(batch))
    return packing.member(name), points


def _without_points(chunk: str, before: int, facts: int, points: Points) -> bytes:
    if POINT not in chunk:
        return chunk.encode()
    out: list[bytes] = []
    end, size = 0, before
    for match in _POINTS.finditer(chunk):
        if int(match.group(1)) >= facts:  # characters of the template's own text
            continue
        out.append(chunk[end : match.start()].encode())
        end = match.end()
        size += len(out[-1])
        points.append((int(match.group(1)), size))
    out.append(chunk[end:].encode())
    return b"".join(out)


def word_places(content: bytes, positions: Sequence[int]) -> Iterator[Spot]:
    """Yield the paragraph of a Word part in which each position stands; positions come in order."""
    count = start = 0
    for position in positions:
        count += len(_PARAGRAPH.findall(content, start, position))
        start = position
        yield Spot(count)


def shape_places(content: bytes, positions: Sequence[int]) -> Iterator[Spot]:
    """Yield the shape of a slide in which each position stands; positions come in order."""
    name = ""
    start = 0
    for position in positions:
        names = _NAME.findall(content, start, position)
        name = names[-1].decode() if names else name
        start = position
        yield Spot(shape=name)
