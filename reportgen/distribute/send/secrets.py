"""Keeping credentials out of everything that is shown or kept. In: environment, texts; out: texts without secrets."""

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

_SECRET_NAMES = re.compile(r"REPORTGEN_(?:CHAT_.*|OWNER_HOOK|.*PASSWORD|.*TOKEN|.*SECRET)$")
_IN_URL = re.compile(r"(?<=://)[^/\s@]+@")
_HIDDEN = "***"


class Secrets:
    """The credentials of an environment, and texts without them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        values = {value for name, value in environment.items() if _SECRET_NAMES.match(name) and len(value) > 3}
        for url in [value for value in values if "://" in value]:
            # whatever a library tells of the URL, the parts that open the door must not be in it
            values |= {part for part in re.split(r"[/?&=@:]+", url.split("://", 1)[1]) if len(part) >= 8}
        self._values = sorted(values | {quote(v) for v in values} | {unquote(v) for v in values}, key=len, reverse=True)

    def __repr__(self) -> str:
        return "Secrets(***)"

    def hide(self, text: str) -> str:
        """Return a text without credentials."""
        for value in self._values:
            text = text.replace(value, _HIDDEN)
        return _IN_URL.sub(f"{_HIDDEN}@", text)

    def get(self, name: str, default: str = "") -> str:
        """Return a setting from the environment."""
        return self.environment.get(name, default)
