"""The two colour themes (contrast computed after WCAG 2 for each role). Colours are RGB in hexadecimal."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """The colours of one theme by role."""

    name: str
    ink: str
    grey: str
    primary: str
    deep: str
    accent_text: str
    accent_graphic: str
    context: str
    rule: str
    tint: str
    on_dark: str
    on_dark_accent: str
    serif_titles: bool


THEMES = {
    "A": Theme(
        "A",
        "262424",
        "5F5A55",
        "9E1B20",
        "6E1015",
        "86601B",
        "AE8232",
        "928779",
        "DDD5C8",
        "F6EFE5",
        "FBE9D2",
        "F0D9A8",
        True,
    ),
    "B": Theme(
        "B",
        "1F2933",
        "52606D",
        "0F4C75",
        "0A2F4A",
        "18755F",
        "B5770F",
        "7F8B96",
        "D5DCE2",
        "EDF3F6",
        "DDECF4",
        "BFE3DA",
        False,
    ),
}
