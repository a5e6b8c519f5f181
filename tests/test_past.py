"""What editions before this one said: sentences compare with the last, figures go over three or more, and say so."""

import csv
import json
import shutil
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.build.flow import build_pack
from reportgen.check.numbers.audit import audit
from reportgen.cli.main import main
from reportgen.documents.reading.passage import Passage
from reportgen.edition.history import history_under
from reportgen.errors import PackError, ReportgenError
from reportgen.findings import Place
from reportgen.load import load_pack
from reportgen.model import Fact, Pack
from reportgen.model.facts.past import PastEdition
from reportgen.model.numbers.marks import plain

TEXT = (
    "外贸航线{{ f.routes }}，{{ f.routes.since_last() }}，{{ f.routes.compared(f.routes.last) }}；"
    "{{ f.routes.first_above(f.fifty) }}；占比{{ f.rail_share.since_last() }}（见{{ ref('fig-routes') }}）。"
)
FIGURE = "  - {id: fig-routes, kind: line, unit: 条, note: 口径不变, series: [{history: routes}], caption: 逐版变化}\n"
SLIDE = (
    "  - {layout: chart_takeaway, section: P2, kicker: 航线, title: 航线逐版增加, figure: fig-routes, head: 外贸航线, "
    'unit: （条）, items: [{head: 现状, text: "{{ f.routes }}"}], notes: 逐版的数。}\n'
)


def timeless(harbour: Path, folder: Path) -> Path:
    """The second pack, whose routes and share of rail have no period: their editions compare as 上期."""
    pack = Path(shutil.copytree(harbour, folder / "timeless" / "harbour"))
    lines = (pack / "facts.yaml").read_text("utf-8").splitlines(keepends=True)
    for index, line in enumerate(lines):
        if "{id: routes," in line or "{id: rail_share," in line:
            lines[index] = line.replace('period: "2024", ', "")
    (pack / "facts.yaml").write_text("".join(lines), "utf-8")
    return pack


def asking(harbour: Path, folder: Path) -> Path:
    """The second pack with a sentence, a figure and a slide that ask for its past."""
    pack = Path(shutil.copytree(harbour, folder / "asking" / "harbour"))
    for file, old, new in (
        ("report.yaml", "figures:\n", f"figures:\n{FIGURE}"),
        ("report.yaml", "      - {kind: figure, figure: fig-box}\n",
         f'      - {{kind: figure, figure: fig-box}}\n      - {{kind: text, text: "{TEXT}"}}\n      - {{kind: figure, figure: fig-routes}}\n'),
        ("deck.yaml", "  - layout: timeline\n", f"{SLIDE}  - layout: timeline\n"),
        ("facts.yaml", "facts:\n", "facts:\n  - {id: fifty, label: 航线关口, kind: threshold, value: 45, unit: 条, source: yearbook}\n"),
    ):  # fmt: skip
        text = (pack / file).read_text("utf-8")
        assert old in text
        (pack / file).write_text(text.replace(old, new, 1), "utf-8")
    return pack


