"""DocxTemplate as scripts of docxtpl use it: opened, rendered, touched with python-docx, saved.

A template is compiled once for its content, in the process and on disk: a script that opens the same file for each document
pays for it once.
"""

import io
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import jinja2

from reportgen import template as native
from reportgen.compat.docxtpl.errors import as_jinja
from reportgen.compat.docxtpl.replacing import REPLACE, checksum, content_of
from reportgen.compat.docxtpl.values import Subdoc, url_id
from reportgen.errors import TemplateError
from reportgen.files import cache_folder
from reportgen.ooxml.package import Member, read_package, write_package
from reportgen.template.language.language import Language
from reportgen.template.names import names_of

_Source = str | Path | IO[bytes]
_PLAIN = Language(as_docxtpl=True)


class DocxTemplate:
    """A Word template: render it with data, save it."""

    def __init__(self, template_file: _Source) -> None:
        self.template_file = template_file
        is_path = isinstance(template_file, str | Path)
        self._name = Path(template_file).name if is_path else "template.docx"  # type: ignore[arg-type]
        self._content = content_of(template_file)
        self._document: native.Document | None = None
        self._docx: Any = None  # python-docx's document, once a script has asked for it
        self._replacements: list[tuple[str, str, bytes]] = []

    @property
    def is_rendered(self) -> bool:
        """Whether the template has been rendered."""
        return self._document is not None

    @property
    def docx(self) -> Any:
        """python-docx's document: the template before render, what was made of it afterwards."""
        if self._docx is None:
            from docx import Document

            document = self._document
            self._docx = Document(io.BytesIO(self._content if document is None else document.to_bytes()))
        return self._docx

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.docx, name)

    def get_docx(self) -> Any:
        """Return python-docx's document."""
        return self.docx

    def get_xml(self) -> str:
        """Return the XML of the body."""
        return self.xml_to_string(self.docx._element.body)

    def xml_to_string(self, xml: Any, encoding: str = "unicode") -> str:
        """Return the XML of an element."""
        from lxml import etree

        del encoding
        return etree.tostring(xml, encoding="unicode")

    def content(self) -> bytes:
        """Return the template as a file, with what a script has changed in it before render."""
        return self._content if self._docx is None or self.is_rendered else _saved(self._docx)

    def render(self, context: Mapping[str, Any], jinja_env: Any = None, autoescape: bool = False) -> None:
        """Fill the template; jinja_env gives filters, tests and globals of one's own.

        Raises errors that are jinja2's classes and our TemplateError at once.
        """
        del autoescape  # data is never markup
        strict = jinja_env is not None and issubclass(jinja_env.undefined, jinja2.StrictUndefined)
        content = self.content()
        try:
            document = _open(content, self._name, jinja_env).render(context, missing="error" if strict else "empty")
        except TemplateError as error:
            raise as_jinja(error) from error
        self._document, self._docx = document, None

    def save(self, filename: _Source, *args: Any, **kwargs: Any) -> None:
        """Write the document to a path or a stream."""
        del args, kwargs
        members = self._members()
        for kind, key, content in self._replacements:
            REPLACE[kind](members, key, content)
        document = native.Document(self._name, tuple(members.values()), ())
        if isinstance(filename, str | Path):
            document.save(filename)
            return
        filename.write(write_package(document.members))
        with suppress(OSError, AttributeError):
            filename.seek(0)

    def _members(self) -> dict[str, Member]:
        if self._docx is not None or self._document is None:
            return read_package(self._content if self._docx is None else _saved(self._docx), self._name)
        return {member.name: member for member in self._document.members}

    def new_subdoc(self, docpath: _Source | None = None) -> Subdoc:
        """Return an empty document with the styles of the template, or the one in a file."""
        return Subdoc(self, docpath)

    def build_url_id(self, url: str) -> str:
        """Return what a RichText takes as url_id."""
        return url_id(url)

    def get_undeclared_template_variables(
        self, jinja_env: Any = None, context: Mapping[str, Any] | None = None
    ) -> set[str]:
        """Return the names that the template asks for, without those that the context has."""
        template = _open(self._content, self._name, jinja_env)
        names = set(names_of(template.programs.values(), template.language.environment()))
        return names - set(context or ())

    @property
    def undeclared_template_variables(self) -> set[str]:
        """The names that the template asks for."""
        return self.get_undeclared_template_variables()

    def replace_media(self, src_file: _Source, dst_file: _Source) -> None:
        """Put a file in the place of the picture that has the content of another."""
        self._replacements.append(("media", checksum(src_file), content_of(dst_file)))

    def replace_embedded(self, src_file: _Source, dst_file: _Source) -> None:
        """Put a file in the place of the embedded one that has the content of another."""
        self.replace_media(src_file, dst_file)

    def replace_pic(self, embedded_file: str, dst_file: _Source) -> None:
        """Put a file in the place of the picture whose name, title or alternative text is given."""
        self._replacements.append(("pic", embedded_file, content_of(dst_file)))

    def replace_zipname(self, zipname: str, dst_file: _Source) -> None:
        """Put a file in the place of a member of the package."""
        self._replacements.append(("zip", zipname, content_of(dst_file)))

    def reset_replacements(self) -> None:
        """Forget what was to be replaced."""
        self._replacements = []


def _saved(docx: Any) -> bytes:
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()


def _open(content: bytes, name: str, jinja_env: Any) -> native.Template:
    language = _PLAIN if jinja_env is None else _language(jinja_env)
    try:
        return _compiled(content, name, language)
    except TemplateError as error:
        raise as_jinja(error) from error


@lru_cache(maxsize=32)
def _compiled(content: bytes, name: str, language: Language) -> native.Template:
    folder = cache_folder()
    return native.Template.open(content, name, cache=folder and folder / "templates", language=language)


def _language(jinja_env: Any) -> Language:
    """The language of an environment; the same one as long as it has the same functions."""
    own = (jinja_env.filters, jinja_env.tests, jinja_env.globals)
    return _language_of(*(tuple(sorted((name, _Same(item)) for name, item in names.items())) for names in own))


class _Same:
    """A function that is only equal to itself, whether it can be hashed or not."""

    def __init__(self, item: Any) -> None:
        self.item = item

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.item is self.item

    def __lt__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return id(self.item)


Own = tuple[tuple[str, _Same], ...]


@lru_cache(maxsize=32)
def _language_of(filters: Own, tests: Own, names: Own) -> Language:
    data_is_text = {"safe": lambda value: value}
    functions = ({name: same.item for name, same in own} for own in (filters, tests, names))
    given, asked, known = functions
    return Language({**given, **data_is_text}, asked, known, as_docxtpl=True)
