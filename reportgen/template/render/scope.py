"""The scope of a template: the names that its tags can use. In: data and a language; out: one mapping of all names."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.template.language.language import LANGUAGE, Language, Missing
from reportgen.template.render.including import Parts


class Scope:
    """What a template can name: the data, and what its language offers everywhere."""

    def __init__(
        self,
        data: Mapping[str, Any],
        language: Language = LANGUAGE,
        missing: Missing = "error",
        parts: Parts | None = None,
        files: Path | None = None,
    ) -> None:
        self.data = data
        self.files = files
        self.parts = parts
        self.language = language
        self.missing: Missing = missing
        self.all = {**language.environment(missing).globals, **data}

    def extended(self, names: Mapping[str, Any]) -> "Scope":
        """Return these names and others over them."""
        return Scope({**self.data, **names}, self.language, self.missing, self.parts, self.files) if names else self

    def for_include(self, parts: Parts) -> "Scope":
        """Return these names for a part that is included."""
        return Scope(self.data, self.language, self.missing, parts, self.files)