@pytest.fixture(scope="module")
def editions(harbour: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions of the second pack."""
    output = tmp_path_factory.mktemp("editions")
    harbour = timeless(harbour, tmp_path_factory.mktemp("packs"))
    for edition, routes, share in (("1", "40条", "11%"), ("2", "44条", "13%")):
        build_pack(harbour, output=output, edition=edition, settings={"routes": routes, "rail_share": share})
    return output


@pytest.fixture(scope="module")
def third(harbour: Path, editions: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The pack that asks, the folder of all editions, and the third edition."""
    folder = tmp_path_factory.mktemp("third")
    pack = asking(timeless(harbour, folder), folder)
    output = Path(shutil.copytree(editions, tmp_path_factory.mktemp("out") / "output"))
    return pack, output, build_pack(pack, output=output, edition="3").edition_dir


def test_a_sentence_compares_with_the_edition_before(third: tuple[Path, Path, Path]) -> None:
    said = (third[2] / "edition.json").read_text("utf-8")
    assert "外贸航线47条，较上期增加3条，由44条增加到47条；首次突破45条；占比较上期下降0.5个百分点" in said


def test_a_figure_over_editions_says_that_it_is_one(third: tuple[Path, Path, Path]) -> None:
    said = json.loads((third[2] / "edition.json").read_text("utf-8"))
    lines = [line[3] for line in said["lines"]]
    assert sum("各点为第1版、第2版、本版所载数值" in line for line in lines) == 2  # under the figure, and on the slide
    assert any("口径不变。各点为" in line for line in lines)
    assert sum("第1版40条，第2版44条，本版47条" in line for line in lines) == 2  # alternative texts
    assert [fact["id"] for fact in said["facts"] if "@" in fact["id"]] == []  # no part of what this edition says
    rows = list(csv.DictReader((third[2] / "ledger.csv").read_text("utf-8-sig").splitlines()))
    drawn = [
        row for row in rows if row["file"] == "deck.pptx" and row["kind"] == "workbook" and "routes" in row["fact_id"]
    ]
    assert [(row["fact_id"], row["text"], row["origin"]) for row in drawn] == [
        ("routes@1", "40", "edition 1"), ("routes@2", "44", "edition 2"), ("routes", "47", ""),
    ]  # fmt: skip
    assert {row["formula"] for row in rows if row["fact_id"] == "routes@change"} == {"routes - routes@2"}


def test_the_same_past_gives_the_same_bytes_and_stands_in_the_manifest(third: tuple[Path, Path, Path]) -> None:
    pack, output, folder = third
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    build_pack(pack, output=output, edition="4", settings={"routes": "60条", "fifty": "55条"})
    build_pack(pack, output=output, edition="3")  # what came later is not its past
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert {"history/1", "history/2"} <= set(json.loads(before["manifest.json"])["inputs"])
    assert "history/3" not in json.loads(before["manifest.json"])["inputs"]


def test_the_audit_knows_the_past_that_is_shown_and_no_other(third: tuple[Path, Path, Path]) -> None:
    pack, output, folder = third
    assert main(["audit", str(folder / "report.docx"), str(folder / "deck.pptx"), "--pack", str(pack)]) == 0
    loaded = load_pack(pack, history=history_under(output, "3"))
    text = Passage(Place("report.docx", "body"), "text", "外贸航线40条，占比曾为11%。", "p")
    assert [finding.rule for finding in audit(loaded, {"report.docx": [text]}).findings] == ["F02"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (FIGURE, FIGURE.replace("kind: line", "kind: pie"), "pie does not show a series over editions"),
        (FIGURE, FIGURE.replace("history: routes", "history: route"), "no fact `route`"),
        (FIGURE, FIGURE.replace("caption", "categories: [甲], caption"), "has its categories from them"),
        (FIGURE, FIGURE.replace("{history: routes}", "{history: routes, values: [1]}"), "`values`, `history: ID`"),
        (FIGURE, FIGURE.replace("{history: routes}", "{name: 甲}"), "`values`, `history: ID`"),
        ("f.fifty)", "f.routes_start)", "routes_start is not a threshold"),
        (
            "{{ f.routes.since_last() }}",
            "{{ f.trade_index.since_last() }}",
            "are both of 2024: a revision is not a movement",
        ),
        ("{{ f.routes.since_last() }}", "{{ f.fifty.since_last() }}", "no edition before this one has fifty"),
    ],
)
def test_what_can_not_be_said_of_the_past_is_told_with_its_place(
    third: tuple[Path, Path, Path], editions: Path, tmp_path: Path, old: str, new: str, words: str
) -> None:
    from tests.conftest import changed_pack

    pack = changed_pack(third[0], tmp_path, "report.yaml", old, new)
    with pytest.raises(ReportgenError, match=r"report\.yaml") as error:
        build_pack(pack, output=editions, edition="3")
    assert words in str(error.value)
    assert not (editions / "harbour" / "3").exists()


