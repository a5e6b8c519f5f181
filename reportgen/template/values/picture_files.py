"""The file of a picture: whether it is whole (a download that broke off shows a red cross in Word), and the right way up."""

import io
import struct
import zlib
from functools import lru_cache

_ORIENTATION = 0x0112  # the tag of EXIF
_HEAD = 65536  # bytes in which a camera says how it was held
_PNG = b"\x89PNG\r\n\x1a\n"


def is_whole(kind: str, content: bytes) -> bool:
    """Return whether a picture ends where its format says; kinds are Pillow's names. Nothing is unpacked but TIFF."""
    check = {"PNG": _whole_png, "JPEG": _whole_jpeg, "GIF": _whole_gif, "BMP": _whole_bmp, "TIFF": _whole_tiff}.get(
        kind
    )
    return check is None or check(content)


@lru_cache(maxsize=64)
def upright(content: bytes) -> bytes:
    """Return a JPEG as the camera says that it is to be seen; Office does not turn it. Other pictures stay as they are."""
    if not content.startswith(b"\xff\xd8") or b"Exif\0\0" not in content[:_HEAD]:
        return content
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.getexif().get(_ORIENTATION, 1) not in range(2, 9):
                return content
            out = io.BytesIO()
            ImageOps.exif_transpose(image).save(out, "JPEG", quality=92, dpi=image.info.get("dpi", (96, 96)))
    except (OSError, ValueError, SyntaxError, struct.error):
        return content  # what is said of the picture is damaged, not the picture
    return out.getvalue()


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
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
    except (OSError, ValueError, SyntaxError):
        return False
    return True
