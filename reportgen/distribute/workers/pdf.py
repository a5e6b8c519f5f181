"""Making the PDF of one recipient. In: a .docx as bytes; out: a PDF as bytes, or why there is none."""

import tempfile
from pathlib import Path

from reportgen.render.libreoffice import to_pdf as write_pdfs


def to_pdf(content: bytes) -> bytes:
    """Return a Word report as PDF; an OutputError when LibreOffice is not there or fails."""
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        source = Path(folder, "report.docx")
        source.write_bytes(content)
        (made,) = write_pdfs([source], Path(folder, "out"))
        return made.read_bytes()