def test_a_figure_over_editions_needs_three(harbour: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = asking(harbour, tmp_path)
    build_pack(harbour, output=tmp_path / "out", edition="1")
    assert main(["build", str(pack), "-o", str(tmp_path / "out"), "--edition", "2"]) == 2
    told = capsys.readouterr().err
    assert "routes is known in 2 editions (before this one: 1), and a series over editions needs 3" in told
    assert f"{pack}/report.yaml:" in told
    assert main(["facts", "export", str(tmp_path / "f.xlsx"), "--pack", str(pack)]) == 0  # which asks for no past


def fact(key: str, value: str | None, **more: object) -> Fact:
    words = {"words": "若干"} if value is None else {}
    return Fact.model_validate(
        {"id": key, "label": key, "kind": "level", "value": value, "unit": "万人", **words, **more}
    )


def loaded(harbour: Path, tmp_path: Path, past: Sequence[dict[str, Fact]]) -> Callable[[], Pack]:
    pack = asking(harbour, tmp_path)
    known = [PastEdition(str(number), "0", facts) for number, facts in enumerate(past, 1)]
    return lambda: load_pack(pack, history=lambda _, edition: known)


def test_times_that_differ_are_the_categories_and_units_may_not(harbour: Path, tmp_path: Path) -> None:
    past = [
        {"routes": fact("routes", value, unit="条", period=year)} for value, year in (("40", "2022"), ("44", "2023"))
    ]
    figure = loaded(harbour, tmp_path, past)().figures["fig-routes"]
    assert figure.categories == ("2022年", "2023年", "2024年")
    assert figure.focus == "2024年"
    assert figure.head == figure.series[0].name == "外贸航线（历次版本所载）"
    other = [{"routes": fact("routes", "40", unit="家")}, *past]
    with pytest.raises(PackError, match="needs one unit"):
        loaded(harbour, tmp_path / "other", other)()


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (fact("a", "72"), fact("b", "70"), "增加2万人"),
        (fact("a", "70"), fact("b", "72"), "减少2万人"),
        (fact("a", "71.5", unit="%"), fact("b", "70", unit="%"), "提高1.5个百分点"),
        (fact("a", "72", bound="gt"), fact("b", "70"), "增加超过2万人"),
        (fact("a", "70", bound="lt"), fact("b", "72"), "减少超过2万人"),
        (fact("a", "70"), fact("b", "70"), "持平"),
    ],
)
def test_what_moved_has_the_word_that_fits(now: Fact, then: Fact, said: str) -> None:
    from reportgen.load.quantities import ComputedQuantity, difference

    found = difference(*(ComputedQuantity(one.value or Decimal(0), one.unit, one.bound) for one in (now, then)))
    moved = fact("m", f"{found.value}", unit=found.unit, bound=found.bound, formula="a - b")
    assert plain(moved.show("moved")) == said


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (fact("m", "3", bound="lt", formula="a - b"), "rose or fell is not known"),
        (fact("m", "7", kind="index", unit="倍"), "was reached"),
        (fact("m", None), "how much there is"),
        (fact("m", "70", bound="gt", kind="share", unit="%"), "how much there is"),
        (fact("m", "100", kind="target"), "a target"),
        (fact("m", "100", kind="threshold"), "a threshold"),
    ],
)
def test_a_movement_that_is_not_known_is_refused(one: Fact, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        one.moved()


GROWN = {"unit": "%", "kind": "annual_growth"}


@pytest.mark.parametrize(
    ("value", "more", "said"),
    [
        ("20", GROWN, "增长20%"), ("-20", GROWN, "下降20%"), ("-20", {**GROWN, "bound": "lt"}, "下降超过20%"),
        ("30", {**GROWN, "bound": "ge"}, "增长30%以上"), ("120", GROWN, "增长1.2倍"), ("100", GROWN, "增长1倍"),
        ("50", {"unit": "倍", "kind": "growth_multiple", "bound": "approx_below"}, "增长近50倍"),
        ("-1.5", {"unit": "个百分点"}, "下降1.5个百分点"),
    ],
)  # fmt: skip
def test_growth_is_said_without_a_sign(value: str, more: dict[str, object], said: str) -> None:
    assert fact("m", value, **more).moved() == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("71.3", "万人", "70余万人"), ("79.5", "万人", "近80万人"), ("70", "万人", "70万人"), ("125.4", "万标箱", "120余万标箱"),
        ("1254000", "标箱", "120余万标箱"), ("3.7", "亿元", "3亿余元"), ("3.95", "亿元", "近4亿元"), ("71.3", "%", "超过70%"),
        ("3.7", "倍", "超过3倍"), ("0.4", "倍", "不足1倍"), ("8654", "家", "8600余家"), ("12", "种", "10余种"),
    ],
)  # fmt: skip
def test_a_number_is_rounded_as_it_is_said_aloud_and_read_back(value: str, unit: str, said: str) -> None:
    from reportgen.check.numbers.forms import Forms
    from tests.test_clerk_workbook import pack_of

    one = fact("x", value, unit=unit)
    assert one.roughly() == said
    forms = Forms(pack_of([one]))
    (number,) = forms.numbers(said)
    assert forms.facts_of(number) == ["x"]


PEERS = [fact("a", "90"), fact("b", "70"), fact("c", "70"), fact("d", "50", bound="lt"), fact("e", "60")]


@pytest.mark.parametrize(
    ("key", "lowest", "said"),
    [("a", False, "第一"), ("b", False, "并列第二"), ("e", False, "第四"), ("d", True, "第一")],
)
def test_a_rank_counts_what_is_more_for_sure(key: str, lowest: bool, said: str) -> None:
    one = next(peer for peer in PEERS if peer.id == key)
    assert plain(one.rank(PEERS, lowest)) == said


def test_a_rank_and_a_first_time_that_are_not_known_are_refused() -> None:
    mark = fact("mark", "80", kind="threshold")
    with pytest.raises(ValueError, match="is not known"):
        fact("x", "40").rank(PEERS)  # whether below 50 is below 40
    with pytest.raises(ValueError, match="no peers"):
        PEERS[0].rank(PEERS[:1])
    assert plain(fact("x", "81").first_above(mark, PEERS[1:])) == "首次突破80万人"
    for one, earlier, words in (
        (fact("x", "81"), [], "no earlier value"), (fact("x", "81"), PEERS, "leave out 首次"), (fact("x", "79"), PEERS[1:], "is not above"),
        (fact("x", "70", bound="gt"), PEERS[1:], "is not known"), (fact("x", "81"), [fact("y", "79", bound="gt")], "is not known"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=words):
            one.first_above(mark, earlier)
    assert fact("x", "81").above(mark)
    assert not fact("x", "80").above(mark)
