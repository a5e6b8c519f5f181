"""Names of files made from a recipient's pattern: paths that cannot leave their folder, on any system."""

import re
import unicodedata

from reportgen.model.characters import hidden_character
from reportgen.model.pack import Pack
from reportgen.model.recipients.recipient import Recipient

FIELDS = ("id", "name", "title", "pack", "edition", "language")
MAX_BYTES = 200  # a component; file systems allow 255, and a temporary name needs some
_FIELD = re.compile(r"\{([^{}]*)\}")
_BAD = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


def file_of(recipient: Recipient, pack: Pack) -> str:
    """Return the relative path that a recipient's file gets, with its ending; the pack is in the recipient's language."""
    values = {
        "id": recipient.id,
        "name": recipient.name,
        "title": pack.short_title,
        "pack": pack.id,
        "edition": pack.edition,
        "language": pack.language.partition("-")[0],
    }
    text = _FIELD.sub(lambda match: component(values.get(match.group(1), "")), recipient.file)
    text = unicodedata.normalize("NFC", text).removesuffix(f".{recipient.format}")
    return f"{text}.{recipient.format}"


def file_name_fault(recipient: Recipient, pack: Pack) -> tuple[str, str] | None:
    """Return why the pattern of a recipient cannot name a file, or None."""
    unknown = [name for name in _FIELD.findall(recipient.file) if name not in FIELDS]
    if unknown:
        return f"unknown field {{{unknown[0]}}}", "there are: " + ", ".join(f"{{{name}}}" for name in FIELDS)
    return name_fault(file_of(recipient, pack))


def name_fault(name: str) -> tuple[str, str] | None:
    """Return why a relative path is not a valid name on every system, and what would be one; None if it is sound."""
    hidden = hidden_character(name)
    if hidden:
        return f"{name!r} holds {hidden}, which is invisible", "type the name and the title again"
    for part in name.split("/"):
        if part in ("", ".", "..") or part.startswith((".", " ", "~")) or part.endswith((".", " ")):
            return f"{name!r} leaves its folder or is hidden", "write a plain name such as {id}-{title}"
        if _BAD.search(part) or _RESERVED.match(part) or "{" in part or "}" in part:
            return f"{name!r} is not a valid name on every system", 'leave out < > : " | ? * \\ and names such as CON'
        if len(part.encode()) > MAX_BYTES:
            return f"{name!r} is longer than {MAX_BYTES} bytes", "use {id} instead of {name}"
    return None


def component(text: str) -> str:
    """Return a value as it stands inside a name: what would part it into folders, or climb, is replaced."""
    return _BAD.sub("_", text.replace("/", "_")).replace("..", "_")


def printable_name(name: str) -> str:
    """Return the name of a file as text that any file can hold: bytes that are no UTF-8 become \\xNN."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
