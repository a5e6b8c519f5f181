"""A whole Word file as a value that goes into another one."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reportgen.errors import Problem, TemplateError
from reportgen.ooxml.formats import kind_of
from reportgen.ooxml.package import read_package
from reportgen.template.values.sources import content_of

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument


@dataclass(frozen=True, init=False)
class Subdocument:
    """A Word file whose body goes into another one, by {{p sub }}.

    One with headers, several sections or pages of another size keeps them in sections of its own, unless `sections` is false.
    With `new_page` it begins on a new page, in a section of its own.
    """

    content: bytes = field(repr=False)
    name: str = "sub-document"
    sections: bool = True
    new_page: bool = False

    def __init__(
        self,
        content: "Path | str | bytes | IO[bytes] | DocxDocument",
        name: str = "",
        sections: bool = True,
        new_page: bool = False,
    ) -> None:
        """Take a document of python-docx, a file, bytes or a stream."""
        own, read = content_of(content, "sub-document")
        for key, value in (("content", read), ("name", name or own), ("sections", sections), ("new_page", new_page)):
            object.__setattr__(self, key, value)

    @classmethod
    def of(
        cls, source: "Path | str | bytes | IO[bytes] | DocxDocument", *, sections: bool = True, new_page: bool = False
    ) -> "Subdocument":
        """Return the document in a file, in bytes or of python-docx; a TemplateError if it is none."""
        name, content = content_of(source, "sub-document")
        if not kind_of(read_package(content, name), name).is_word:
            raise TemplateError([Problem(name, None, None, "is not a Word document", "give a .docx", "format")])
        return cls(content, name, sections, new_page)
