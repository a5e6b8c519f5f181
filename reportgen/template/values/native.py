"""Values of other libraries that stand for one of ours: pictures of Pillow, figures of matplotlib, documents of python-docx."""

from typing import Any

_TEXT_OR_NUMBER = frozenset((str, int, float, bool, type(None)))
_LIBRARIES = ("PIL", "matplotlib", "docx")


def native(value: object) -> Any:
    """Return what a value of another library stands for; one of the user's own says so by a method __reportgen__."""
    kind = type(value)
    if kind in _TEXT_OR_NUMBER:
        return value
    says = getattr(kind, "__reportgen__", None)
    if says is not None:
        return says(value)
    return _of_library(value) if kind.__module__.partition(".")[0] in _LIBRARIES else value


def _of_library(value: Any) -> Any:
    if hasattr(value, "savefig") or (hasattr(value, "mode") and hasattr(value, "tobytes")):
        from reportgen.template.values.picture import Picture  # few values are pictures

        return Picture.of(value)
    if hasattr(value, "element") and hasattr(value, "save"):
        from reportgen.template.values.subdocument import Subdocument

        return Subdocument.of(value)
    return value
