"""Where Office files come from: paths, bytes, streams, and documents of python-docx and python-pptx."""

import io
from pathlib import Path
from typing import IO, Any

from reportgen.ooxml.package import read_file


def content_of(source: Any, name: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a file; a TemplateError if it cannot be read."""
    if isinstance(source, bytes):
        return name, source
    if isinstance(source, str | Path):
        return Path(source).name, read_file(Path(source), Path(source).name)
    if hasattr(source, "read"):
        stream: IO[bytes] = source
        return Path(str(getattr(stream, "name", name))).name, stream.read()
    out = io.BytesIO()
    source.save(out)  # a document of python-docx, a presentation of python-pptx
    return name, out.getvalue()
