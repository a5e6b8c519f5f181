"""Owns docxtpl's public names over our engine: `from reportgen.compat.docxtpl import DocxTemplate`. In: its calls; out: ours.

Where we differ on purpose: data never becomes markup (a `<` in a value is a `<` in the document, with autoescape or without),
and the sandbox holds. A missing value is empty, as it is there. Sub-documents are built with python-docx, which has to be
installed for them.
"""

import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from reportgen import template as native
from reportgen.errors import Problem, TemplateError
from reportgen.ooxml.package import Member, write_package
from reportgen.ooxml.relationships import Relationships, parse_xml
from reportgen.template.language import Language
from reportgen.template.names import names_of

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_URL = "url:"


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
        return self._rich


class RichTextParagraph:
    """Paragraphs with styles, for {{p … }}."""

    def __init__(self, text: object = None, **look: Any) -> None:
        self._paragraphs = native.Paragraphs()
        if text is not None:
            self.add(text, **look)

    def add(self, text: object, parastyle: str | None = None) -> None:
        """Add a paragraph: text or a RichText."""
        rich = text._rich if isinstance(text, RichText) else native.RichText(text)
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
    """A picture in a line; width and height as python-docx gives lengths (EMU)."""

    def __init__(
        self, tpl: "DocxTemplate", image_descriptor: str | Path | IO[bytes], width: int | None = None,
        height: int | None = None, anchor: str | None = None,
    ) -> None:  # fmt: skip
        del tpl, anchor
        source = image_descriptor if isinstance(image_descriptor, str | Path) else image_descriptor.read()
        sides = [None if side is None else side / native.EMU_PER_MM for side in (width, height)]
        self._picture = native.Picture.of(source, width_mm=sides[0], height_mm=sides[1])

    def __reportgen__(self) -> native.Picture:
        return self._picture


class Subdoc:
    """A document that python-docx builds, put into another one by {{p … }}."""

    def __init__(self, docpath: str | Path | IO[bytes] | None = None) -> None:
        from docx import Document

        self.subdocx = Document(docpath)  # type: ignore[arg-type]
        if docpath is None:
            body = self.subdocx.element.body
            for child in list(body):
                if not child.tag.endswith("sectPr"):
                    body.remove(child)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.subdocx, name)

    def __reportgen__(self) -> native.Subdocument:
        import io

        out = io.BytesIO()
        self.subdocx.save(out)
        return native.Subdocument.of(out.getvalue())


