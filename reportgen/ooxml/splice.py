"""Members of a package that differ in a few words. In: fixed pieces, packed once, and words; out: a Member.

Each piece is packed so that it ends on a byte and the next one looks back at nothing (a full flush); packed pieces can then be
put one behind the other, and the checksum of the whole follows from those of the pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zipfile import ZIP_DEFLATED

from reportgen.ooxml.deflate import crc32, deflate_piece
from reportgen.ooxml.package import Member

_POLYNOMIAL = 0xEDB88320
_LAST = b"\x03\x00"  # an empty last block


@dataclass(frozen=True)
class XmlPiece:
    """A stretch of a member: packed, with its length and checksum before packing."""

    data: bytes
    size: int
    crc: int

    @classmethod
    def of(cls, text: str) -> "XmlPiece":
        """Return text as a piece."""
        content = text.encode()
        return cls(deflate_piece(content), len(content), crc32(content))


def joined(name: str, pieces: Sequence[XmlPiece]) -> Member:
    """Return the member that holds the pieces one behind the other."""
    crc = size = 0
    for piece in pieces:
        crc, size = combined_crc(crc, piece.crc, piece.size), size + piece.size
    return Member(name, b"".join(piece.data for piece in pieces) + _LAST, ZIP_DEFLATED, crc, size)


def combined_crc(first: int, second: int, length: int) -> int:
    """Return the checksum of two stretches from theirs and the length of the second."""
    return _times(_zeros(length), first) ^ second if length else first


def _times(matrix: Sequence[int], vector: int) -> int:
    total = index = 0
    while vector:
        if vector & 1:
            total ^= matrix[index]
        vector >>= 1
        index += 1
    return total


@lru_cache(maxsize=4096)
def _zeros(length: int) -> tuple[int, ...]:
    """The matrix, over bits, that runs a checksum through so many zero bytes: squared for each bit of the length."""
    step = _squared(_squared(_squared((_POLYNOMIAL, *(1 << bit for bit in range(31))))))  # one byte is eight bits
    found: tuple[int, ...] | None = None
    while length:
        if length & 1:
            found = step if found is None else tuple(_times(step, column) for column in found)
        length >>= 1
        if length:
            step = _squared(step)
    assert found is not None
    return found


def _squared(matrix: Sequence[int]) -> tuple[int, ...]:
    return tuple(_times(matrix, column) for column in matrix)
