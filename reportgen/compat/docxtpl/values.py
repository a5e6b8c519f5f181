"""The values that scripts for docxtpl give to a template: rich text, listings, pictures, sub-documents."""

import io
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from reportgen import template as native

if TYPE_CHECKING:
    from reportgen.compat.docxtpl.template import DocxTemplate

_URL = "url:"  # before an address that build_url_id has seen


def url_id(url: str) -> str:
    """Return what a RichText takes as url_id."""
    return _URL + url


class RichText:
    """Text of several looks; size in half points, colours as RRGGBB, url_id from DocxTemplate.build_url_id."""

    def __init__(self, text: object = None, **look: Any) -> None:
        self._rich = native.RichText()
        if text is not None:
            self.add(text, **look)

    def add(
        self, text: object, *, style: str | None = None, color: str | None = None, highlight: str | None = None,
        size: int | None = None, subscript: bool | None = None, superscript: bool | None = None, bold: bool = False,
        italic: bool = False, underline: bool | str = False, strike: bool = False, font: str | None = None,
        url_id: str | None = None, rtl: bool = False, lang: str | None = None,
    ) -> None:  # fmt: skip
        """Add text with its look."""
        if isinstance(text, RichText):
            self._rich.add(text._rich)
            return
        self._rich.add(
            "" if text is None else text, url=url_id.removeprefix(_URL) if url_id else None, style=style, colour=color,
            highlight=highlight, size=None if size is None else size / 2, subscript=bool(subscript),
            superscript=bool(superscript), bold=bold or None, italic=italic or None, underline=underline or None,
            strike=strike or None, font=font.rpartition(":")[2] if font else None, rtl=rtl or None, lang=lang,
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self._rich)

    def __bool__(self) -> bool:
        return bool(self._rich)

    def __reportgen__(self) -> native.RichText:
        """The text with nothing of the look of its tag, as docxtpl writes it."""
        rich = native.RichText()
        rich.spans = tuple(replace(span, alone=True) for span in self._rich.spans)
        return rich


class RichTextParagraph:
    """Paragraphs with styles, for {{p … }}."""

    def __init__(self, text: object = None, **look: Any) -> None:
        self._paragraphs = native.Paragraphs()
        if text is not None:
            self.add(text, **look)

    def add(self, text: object, parastyle: str | None = None) -> None:
        """Add a paragraph: text or a RichText."""
        rich = text.__reportgen__() if isinstance(text, RichText) else native.RichText(text)
        self._paragraphs = self._paragraphs.add(rich, parastyle)

    def __reportgen__(self) -> native.Paragraphs:
        return self._paragraphs


class Listing:
    r"""Text with \n, \a, \t and \f in it."""

    def __init__(self, text: object) -> None:
        self._text = str(text)

    def __str__(self) -> str:
        return self._text

    def __reportgen__(self) -> native.Listing:
        return native.Listing(self._text)


class InlineImage:
    """A picture in a line; width and height as python-docx gives lengths (EMU), anchor is where a click leads."""

    def __init__(
        self, tpl: "DocxTemplate", image_descriptor: str | Path | IO[bytes], width: int | None = None,
        height: int | None = None, anchor: str | None = None,
    ) -> None:  # fmt: skip
        self.tpl, self.image_descriptor, self.width, self.height, self.anchor = (
            tpl,
            image_descriptor,
            width,
            height,
            anchor,
        )
        source = image_descriptor if isinstance(image_descriptor, str | Path) else _content(image_descriptor)
        sides = [None if side is None else side / native.EMU_PER_MM for side in (width, height)]
        picture = native.Picture.of(source, width_mm=sides[0], height_mm=sides[1], url=anchor)
        self._picture = replace(picture, fits=False)  # as wide as it is: the script decides

    def __reportgen__(self) -> native.Picture:
        return self._picture


def _content(stream: IO[bytes]) -> bytes:
    """The whole of a stream, wherever it stands: the same one is given for many pictures."""
    if stream.seekable():
        stream.seek(0)
    return stream.read()


class Subdoc:
    """A document that python-docx builds, put into another one by {{p … }}; an empty one has the styles of the template."""

    def __init__(self, tpl: "DocxTemplate", docpath: str | Path | IO[bytes] | None = None) -> None:
        from docx import Document

        self.tpl = tpl
        self._given = docpath is not None  # one that begins as the template has its headers already
        self.subdocx: Any = Document(io.BytesIO(tpl.content()) if docpath is None else docpath)  # type: ignore[arg-type]
        if docpath is None:
            body = self.subdocx.element.body
            for child in list(body):
                if not child.tag.endswith("}sectPr"):
                    body.remove(child)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.subdocx, name)

    def __reportgen__(self) -> native.Subdocument:
        out = io.BytesIO()
        self.subdocx.save(out)
        return native.Subdocument.of(out.getvalue(), sections=self._given or len(self.subdocx.sections) > 1)


R, RP = RichText, RichTextParagraph
