"""The hook of a build of the wheel: it writes the commit that is checked out beside the code, for `reportgen --version`."""

import runpy
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg, misc]
    """Adds commit.txt to a wheel that is built in a checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file."""
        del version
        root = Path(self.root)
        commit = runpy.run_path(str(root / "reportgen" / "installed.py"))["_commit_of_checkout"](root)
        if commit:
            file = Path(tempfile.mkdtemp(), "commit.txt")
            file.write_text(commit, "utf-8")
            build_data["force_include"][str(file)] = "reportgen/commit.txt"
