"""Whether the file of a picture is whole: a download that broke off opens, and shows a red cross in Word."""

import struct
import zlib

_PNG = b"\x89PNG\r\n\x1a\n"


def is_whole(kind: str, content: bytes) -> bool:
    """Return whether a picture ends where its format says; kinds are Pillow's names. Nothing is unpacked but TIFF."""
    check = {"PNG": _whole_png, "JPEG": _whole_jpeg, "GIF": _whole_gif, "BMP": _whole_bmp, "TIFF": _whole_tiff}.get(
        kind
    )
    return check is None or check(content)


def _whole_png(content: bytes) -> bool:
    """Each chunk has its length and its checksum, and the last is IEND."""
    position = len(_PNG)
    while position + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, position)
        end = position + 12 + length
        if end > len(content):
            return False
        (crc,) = struct.unpack_from(">I", content, end - 4)
        if zlib.crc32(memoryview(content)[position + 4 : end - 4]) != crc:
            return False
        if name == b"IEND":
            return True
        position = end
    return False


def _whole_jpeg(content: bytes) -> bool:
    """The segments before the scan are passed over, as a thumbnail among them has an end of its own; then comes the end."""
    position = 2
    while position + 4 <= len(content):
        if content[position] != 0xFF:
            return False
        marker = content[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        if marker == 0xDA:
            return content.find(b"\xff\xd9", position) > 0
        (length,) = struct.unpack_from(">H", content, position + 2)
        position += 2 + length
    return False


def _whole_gif(content: bytes) -> bool:
    return content.rstrip(b"\0")[-1:] == b";"


def _whole_bmp(content: bytes) -> bool:
    """The size that the file says, unless it says none, and the rows of its pixels."""
    size, start = struct.unpack_from("<I4xI", content, 2)
    return len(content) >= int(size or start)


def _whole_tiff(content: bytes) -> bool:
    import io

    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
    except (OSError, ValueError, SyntaxError):
        return False
    return True
