"""Owns compressing members: by ISA-L where it is installed (several times faster), by zlib elsewhere."""

import zlib
from collections.abc import Callable
from typing import Any

try:
    from isal import isal_zlib
except ImportError:  # the extra `fast` is not installed
    isal_zlib = None  # type: ignore[assignment]

_RAW = -15  # no header: zip has its own
_LEVEL = 1  # of ISA-L: as small as its level 2 on the XML of Office, and as fast


def _zlib(content: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, _RAW)
    return packer.compress(content) + packer.flush()


def _isal(content: bytes) -> bytes:
    packed: bytes = isal_zlib.compress(content, _LEVEL, _RAW)
    return packed


def packer() -> Any:
    """Return what compresses a member piece by piece: compress(piece), and flush() at its end."""
    if isal_zlib is None:
        return zlib.compressobj(6, zlib.DEFLATED, _RAW)
    return isal_zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)


def _zlib_piece(content: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, _RAW)
    return packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)


def _isal_piece(content: bytes) -> bytes:
    packer = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, _RAW)
    packed: bytes = packer.compress(content) + packer.flush(isal_zlib.Z_FULL_FLUSH)
    return packed


deflate: Callable[[bytes], bytes] = _zlib if isal_zlib is None else _isal
# A piece ends on a byte and looks back at nothing, so that other pieces can stand before and behind it.
deflate_piece: Callable[[bytes], bytes] = _zlib_piece if isal_zlib is None else _isal_piece
