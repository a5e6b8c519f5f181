"""Values of other libraries that stand for one of ours."""

from typing import Any


def native(value: object) -> Any:
    """Return what a value of another library stands for: it says so by a method __reportgen__."""
    says = getattr(type(value), "__reportgen__", None)
    return value if says is None else says(value)
