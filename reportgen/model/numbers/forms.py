"""The names of the forms in which a fact prints itself, and how other parts know a value that does."""

from typing import Any, Literal, Protocol, get_args

_Form = Literal[
    "prose",
    "cell",
    "column",
    "axis",
    "number",
    "unit",
    "listing",
    "when",
    "chinese",
    "count",
    "base",
    "locator",
    "about",
    "moved",
    "passed",
    "attained",
    "balance",
]
FORMS: tuple[str, ...] = get_args(_Form)


class PrintsItself(Protocol):
    """A value with forms, such as a fact."""

    id: str
    items: tuple[str, ...]

    def show(self, form: str = "prose") -> str:
        """Return the value in a form, marked for the ledger."""


def prints_itself(value: Any) -> bool:
    """Return whether a value is one with forms; asking costs no import of the model."""
    return getattr(type(value), "__prints_itself__", False) is True


__all__ = ["FORMS", "PrintsItself", "prints_itself"]
# Forms whose method has a longer name, because the field that they print has the short one.
METHODS = {
    "count": "member_count", "base": "base_value", "locator": "place", "about": "roughly", "unit": "printed_unit",
}  # fmt: skip
