"""Text with looks of its own: spans, links, listings, page breaks. Plain data; the writers of each format make XML of it."""

from dataclasses import dataclass, field, replace
from typing import Any, TypedDict, Unpack

from reportgen.template.values.colours import colour_of

UNDERLINES = (
    "none", "single", "words", "double", "thick", "dotted", "dottedHeavy", "dash", "dashedHeavy", "dashLong", "dashLongHeavy",
    "dotDash", "dashDotHeavy", "dotDotDash", "dashDotDotHeavy", "wave", "wavyHeavy", "wavyDouble",
)  # fmt: skip


def _checked_colour(text: str) -> str:
    found = text if text == "auto" else colour_of(text)
    if found is None:
        raise ValueError(f"colour {text!r} is not a colour; give RRGGBB such as 9E1B20, or a name such as red")
    return found


@dataclass(frozen=True)
class RunProperties:
    """How a span differs from the run of its tag; None leaves it as it is. Size in pt, colours as RRGGBB."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | str | None = None
    strike: bool | None = None
    colour: str | None = None
    highlight: str | None = None
    size: float | None = None
    font: str | None = None
    style: str | None = None
    superscript: bool = False
    subscript: bool = False
    rtl: bool | None = None
    lang: str | None = None

    def __post_init__(self) -> None:
        if self.colour is not None:
            object.__setattr__(self, "colour", _checked_colour(self.colour))
        if self.size is not None and not 1 <= self.size <= 1638:
            raise ValueError(f"size {self.size} is not a size of letters; give 1 to 1638 pt")
        if isinstance(self.underline, str) and self.underline not in UNDERLINES:
            raise ValueError(f"underline {self.underline!r} is unknown; give True or one of {', '.join(UNDERLINES)}")
        if self.highlight is not None and colour_of(self.highlight) is None:
            raise ValueError(f"highlight {self.highlight!r} is not a colour; give RRGGBB, or a name such as yellow")


class LetterOptions(TypedDict, total=False):
    """The keywords of a look but for its style; `color` is another spelling of `colour`."""

    bold: bool | None
    italic: bool | None
    underline: bool | str | None
    strike: bool | None
    colour: str | None
    color: str | None
    highlight: str | None
    size: float | None
    font: str | None
    superscript: bool
    subscript: bool
    rtl: bool | None
    lang: str | None


class LookOptions(LetterOptions, total=False):
    """The keywords of a look."""

    style: str | None


def look_of(**options: Unpack[LookOptions]) -> RunProperties:
    """Return a look; a TypeError names a keyword that does not exist, a ValueError a value that cannot be."""
    given: dict[str, Any] = dict(options)
    if "color" in given:
        given.setdefault("colour", given.pop("color"))
    unknown = [key for key in given if key not in RunProperties.__dataclass_fields__]
    if unknown:
        import difflib  # only a mistake needs it

        near = difflib.get_close_matches(unknown[0], RunProperties.__dataclass_fields__, 1)
        raise TypeError(f"a look has no {unknown[0]!r}" + (f"; did you mean {near[0]}?" if near else ""))
    return RunProperties(**given)


@dataclass(frozen=True)
class Span:
    """Text of one look, and where it leads if it is a link."""

    text: str
    look: RunProperties = field(default_factory=RunProperties)
    url: str | None = None
    alone: bool = False  # whether it has nothing of the look of its tag


class RichText:
    """Text of several looks: RichText("目前", bold=True).add("70万人", colour="9E1B20")."""

    def __init__(self, text: object = "", *, url: str | None = None, **look: Unpack[LookOptions]) -> None:
        self.spans: tuple[Span, ...] = ()
        if text != "":
            self.add(text, url=url, **look)

    def add(self, text: object, *, url: str | None = None, **look: Unpack[LookOptions]) -> "RichText":
        """Add text (or another RichText) and return the whole; TypeError for a look that does not exist."""
        if isinstance(text, RichText):
            self.spans += text.spans
        else:
            self.spans += (Span(str(text), look_of(**look), url),)
        return self

    def __str__(self) -> str:
        return "".join(span.text for span in self.spans)

    def __repr__(self) -> str:
        return f"<RichText {str(self)[:40]!r}>"

    def __bool__(self) -> bool:
        return bool(str(self))


@dataclass(frozen=True)
class Link:
    """A link: its text, and the address where it leads."""

    text: str
    url: str

    def __str__(self) -> str:
        return self.text

    def rich(self) -> RichText:
        """Return the link as rich text, blue and underlined as readers know it."""
        return RichText(self.text, url=self.url, underline=True, colour="0563C1")


@dataclass(frozen=True)
class Listing:
    r"""Text in which \n breaks the line, \a the paragraph, \f the page, and \t is a tab."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class PageBreak:
    """The text goes on, on a new page."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True)
class Paragraphs:
    """Paragraphs of their own, for {{p … }}: each a rich text and the name of its style, if any."""

    items: tuple[tuple[RichText, str | None], ...] = ()

    def __str__(self) -> str:
        return "\n".join(str(rich) for rich, _ in self.items)

    def add(self, text: object, style: str | None = None, **look: Unpack[LetterOptions]) -> "Paragraphs":
        """Return the paragraphs with one more."""
        rich = text if isinstance(text, RichText) else RichText(text, **look)
        return replace(self, items=(*self.items, (rich, style)))
