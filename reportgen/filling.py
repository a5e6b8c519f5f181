"""Owns filling one template from data. In: paths and a mapping; out: a file, written whole or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.cache_folder import cache_folder
from reportgen.errors import OutputError
from reportgen.template import Template


def fill(template: Path | str, data: Mapping[str, Any], out: Path | str) -> Path:
    """Fill a .docx or .pptx with data and return the path of the new file."""
    cache = cache_folder()
    content = Template.open(template, cache=cache and cache / "templates").render(data).to_bytes()
    path = Path(out)
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); check the folder and your rights") from error
    return path
