"""The table of rules: id, level, what it asks, its limits; and the profiles that change them. Data only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from reportgen.findings import Finding, Level


@dataclass(frozen=True)
class Rule:
    """One rule."""

    id: str
    level: Level
    asks: str
    limits: dict[str, float] = field(default_factory=dict)
    exempt: tuple[str, ...] = ()  # layouts that the rule leaves alone


def _rule(id_: str, level: Level, asks: str, exempt: tuple[str, ...] = (), **limits: float) -> tuple[str, Rule]:
    return id_, Rule(id_, level, asks, limits, exempt)


# The layouts of this house, by which its decks are known; a test holds them to those of the model.
LAYOUTS = frozenset(
    {"cover", "agenda", "section", "key_numbers", "key_numbers_pair", "key_numbers_rows", "chart_takeaway", "two_charts", "table",
     "photo", "photo_grid", "timeline", "then_now", "tiers", "cards_3_4", "quote", "roadmap", "closing"}
)  # fmt: skip
_FREE = ("cover", "section", "quote")
RULES: dict[str, Rule] = dict(
    (
        _rule("G01", "error", "text fits its box, and no unbreakable piece is wider than it", tolerance=0.5, safety=1.03),
        _rule("G02", "warning", "a box keeps room to edit, a body panel is not nearly empty", full=0.92, panel=0.25, area=0.12),
        _rule("G03", "error", "shapes lie on the slide", tolerance=0.5),
        _rule("G04", "error", "content keeps the margins", ("cover",), left=48, top=30, right=48, bottom=18, tolerance=0.5),
        _rule("G05", "error", "content does not overlap", tolerance=1.0),
        _rule("G06", "warning", "edges of neighbours are equal, gaps in a row too", near=0.75, far=5.0, gap=1.0),
        _rule("G07", "warning", "content stands on the columns and on the module", ("cover",), margin=48, step=74,
              width=50, module=2, tolerance=0.5),
        _rule("G08", "warning", "no large part of the body is empty", _FREE, share=0.35, top=114, bottom=498),
        _rule("T01", "error", "text can be read", deck=12, report=10.5, figure=9),
        _rule("T02", "warning", "slides are written large enough for a meeting room", ("cover",), body=18, table=16, any=14),
        _rule("T03", "warning", "a slide says little", ("cover", "agenda", "closing"), characters=120, most=160, items=5,
              item=30, lines=3),
        _rule("T04", "error", "each slide has a title of its own that states its message", ("cover", "agenda", "closing"),
              lines=2, most=40, characters=26),
        _rule("T05", "warning", "few families, sizes and weights on a slide", ("cover",), families=2, sizes=4, weights=3),
        _rule("T06", "error", "lines begin and end as they may, a number keeps its unit"),
        _rule("T07", "warning", "Chinese typography: spaces, punctuation, quotes, no lonely last character"),
        _rule("T08", "error", "Chinese text has a Chinese font that has its characters"),
        _rule("T09", "error", "no text is left to be filled"),
        _rule("C01", "error", "contrast is high enough", text=4.5, large=3.0, shape=3.0, size=24.0, bold=18.66),
        _rule("C02", "error", "colours come from the theme, and are few", hues=5),
        _rule("F01", "error", "each number is a fact of the pack"),
        _rule("F02", "error", "value and unit of a fact are the same wherever it is shown"),
        _rule("F03", "error", "a number keeps its bound"),
        _rule("F04", "error", "what was reached is not said to have grown, and both files agree"),
        _rule("F05", "warning", "facts are within their period of validity"),
        _rule("F06", "error", "years are those of facts, and what ages is looked at again"),
        _rule("F07", "error", "what is planned is not said to be done, and words of direction fit their number"),
        _rule("F08", "error", "figures, tables and numbers name their source", ("cover", "agenda", "closing")),
        _rule("F09", "warning", "no word that waits for verification is printed, an open list ends with 等"),
        _rule("F10", "warning", "a computed number says that it is"),
        _rule("F11", "error", "one thing has one value, or the pack says why it has two"),
        _rule("F12", "error", "sums and parts agree with their totals"),
        _rule("F13", "warning", "no value is replaced by one of a lower rank or an older date"),
        _rule("F14", "info", "each fact is used"),
        _rule("F16", "warning", "each row and column of a source is used, and nothing of it is hidden"),
        _rule("A01", "error", "passages, rows, slides and pictures that were printed are there"),
        _rule("A02", "error", "charts and pictures are those that were drawn: number formats, axes, kinds, pictures"),
        _rule("A03", "error", "a number keeps the words that it was printed with, or those of its fact"),
        _rule("A05", "error", "ways of speaking fit their numbers: 余, 两, 首次, 增加到, and words refer to something"),
        _rule("A04", "warning", "all that a reader sees can be read by the audit"),
        _rule("D01", "error", "no placeholder is empty, each slide has notes", ("cover",)),
        _rule("D02", "error", "pictures, charts and tables have alternative text", characters=250),
        _rule("D03", "error", "tables have a head row and no merged cells, and are small", rows=7, columns=5),
        _rule("D04", "error", "a chart has its workbook and shows its values"),
        _rule("D05", "warning", "charts and shapes are plain: no legend for few series, no 3-D, gradients or shadows, bars from zero",
              series=4),
        _rule("D06", "error", "pictures are sharp and keep their shape", report=200, deck=120, aspect=0.01),
        _rule("D07", "warning", "the document states its title and language"),
        _rule("D08", "warning", "nothing floats, and no empty paragraphs make space", empty=1),
        _rule("D09", "warning", "nothing keeps a reader out: no protection, sections with names, links that say where they lead"),
        _rule("W01", "error", "page, margins, grid and pitch are those of GB/T 9704", tolerance=0.6, pitch=28.95, lines=22, least=25,
              characters=28),
        _rule("W02", "error", "headings follow their levels and keep two lines of text with them", pages=3),
        _rule("W03", "error", "captions are beside their figure or table, numbered, and mentioned before it"),
        _rule("W04", "error", "contents and references match what they point to"),
        _rule("W05", "error", "tables and pictures fill the text block and no more", tolerance=1.42, picture=442.2),
        _rule("W06", "warning", "pages are two thirds full, with text between figures", share=0.66, figure=100),
        _rule("W07", "error", "the package and the order of its elements are valid"),
        _rule("W08", "warning", "faces, ladder of headings and page numbers are those of GB/T 9704", size=16, number=14, least=28),
        _rule("R01", "error", "the pages are those that were measured: their number, ink in its zones, no boxes for letters",
              dots=48, tolerance=3.0, table=4.0, hanging=10.0, ink=60),
        _rule("R02", "warning", "the pages look as they did", share=0.02, difference=40),
        _rule("S01", "warning", "each suppression still suppresses something"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Profile:
    """What a profile changes: limits by rule, the rules that it leaves out, those whose errors are warnings."""

    limits: dict[str, dict[str, float]] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    softer: frozenset[str] = frozenset()


_TO_READ: dict[str, dict[str, float]] = {
    "T02": {"body": 14, "table": 12, "any": 12},
    "T03": {"characters": 300, "most": 500, "items": 8, "item": 60, "lines": 6},
}
PROFILES: dict[str, Profile] = {
    "deck": Profile(without=frozenset({"W01", "W08"})),
    "reading": Profile(_TO_READ, frozenset({"W01", "W08", "G07"})),
    "gongwen": Profile(),
    # made elsewhere: what is wrong anywhere stays wrong, the habits of this house are told and stop nobody
    "any": Profile(
        _TO_READ, frozenset({"W01", "W08", "G07"}), frozenset({"F08", "G04", "C02", "T02", "T04", "W03", "W05"})
    ),
}


@dataclass(frozen=True)
class Limits:
    """The limits that hold for one file."""

    profile: str

    def of(self, rule: str) -> dict[str, float]:
        """Return the limits of a rule in this profile."""
        return {**RULES[rule].limits, **PROFILES[self.profile].limits.get(rule, {})}

    def judged(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings that the profile asks for, at the level that they have in it."""
        profile = PROFILES[self.profile]
        for finding in findings:
            if finding.rule in profile.without:
                continue
            soft = finding.level == "error" and finding.rule in profile.softer
            yield replace(finding, level="warning") if soft else finding
