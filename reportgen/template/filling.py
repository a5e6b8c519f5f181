"""Owns filling one template from data. In: paths and a mapping; out: a file, written whole or not at all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.files import cache_folder
from reportgen.findings import Finding
from reportgen.template import Missing, Template


def fill(
    template: Path | str,
    data: Mapping[str, Any],
    out: Path | str,
    *,
    missing: Missing = "error",
    parts: Path | None = None,
) -> tuple[Finding, ...]:
    """Fill an Office template with data into a new file; return what was left out on the way.

    `parts` is the folder of the Word files that the template may include.

    Raises a TemplateError that tells everything that is wrong with the template or the data, each with its place, and an
    OutputError when the file can not be written. An old file stays as it was when anything is wrong.
    """
    cache = cache_folder()
    opened = Template.open(template, cache=cache and cache / "templates")
    return opened.render(data, missing=missing, parts=parts).save(out)
