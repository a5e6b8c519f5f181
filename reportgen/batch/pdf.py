"""Owns the door to LibreOffice for PDF files. In: a .docx as bytes; out: a PDF as bytes, or why there is none."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from reportgen.errors import OutputError

_SECONDS = 120


def to_pdf(content: bytes) -> bytes:
    """Return a Word report as PDF; an OutputError when LibreOffice is not there or fails."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise OutputError("PDF needs LibreOffice, which is not installed; choose docx, or install libreoffice-writer")
    with tempfile.TemporaryDirectory(prefix="reportgen-pdf-") as folder:
        source, made = Path(folder, "report.docx"), Path(folder, "report.pdf")
        source.write_bytes(content)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"  # two processes never share a profile
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise OutputError(f"LibreOffice made no PDF within {_SECONDS} s; try again, or choose docx") from error
        if not made.is_file():  # it returns 0 even when it wrote nothing
            words = done.stderr.decode(errors="replace").strip()[-200:]
            raise OutputError(f"LibreOffice made no PDF: {words or 'it gave no reason'}; choose docx")
        return made.read_bytes()
