"""Numbers of schemas in files and stores: older ones are read, newer ones are refused in words."""

from pathlib import Path

from reportgen.errors import OutputError


def check_schema(path: Path, found: object, known: int) -> int:
    """Return the number of a file's schema (1 where it has none); an OutputError for one that a newer version wrote."""
    number = 1 if found in (None, 0) else found
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise OutputError(f"{path}: `schema` is not a number from 1 to {known} (got {number!r}); make the file again")
    if number > known:
        raise OutputError(
            f"{path}: was written by a newer version of reportgen (schema {number}; this one reads up to {known}); "
            "upgrade reportgen, or restore the file from before the upgrade"
        )
    return number
