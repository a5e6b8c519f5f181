"""Reading a pack: `load_pack` makes a Pack of a folder, or reports every mistake in its files at once, with file, line and column.

It is imported when it is first asked for: reading a data file for a template needs none of it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.load.pack_folder import load_pack

__all__ = ["load_pack"]


def __getattr__(name: str) -> Any:
    """Import what reads packs when it is first asked for."""
    if name == "load_pack":
        from reportgen.load.pack_folder import load_pack

        return load_pack
    raise AttributeError(f"module 'reportgen.load' has no attribute {name!r}")
