"""Owns a whole document as a value: a Word file that goes into another one. In: a path or bytes; out: a Subdocument."""

from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import Problem, TemplateError
from reportgen.ooxml.package import read_file, read_package

_DOCUMENT = "word/document.xml"


@dataclass(frozen=True)
class Subdocument:
    """A Word file whose body goes into another one, by {{p sub }}."""

    content: bytes
    name: str = "sub-document"

    @classmethod
    def of(cls, source: Path | str | bytes) -> "Subdocument":
        """Return the document in a file or in bytes; a TemplateError if it is none."""
        name = "sub-document" if isinstance(source, bytes) else Path(source).name
        content = source if isinstance(source, bytes) else read_file(Path(source), name)
        if _DOCUMENT not in read_package(content, name):
            raise TemplateError([Problem(name, None, None, "is no Word document", "give a .docx", "format")])
        return cls(content, name)