class DocxTemplate:
    """A Word template: render it with data, save it."""

    def __init__(self, template_file: str | Path | IO[bytes]) -> None:
        self.template_file = template_file
        self._content = (
            Path(template_file).read_bytes() if isinstance(template_file, str | Path) else template_file.read()
        )
        self._name = Path(template_file).name if isinstance(template_file, str | Path) else "template.docx"
        self._document: native.Document | None = None
        self._replacements: list[tuple[str, str, bytes]] = []

    @property
    def is_rendered(self) -> bool:
        """Whether the template has been rendered."""
        return self._document is not None

    def render(self, context: Mapping[str, Any], jinja_env: Any = None, autoescape: bool = False) -> None:
        """Fill the template; jinja_env gives filters, tests and globals of one's own."""
        del autoescape  # data is never markup
        self._document = self._open(jinja_env).render(context, missing="empty")

    def save(self, filename: str | Path | IO[bytes], *args: Any, **kwargs: Any) -> None:
        """Write the document to a path or a stream."""
        del args, kwargs
        document = self._document or native.Document(self._name, tuple(self._open(None).members.values()), ())
        members = {member.name: member for member in document.members}
        for kind, key, content in self._replacements:
            _REPLACE[kind](members, key, content)
        document = replace(document, members=tuple(members.values()))
        if isinstance(filename, str | Path):
            document.save(filename)
        else:
            filename.write(write_package(document.members))

    def new_subdoc(self, docpath: str | Path | IO[bytes] | None = None) -> Subdoc:
        """Return an empty document, or the one in a file."""
        return Subdoc(docpath)

    def build_url_id(self, url: str) -> str:
        """Return what a RichText takes as url_id."""
        return _URL + url

    def get_undeclared_template_variables(
        self, jinja_env: Any = None, context: Mapping[str, Any] | None = None
    ) -> set[str]:
        """Return the names that the template asks for, without those that the context has."""
        template = self._open(jinja_env)
        names = set(names_of(template.programs.values(), template.language.environment()))
        return names - set(context or ())

    @property
    def undeclared_template_variables(self) -> set[str]:
        """The names that the template asks for."""
        return self.get_undeclared_template_variables()

    def replace_media(self, src_file: str | Path | IO[bytes], dst_file: str | Path | IO[bytes]) -> None:
        """Put a file in the place of the picture that has the content of another."""
        self._replacements.append(("media", str(zlib.crc32(_bytes(src_file))), _bytes(dst_file)))

    def replace_embedded(self, src_file: str | Path | IO[bytes], dst_file: str | Path | IO[bytes]) -> None:
        """Put a file in the place of the embedded one that has the content of another."""
        self.replace_media(src_file, dst_file)

    def replace_pic(self, embedded_file: str, dst_file: str | Path | IO[bytes]) -> None:
        """Put a file in the place of the picture whose name, title or alternative text is given."""
        self._replacements.append(("pic", embedded_file, _bytes(dst_file)))

    def replace_zipname(self, zipname: str, dst_file: str | Path | IO[bytes]) -> None:
        """Put a file in the place of a member of the package."""
        self._replacements.append(("zip", zipname, _bytes(dst_file)))

    def reset_replacements(self) -> None:
        """Forget what was to be replaced."""
        self._replacements = []

    def _open(self, jinja_env: Any) -> native.Template:
        if jinja_env is None:
            return native.Template.open(self._content, self._name)
        own = Language(jinja_env.filters, jinja_env.tests, jinja_env.globals)
        return native.Template.open(self._content, self._name, language=own)


def _bytes(source: str | Path | IO[bytes]) -> bytes:
    return Path(source).read_bytes() if isinstance(source, str | Path) else source.read()


def _replace_media(members: dict[str, Member], key: str, content: bytes) -> None:
    for name, member in list(members.items()):
        if str(member.crc) == key and ("/media/" in name or "/embeddings/" in name):
            members[name] = Member.of(name, content)


def _replace_zipname(members: dict[str, Member], key: str, content: bytes) -> None:
    if key not in members:
        raise TemplateError([Problem(key, None, None, "is not in the document", "see the names in the file", "media")])
    members[key] = Member.of(key, content)


def _replace_pic(members: dict[str, Member], key: str, content: bytes) -> None:
    found = False
    for part in [name for name in members if name.startswith("word/") and name.endswith(".xml")]:
        targets = {item.id: item.target for item in Relationships.of(part, members).items}
        if not targets or b"docPr" not in members[part].content:
            continue
        for named in parse_xml(members[part].content).iter(f"{_WP}docPr"):
            holder = named.getparent()
            if holder is None or key not in (named.get("name"), named.get("descr"), named.get("title")):
                continue
            for blip in holder.iter(f"{_A}blip"):
                target = targets.get(blip.get(f"{_R}embed", ""))
                if target in members and target is not None:
                    members[target] = Member.of(target, content)
                    found = True
    if not found:
        what = f"no picture has the name, title or alternative text “{key}”"
        raise TemplateError([Problem("replace_pic", None, None, what, "see the alt text in Word", "media")])


_REPLACE = {"media": _replace_media, "zip": _replace_zipname, "pic": _replace_pic}
R, RP = RichText, RichTextParagraph
__all__ = ["RP", "DocxTemplate", "InlineImage", "Listing", "R", "RichText", "RichTextParagraph", "Subdoc"]
