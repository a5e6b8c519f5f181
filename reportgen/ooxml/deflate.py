"""Deflate and CRC-32 by the fastest library that is installed.

zlib-ng packs as small as zlib at level 6 in a third of the time and is a dependency of the project; where it has no wheel, zlib
takes its place. ISA-L (the extra `fast`) packs ten times faster still, into files that are some 8 % larger.
"""

import zlib
from typing import Any


def _fastest() -> tuple[Any, int]:
    """The library, and the level at which it packs."""
    try:
        from isal import isal_zlib

        return isal_zlib, 1  # as small as its level 2 on the XML of Office, and as fast
    except ImportError:
        try:
            from zlib_ng import zlib_ng

            return zlib_ng, 6
        except ImportError:
            return zlib, 6


_library, _level = _fastest()
_RAW = -15  # no header: zip has its own


def packer() -> Any:
    """Return what compresses a member piece by piece: compress(piece), and flush() at its end."""
    return _library.compressobj(_level, zlib.DEFLATED, _RAW)


def deflate(content: bytes) -> bytes:
    """Return content as a raw deflate stream."""
    packing = packer()
    packed: bytes = packing.compress(content) + packing.flush()
    return packed


def deflate_piece(content: bytes) -> bytes:
    """Return content as a piece of a stream that ends on a byte and looks back at nothing.

    Other pieces can stand before and behind it.
    """
    packing = packer()
    packed: bytes = packing.compress(content) + packing.flush(zlib.Z_FULL_FLUSH)
    return packed


def inflate(packed: bytes, most: int) -> bytes:
    """Return the content of a raw deflate stream, and never more than `most` bytes of it; a zlib.error if it is damaged."""
    try:
        content: bytes = _library.decompressobj(_RAW).decompress(packed, most)
    except _library.error as error:
        raise zlib.error(str(error)) from error
    return content


def crc32(content: bytes, start: int = 0) -> int:
    """Return the CRC-32 of content, as zip has it; `start` is that of what stands before."""
    value: int = _library.crc32(content, start)
    return value
