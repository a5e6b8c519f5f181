"""Addresses of links made of values: what may not stand in one is written in per cent, and what is so already stays."""

from urllib.parse import quote

from reportgen.model.numbers.marks import plain

_ALLOWED = "%:/?#[]@!$&'()*+,;=~|"


def address_of(pieces: list[str]) -> str:
    """Return the address that pieces of text and values make."""
    return quote(plain("".join(pieces)).strip(), safe=_ALLOWED)
