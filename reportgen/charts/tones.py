"""The colours of charts: roles of the theme, which picture and native chart share. In: series; out: tones, hex.

The highlight takes the primary colour and the rest the context; without a highlight each series has a tone of its own.
"""

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.model import Theme

_SLOTS = {
    "primary": "accent1", "accent": "accent2", "accent_text": "accent3", "context": "accent4", "grey": "accent5",
    "rule": "accent6", "deep": "tx2", "tint": "bg2", "ink": "tx1", "white": "bg1",
}  # fmt: skip
_FIELDS = {"accent": "accent_graphic"}


@dataclass(frozen=True)
class Tone:
    """A role of the theme, lightened by a share."""

    role: str
    light: float = 0.0

    @property
    def slot(self) -> str:
        """The name of the colour in the theme of a file."""
        return _SLOTS[self.role]

    def hex(self, theme: Theme) -> str:
        """Return the colour as Office computes it from lumMod and lumOff."""
        base = "FFFFFF" if self.role == "white" else str(getattr(theme, _FIELDS.get(self.role, self.role)))
        if not self.light:
            return base
        red, green, blue = (int(base[n : n + 2], 16) / 255 for n in (0, 2, 4))
        hue, luminance, saturation = colorsys.rgb_to_hls(red, green, blue)
        rgb = colorsys.hls_to_rgb(hue, luminance * (1 - self.light) + self.light, saturation)
        return "".join(f"{round(part * 255):02X}" for part in rgb)

    def ink_on(self, theme: Theme) -> "Tone":
        """Return the colour of letters that can be read on this ground."""
        return ink_on(self.hex(theme))


PRIMARY, ACCENT, CONTEXT, GREY = Tone("primary"), Tone("accent"), Tone("context"), Tone("grey")
EDGES = {"goal": 1.1, "upper": 0.9}  # pt of the edges of bars in print; charts read from afar have them wider
RULE, INK, WHITE, GOAL = Tone("rule"), Tone("ink"), Tone("white"), Tone("accent_text")
_SET = (
    PRIMARY, ACCENT, GREY, Tone("primary", 0.55), Tone("deep"), Tone("context"), Tone("accent", 0.5), Tone("grey", 0.55),
)  # fmt: skip
_REST = (
    CONTEXT,
    Tone("context", 0.5),
    GREY,
    Tone("context", 0.25),
    Tone("rule"),
    Tone("grey", 0.45),
    Tone("context", 0.65),
)


def ink_on(ground: str) -> Tone:
    """Return the tone of letters that can be read on a ground in hex."""
    red, green, blue = (_linear(int(ground[n : n + 2], 16) / 255) for n in (0, 2, 4))
    return WHITE if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.24 else INK


def tones_of(highlights: Sequence[bool]) -> list[Tone]:
    """Return a tone for each series."""
    if len(highlights) == 1:
        return [PRIMARY]
    if not any(highlights):
        return [_SET[n % len(_SET)] for n in range(len(highlights))]
    found, rest, first = [], 0, True
    for highlighted in highlights:
        if highlighted:
            found.append(PRIMARY if first else Tone("primary", 0.4))
            first = False
        else:
            found.append(_REST[rest % len(_REST)])
            rest += 1
    return found


def letters_tone(tone: Tone) -> Tone:
    """Return the tone of letters that name a series on white: light tones go to their dark one."""
    if tone.role in ("primary", "deep"):
        return Tone(tone.role)
    return {"accent": GOAL, "context": GREY, "rule": GREY}.get(tone.role, Tone(tone.role))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)
