"""What a layout of the deck is made of: one or more prototypes, each for some counts; and the pieces that they share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slide_shapes import Line, Run, Sheet

Box = tuple[float, float, float, float]
Draw = Callable[[Sheet], None]
X, Y, WIDTH, HEIGHT = 48.0, 114.0, 864.0, 366.0  # the body of a slide in pt
WITH_LEAD = 266.0  # the height that is left above a sentence
NUMBERS, BAND = "84 60 48 40 32", "28 24 20"  # the families of sizes of numbers


@dataclass(frozen=True)
class Variant:
    """One prototype of a layout; `when` is the condition over `slide` under which it is taken, empty for always."""

    draw: Draw
    when: str = ""


Layout = tuple[Variant, ...]


def always(draw: Draw) -> Layout:
    """Return a layout of one prototype."""
    return (Variant(draw),)


def counted(draw: Callable[[Sheet, float], None], field: str, least: int, most: int) -> Layout:
    """Return a layout for counts of a field: with a sentence below, or as high as the body."""
    count = f"{least} <= slide.{field}|length <= {most}"

    def with_lead(sheet: Sheet) -> None:
        draw(sheet, WITH_LEAD)
        lead_band(sheet)

    return (Variant(with_lead, f"{count} and slide.lead"), Variant(lambda sheet: draw(sheet, HEIGHT), count))


def lead_band(sheet: Sheet) -> None:
    """A sentence on a ground at the foot of the body."""
    lead = Line([Run("{{ slide.lead }}", 20, "tx1", bold=True)], 30, "ctr")
    sheet.add(sheet.text("结论", (X, 402, WIDTH, 78), [lead], ground="bg2", anchor="ctr", fit="20 18"))


def divider(sheet: Sheet, box: Box, top: float, height: float) -> str:
    """Return a hairline at the left of each card but the first."""
    x, y, _, _ = box
    line = (x - 12, y + top, 0.0, height)
    return sheet.group("分隔", line, "{% if not loop.first %}", [sheet.rule(*line)])


def lead_row(sheet: Sheet, y: float) -> None:
    """A heading of the lower part, on a rule."""
    lead = [Line([Run("{{ slide.lead }}", 18, "tx1", bold=True)], 28)]
    sheet.add(sheet.text("小标题", (X, y, WIDTH, 30), lead), sheet.rule(X, y + 42, WIDTH, 0, "accent1", 1.5))


def repeat(
    sheet: Sheet,
    name: str,
    loop: str,
    area: Box,
    gap: float,
    draw: Callable[[Box], Sequence[str]],
    *,
    down: bool = False,
) -> list[str]:
    """Return two samples that share an area side by side, or one under the other: the engine makes as many as there are."""
    x, y, width, height = area
    size = ((height if down else width) - gap) / 2
    boxes = [
        (x, y + n * (size + gap), width, size) if down else (x + n * (size + gap), y, size, height) for n in (0, 1)
    ]
    return [sheet.group(name, box, loop, draw(box)) for box in boxes]


def rows_of(
    sheet: Sheet,
    name: str,
    items: str,
    across: int,
    area: Box,
    gaps: tuple[float, float],
    draw: Callable[[Box], Sequence[str]],
) -> list[str]:
    """Return rows of `across` items, samples in samples: `items` is a loop such as card in slide.cards."""
    one, _, many = items.partition(" in ")
    inner, outer = f"{{% for {one} in row %}}", f"{{% for row in {many}|batch({across}) %}}"
    return repeat(
        sheet, f"{name}行", outer, area, gaps[1], lambda box: repeat(sheet, name, inner, box, gaps[0], draw), down=True
    )


def lines_of(name: str, size: float, pitch: float, colour: str = "tx1") -> list[Line]:
    """Return the paragraphs of a list of lines."""
    return [
        Line([Run(f"{{%p for line in {name}.lines %}}", size)], pitch),
        Line([Run("{{ line }}", size, colour)], pitch),
        Line([Run("{%p endfor %}", size)], pitch),
    ]


def number_line(
    name: str, size: float, *, dark: bool = False, small: float | None = None, align: str = "l", serif: bool = False,
    colour: str = "",
) -> Line:  # fmt: skip
    """Return the line of a number card: qualifier, number, unit, qualifier."""
    main, quiet = ("bg1", "gold") if dark else (colour or "accent1", colour or "accent3")
    side = small or max(round(size / 3), 14)
    runs = [
        Run(f"{{{{ {name}.before }}}}", side, quiet, bold=True, serif=serif),
        Run(f"{{{{ {name}.number }}}}", size, main, bold=True, serif=serif),
        Run(f"{{{{ {name}.unit }}}}", side, main, bold=True, serif=serif),
        Run(f"{{{{ {name}.after }}}}", side, quiet, bold=True, serif=serif),
    ]
    return Line(runs, round(size * 1.15), align)


def number(
    sheet: Sheet, place: tuple[float, float, float], name: str, family: str, *, dark: bool = False, align: str = "l"
) -> str:
    """Return the text box of a number at x, y, as wide as given; `family` are the sizes that it may take."""
    size = float(family.split()[0])
    x, y, width = place
    line = number_line(name, size, dark=dark, align=align, small=max(round(size * 0.36), 14))
    return sheet.text("数值", (x, y, width, size * 1.15), [line], fit=family)


def label(
    sheet: Sheet, name: str, box: Box, text: str, run: Run, *, fit: str = "", align: str = "l", anchor: str = "t"
) -> str:
    """Return a text box of one look; its pitch follows its size."""
    one = Run(text, run.size, run.colour, run.bold, run.serif)
    return sheet.text(name, box, [Line([one], round(run.size * 1.5), align)], fit=fit, anchor=anchor)
