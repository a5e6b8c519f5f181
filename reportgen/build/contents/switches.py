"""The code of a contents field, such as TOC \\o "1-3" \\h: which paragraphs it lists, and at which level."""

import re
from dataclasses import dataclass, field

_TOC = re.compile(r"^\s*TOC\b", re.IGNORECASE)
_SWITCH = re.compile(r"\\([a-zA-Z])\s*(\"[^\"]*\"|[^\s\\\"]+)?")
_READ = frozenset("ochaztunpwx")
_ALL_LEVELS = (1, 9)


@dataclass(frozen=True)
class Switches:
    """What a contents field lists: headings by level, paragraphs by style, or the captions of a label."""

    headings: tuple[int, int] | None = None
    outline: bool = False
    styles: dict[str, int] = field(default_factory=dict)
    caption: str | None = None
    bare_caption: bool = False
    linked: bool = False
    without_pages: tuple[int, int] | None = None
    separator: str = "\t"

    def level(self, style: str, outline: int | None) -> int | None:
        """Return the level, from 1, of a paragraph by the name of its style and its outline level; None for one not listed."""
        if style.lower() in self.styles:
            return self.styles[style.lower()]
        heading = re.fullmatch(r"heading (\d)", style.lower())
        first, last = self.headings or (1, 0)
        if heading and first <= int(heading.group(1)) <= last:
            return int(heading.group(1))
        low, high = self.headings or _ALL_LEVELS
        return outline + 1 if self.outline and outline is not None and low <= outline + 1 <= high else None


def switches_of(code: str) -> Switches | None:
    """Return what a field code lists; None where it is no contents field, or lists what is not read here (TC fields, a bookmark)."""
    if not _TOC.match(code):
        return None
    given = {match.group(1).lower(): (match.group(2) or "").strip('"') for match in _SWITCH.finditer(code)}
    if not set(given) <= _READ:
        return None
    caption = given.get("c", given.get("a"))
    plain = not {"o", "t", "u"} & set(given) and caption is None
    return Switches(
        headings=_levels(given["o"]) if "o" in given else _ALL_LEVELS if plain else None,
        outline="u" in given,
        styles=_styles(given.get("t", "")),
        caption=caption,
        bare_caption="a" in given,
        linked="h" in given,
        without_pages=_levels(given["n"]) if "n" in given else None,
        separator=given.get("p", "\t"),
    )


def _levels(written: str) -> tuple[int, int]:
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    return (numbers[0], numbers[-1]) if numbers else _ALL_LEVELS


def _styles(written: str) -> dict[str, int]:
    """The level of each style of a list such as 附录,1,图题,2; Word separates by the list separator of the system."""
    pieces = [piece.strip() for piece in re.split("[,;，；]", written)]
    pairs = zip(pieces[::2], pieces[1::2], strict=False)
    return {name.lower(): int(level) for name, level in pairs if name and level.isdigit()}
