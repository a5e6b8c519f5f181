"""Pictures: their bytes, format, size and link."""

import io
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Union, cast

from reportgen.errors import Problem, TemplateError
from reportgen.template.values.picture_files import is_whole, upright

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PIL.Image import Image

PictureSource = Union["Path", str, bytes, IO[bytes], "Image", "Figure"]
EMU_PER_MM = 36000
_EMU_PER_INCH = 914400
_MAX_PIXELS = 100_000_000
# Pillow's name of a format: extension and content type in the package. Formats that Office does not show are not here.
_FORMATS = {
    "PNG": ("png", "image/png"),
    "JPEG": ("jpeg", "image/jpeg"),
    "GIF": ("gif", "image/gif"),
    "BMP": ("bmp", "image/bmp"),
    "TIFF": ("tiff", "image/tiff"),
    "WMF": ("wmf", "image/x-wmf"),
    "EMF": ("emf", "image/x-emf"),
}


@dataclass(frozen=True)
class Picture:
    """A picture of a size in EMU; Office shows the SVG where it can. crop: left, top, right, bottom in thousandths of a %.

    `fits` says that nobody gave a size, so that the picture is no wider than its cell or column; `url` is where a click leads;
    `focus` is the point that stays where the picture is cropped, in shares of width and height.
    """

    content: bytes = field(repr=False)
    width: int
    height: int
    alt: str
    svg: bytes | None = field(default=None, repr=False)
    shown: tuple[tuple[str, str], ...] = ()
    extension: str = "png"
    crop: tuple[int, int, int, int] = (0, 0, 0, 0)
    fits: bool = False
    url: str | None = None
    focus: tuple[float, float] = (0.5, 0.5)

    @classmethod
    def of(
        cls,
        source: "PictureSource",
        *,
        width_mm: float | None = None,
        height_mm: float | None = None,
        alt: str = "",
        url: str | None = None,
    ) -> "Picture":
        """Return the picture in a file, in bytes, of Pillow or of matplotlib; one side given, the other follows; none, the size it says itself.

        Without a size it is never wider than the cell or column it stands in. `url` makes it a link. Raises a TemplateError
        when there is no picture, a damaged one, or one that Office cannot show.
        """
        name, content = _content_of(source)
        _measure(name, content)  # what is no picture is refused before it is turned
        content = upright(content)
        extension, (across, down), (wide, high) = _measure(name, content)
        ratio = across / down
        if width_mm is not None and height_mm is not None:
            wide, high = round(width_mm * EMU_PER_MM), round(height_mm * EMU_PER_MM)
        elif width_mm is not None:
            wide, high = round(width_mm * EMU_PER_MM), round(width_mm * EMU_PER_MM / ratio)
        elif height_mm is not None:
            wide, high = round(height_mm * EMU_PER_MM * ratio), round(height_mm * EMU_PER_MM)
        return cls(content, wide, high, alt, extension=extension, fits=width_mm is None and height_mm is None, url=url)

    def within(self, room: int) -> "Picture":
        """Return the picture no wider than the room in EMU, its shape kept, unless somebody gave its size."""
        if not self.fits or not 0 < room < self.width:
            return self
        return replace(self, width=room, height=max(round(self.height * room / self.width), 1))

    def cropped(self, width: int, height: int) -> "Picture":
        """Return the picture filling a size in EMU, cut at the two sides that do not fit so that the focus stays."""
        if not all((self.width, self.height, width, height)):
            return replace(self, width=width, height=height)  # a place without a size cuts nothing
        if self.width * height > self.height * width:
            left, right = _cut(1 - self.height * width / (self.width * height), self.focus[0])
            return replace(self, width=width, height=height, crop=(left, 0, right, 0))
        top, bottom = _cut(1 - self.width * height / (self.height * width), self.focus[1])
        return replace(self, width=width, height=height, crop=(0, top, 0, bottom))

    def crop_xml(self) -> str:
        """Return a:srcRect, or nothing where nothing is cut."""
        sides = "".join(f' {name}="{side}"' for name, side in zip("ltrb", self.crop, strict=True) if side)
        return f"<a:srcRect{sides}/>" if sides else ""


def _cut(share: float, focus: float) -> tuple[int, int]:
    """What goes at the near and the far side, in thousandths of a per cent; a side with the focus keeps its edge."""
    near = round(share * focus * 100000)
    return near, round(share * 100000) - near if focus != 0.5 else near


def _content_of(source: "PictureSource") -> tuple[str, bytes]:
    """The name and the bytes of a picture, wherever it comes from."""
    if isinstance(source, bytes):
        return "picture", source
    if isinstance(source, str | Path):
        try:
            return str(source), Path(source).read_bytes()
        except OSError as error:
            raise _refused(str(source), f"cannot be read ({error.strerror})", "check the path") from error
    out, given = io.BytesIO(), cast(Any, source)
    if hasattr(given, "savefig"):  # a figure of matplotlib
        given.savefig(out, format="png", dpi=300)
    elif hasattr(given, "save"):  # an image of Pillow
        given.save(out, "PNG", dpi=given.info.get("dpi", (96, 96)))
    else:
        return str(getattr(given, "name", "picture")), given.read()
    return "picture", out.getvalue()


def content_type(extension: str) -> str:
    """Return the content type of pictures with an extension."""
    types = dict(_FORMATS.values())
    return types.get(extension, f"image/{extension}")


@lru_cache(maxsize=128)
def _measure(name: str, content: bytes) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """The extension, the size in pixels and the size in EMU that the picture says itself."""
    from PIL import Image, UnidentifiedImageError

    hint = "give a PNG, JPEG, GIF, BMP, TIFF, EMF or WMF file"
    try:
        with Image.open(io.BytesIO(content)) as image:
            kind, size, dpi = image.format or "", image.size, image.info.get("dpi", (96, 96))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _refused(name, "is not a picture that can be read", hint) from error
    if kind not in _FORMATS:
        raise _refused(name, f"is a {kind} picture, which Office does not show", hint)
    if not is_whole(kind, content):
        raise _refused(name, "is damaged: the file ends before its picture does", "fetch or save the picture again")
    if size[0] * size[1] > _MAX_PIXELS or not all(size):
        raise _refused(name, f"has {size[0]} × {size[1]} pixels", "scale it down")
    across, down = (max(float(value), 1.0) for value in dpi)
    emu = (round(size[0] / across * _EMU_PER_INCH), round(size[1] / down * _EMU_PER_INCH))
    return _FORMATS[kind][0], size, emu


def _refused(name: str, what: str, hint: str) -> TemplateError:
    return TemplateError([Problem(name, None, None, what, hint)])
