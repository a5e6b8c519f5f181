"""What the text of a shape inherits. In: the shape, its layout's, its master's; out: paragraphs with every number set."""

from collections.abc import Iterator, Sequence

from lxml import etree

from reportgen.documents.boxes import PT, Paragraph
from reportgen.documents.theme import A, OfficeTheme
from reportgen.documents.typeset.lines import TextRun

_TEXT = (f"{A}r", f"{A}fld", f"{A}br")


class TextStyle:
    """The chain that a shape's paragraphs inherit from, nearest first: list styles of shape, layout, master, presentation."""

    def __init__(self, chain: Sequence[etree._Element | None], theme: OfficeTheme) -> None:
        self.chain = [style for style in chain if style is not None]
        self.theme = theme
        self._levels: dict[int, tuple[list[etree._Element], list[etree._Element]]] = {}

    def level(self, number: int) -> tuple[list[etree._Element], list[etree._Element]]:
        """Return the paragraph and the run properties of a level, nearest first."""
        if number not in self._levels:
            found = [style.find(f"{A}lvl{number + 1}pPr") for style in self.chain]
            paragraphs = [element for element in found if element is not None]
            runs = [element for element in (p.find(f"{A}defRPr") for p in paragraphs) if element is not None]
            self._levels[number] = paragraphs, runs
        return self._levels[number]


def paragraphs_of(body: etree._Element, style: TextStyle, scale: float = 1.0) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text body."""
    return tuple(_paragraph(element, style, scale) for element in body.iterfind(f"{A}p"))


def _paragraph(element: etree._Element, style: TextStyle, scale: float) -> Paragraph:
    own = element.find(f"{A}pPr")
    number = int(own.get("lvl", "0")) if own is not None else 0
    levels, inherited = style.level(number)
    chain = ([own] if own is not None else []) + levels
    runs = tuple(_runs(element, inherited, style.theme, scale))
    exact, multiple = _pitch(chain)
    size = max((run.size for run in runs), default=18.0)
    return Paragraph(
        runs, exact, multiple, _space(chain, "spcBef", size), _space(chain, "spcAft", size),
        left=_number(chain, "marL") / PT, right=_number(chain, "marR") / PT, first=_number(chain, "indent") / PT,
        align=_attribute(chain, "algn") or "l", hang=_attribute(chain, "hangingPunct") not in ("0", "false"),
        bullet=_bullet(chain),
    )  # fmt: skip


def _runs(
    element: etree._Element, inherited: list[etree._Element], theme: OfficeTheme, scale: float
) -> Iterator[TextRun]:
    empty = True
    for child in element.iterchildren(*_TEXT):
        own = child.find(f"{A}rPr")
        text = "\n" if child.tag == f"{A}br" else child.findtext(f"{A}t") or ""
        if text:
            empty = False
            yield _run(text, own, inherited, theme, scale)
    if empty:
        yield _run("", element.find(f"{A}endParaRPr"), inherited, theme, scale)


def _run(
    text: str, own: etree._Element | None, inherited: list[etree._Element], theme: OfficeTheme, scale: float
) -> TextRun:
    chain = ([own] if own is not None else []) + inherited
    latin, chinese = _child(chain, "latin"), _child(chain, "ea")
    fill = _child(chain, "solidFill")
    family = theme.face(chinese.get("typeface")) if chinese is not None else ""
    return TextRun(
        text, int(_attribute(chain, "sz") or 1800) / 100 * scale, _attribute(chain, "b") in ("1", "true"),
        theme.face(latin.get("typeface")) if latin is not None else theme.fonts.get("+mn-lt", ""),
        family or theme.fonts.get("+mn-ea", ""), int(_attribute(chain, "spc") or 0) / 100,
        theme.colour(fill) or theme.named("tx1"), bool(family),
    )  # fmt: skip


def _attribute(chain: Sequence[etree._Element], name: str) -> str | None:
    return next((value for element in chain if (value := element.get(name)) is not None), None)


def _number(chain: Sequence[etree._Element], name: str) -> float:
    return float(_attribute(chain, name) or 0)


def _child(chain: Sequence[etree._Element], name: str) -> etree._Element | None:
    return next((child for element in chain if (child := element.find(f"{A}{name}")) is not None), None)


def _pitch(chain: Sequence[etree._Element]) -> tuple[float | None, float]:
    spacing = _child(chain, "lnSpc")
    if spacing is None or not len(spacing):
        return None, 1.0
    value = float(spacing[0].get("val", "100000").rstrip("%"))
    if etree.QName(spacing[0]).localname == "spcPts":
        return value / 100, 1.0
    return None, value / 100000


def _space(chain: Sequence[etree._Element], name: str, size: float) -> float:
    spacing = _child(chain, name)
    if spacing is None or not len(spacing):
        return 0.0
    value = float(spacing[0].get("val", "0").rstrip("%"))
    return value / 100 if etree.QName(spacing[0]).localname == "spcPts" else value / 100000 * size * 1.2


def _bullet(chain: Sequence[etree._Element]) -> bool:
    for element in chain:
        for name in ("buNone", "buChar", "buAutoNum", "buBlip"):
            if element.find(f"{A}{name}") is not None:
                return name != "buNone"
    return False
