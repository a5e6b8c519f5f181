"""A whole Word file as a value that goes into another one."""

from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import Problem, TemplateError
from reportgen.ooxml.package import read_file, read_package
from reportgen.template.formats import kind_of


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
        if not kind_of(read_package(content, name), name).is_word:
            raise TemplateError([Problem(name, None, None, "is not a Word document", "give a .docx", "format")])
        return cls(content, name)
