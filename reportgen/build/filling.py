"""Filling one template from data into a file, written whole or not at all."""

from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from reportgen.build.contents import with_contents
from reportgen.files import cache_folder, refuse_inputs, write_whole
from reportgen.findings import Finding
from reportgen.template import Missing, Template

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from pptx.presentation import Presentation

    _Source = Path | str | bytes | IO[bytes] | DocxDocument | Presentation


def fill(
    template: "_Source",
    data: Mapping[str, Any],
    out: "Path | str | IO[bytes]",
    *,
    missing: Missing = "error",
    parts: Path | None = None,
    files: Path | None = None,
    strict_links: bool = False,
) -> tuple[Finding, ...]:
    """Fill an Office template with data into a new file; return what was left out on the way.

    `parts` is the folder of the Word files that the template may include, `files` that of the pictures and documents that plain
    data may name. Pictures, sounds and data sources that the template
    links to stay as they are and are not followed; `strict_links` makes them an error.

    Raises a TemplateError that tells everything that is wrong with the template or the data, each with its place, and an
    OutputError when the file cannot be written or is the template or a part. An old file stays as it was when anything is wrong.
    """
    if not isinstance(out, str | Path):
        content, findings = filled(
            template, data, "", missing=missing, parts=parts, files=files, strict_links=strict_links
        )
        out.write(content)
        return findings
    inputs = [Path(template)] if isinstance(template, str | Path) else []
    refuse_inputs([Path(out)], [*inputs, *([parts] if parts else [])])
    content, findings = filled(
        template, data, Path(out).name, missing=missing, parts=parts, files=files, strict_links=strict_links
    )
    write_whole(Path(out), content)
    return findings


def filled(
    template: "_Source",
    data: Mapping[str, Any],
    name: str,
    *,
    missing: Missing = "error",
    parts: Path | None = None,
    files: Path | None = None,
    strict_links: bool = False,
) -> tuple[bytes, tuple[Finding, ...]]:
    """Return a filled template as the content of a file of a name, whose ending decides its kind, and what was left out."""
    cache = cache_folder()
    opened = Template.open(template, cache=cache and cache / "templates", strict_links=strict_links)
    document = with_contents(opened.render(data, missing=missing, parts=parts, files=files))
    return document.file(name) if name else (document.to_bytes(), document.findings)
