"""Tables as clerks build them: units over the labels, heads of two rows, sources left unsaid, sums that rounding has changed."""

import io
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from reportgen.build.views.scales import rounding_note
from reportgen.check.facts import check_facts
from reportgen.load.asked import asked_of_tables
from reportgen.load.facts_workbook.export import facts_workbook
from reportgen.load.facts_workbook.importing import is_facts_workbook, read_facts_workbook
from reportgen.load.pack_folder import read_pack
from reportgen.load.sources import read_table, with_layers
from reportgen.load.sources.update import UnreadableValue, updated
from reportgen.load.sources.xlsx_book import open_workbook
from reportgen.load.written.unformatted import Unformatted
from reportgen.model import Column, DataSource, Layer, Pack, Table
from reportgen.model.numbers.reading import Reader
from reportgen.model.series import Series
from tests.test_agreement import pack_of

FACTS: dict[str, dict[str, Any]] = {
    "gdp": {"id": "gdp", "label": "地区生产总值", "kind": "level", "unit": "亿元", "value": "1", "period": "2023", "source": "a"},
    "pop": {"id": "pop", "label": "常住人口", "kind": "level", "unit": "万人", "value": "1", "period": "2023", "source": "a"},
}  # fmt: skip


def layered(folder: Path, text: str, **layer: Any) -> Any:
    (folder / "a.csv").write_text(text, "utf-8")
    sources = {"a": {"label": "甲局"}, "b": {"label": "乙局"}}
    return with_layers(FACTS, [Layer(file="a.csv", **layer)], folder, sources=sources)


def test_a_unit_over_the_labels_is_that_of_every_number(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("行业（亿元）,2022年,2023年\n工业,5,6.5\n农业,1,20%\n", "utf-8")
    facts = read_table(DataSource(id="out", file="a.csv"), tmp_path).facts
    assert facts["out.工业.2022年"]["unit"] == "亿元"
    assert facts["out.农业.2023年"]["unit"] == "%"


def test_what_stands_over_the_labels_and_is_no_unit_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("行业（规上）,2022年\n工业,5\n农业,1\n", "utf-8")
    assert read_table(DataSource(id="out", file="a.csv"), tmp_path).facts["out.工业.2022年"]["unit"] == ""


@pytest.mark.parametrize("head", ["绝对数", "总量", "全年"])
def test_a_year_over_its_level_and_its_growth_gives_the_level(tmp_path: Path, head: str) -> None:
    found = layered(
        tmp_path, f"指标,2023年,2023年\n,{head},比上年增长（%）\n地区生产总值（亿元）,1251.3,5.4\n", source="a"
    )
    assert found.facts["gdp"]["value"] == "1251.3"
    assert [one.what for one in found.notices] == ["the column 2023年比上年增长 matches no field of a fact"]


def test_two_columns_that_can_both_hold_the_value_are_an_error(tmp_path: Path) -> None:
    found = layered(tmp_path, "指标,数值,本期\n地区生产总值,1251.3,99\n", source="a")
    assert [one.what for one in found.problems] == ["the columns 数值 and 本期 can both hold the value"]
    chosen = layered(tmp_path, "指标,数值,本期\n地区生产总值,1251.3,99\n", source="a", columns={"value": "本期"})
    assert not chosen.problems and chosen.facts["gdp"]["value"] == "99"


def test_a_layer_without_a_source_says_that_the_old_one_stays(tmp_path: Path) -> None:
    text = "指标,数值,来源\n地区生产总值,1251.3,\n常住人口,10,乙局\n"
    assert [one.what for one in layered(tmp_path, text).notices] == [
        "names no source, so that gdp keeps that of the value replaced"
    ]
    assert not layered(tmp_path, text, source="b").notices


@pytest.mark.parametrize(("value", "read"), [("3", False), ("0.45", False), ("9.99", False), ("45", True)])
def test_a_percentage_without_its_format_is_read_only_where_it_has_one_meaning(value: str, read: bool) -> None:
    fact = {"id": "x", "kind": "share", "unit": "%", "value": "1"}
    if read:
        assert updated(fact, Unformatted(value))["value"] == value
    else:
        with pytest.raises(UnreadableValue, match=f"found {value}, which may be"):
            updated(fact, Unformatted(value))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("百分之三点五", "3.5", "%"), ("百分之八十六点零五", "86.05", "%"), ("三点五万人", "35000", "人"), ("一点二倍", "1.2", "倍"),
        ("零点五个百分点", "0.5", "个百分点"), ("一百二十点五亿元", "12050000000", "元"), ("百分之十二", "12", "%"),
    ],
)  # fmt: skip
def test_decimals_in_chinese_numerals_are_read(text: str, value: str, unit: str) -> None:
    (number,) = Reader(("亿元", "万人")).numbers(text)
    assert (number.text, str(number.value), number.unit) == (text, value, unit)


@pytest.mark.parametrize("text", ["三点要求", "下午三点五分", "两点半"])
def test_points_and_hours_are_no_decimals(text: str) -> None:
    assert not list(Reader().numbers(text))


def test_a_note_under_the_rows_of_a_layer_is_no_row(tmp_path: Path) -> None:
    found = layered(tmp_path, "指标,数值\n地区生产总值,1251.3\n注：初步数。,\n注①年末数。,\n注册企业,\n", source="a")
    assert [one.what for one in found.notices] == ["the row 注册企业 matches no fact"]


def test_a_figure_may_draw_single_cells_of_a_table() -> None:
    series = Series(name="产值", values=("产业.工业.2023年", "out.农业.2023年", "1.5", None))
    assert series.values == ("产业.工业.2023年", "out.农业.2023年", Decimal("1.5"), None)
    with pytest.raises(ValueError, match="neither a number nor the id of a fact"):
        Series(name="产值", values=("1.5.2",))


def test_a_row_is_a_new_fact_only_where_a_text_names_its_whole_id(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("编号,指标,数值\ngdp2,新指标,5\n", "utf-8")
    for text, known in (("{{ f.gdp2 }}", True), ("{{ f.gdp23 }}", False)):
        assert ("gdp2" in with_layers(FACTS, [Layer(file="a.csv")], tmp_path, texts=text).facts) is known


def test_a_cell_of_a_large_table_that_only_a_text_names_is_a_fact() -> None:
    asked = asked_of_tables({}, 'text: {{ f["out.乡3.产值"] }}')
    assert asked["out"].wants_row("out", "乡3") and not asked["out"].wants_row("out", "乡4")


def two_parts(*, total: str, relations: list[dict[str, Any]]) -> Pack:
    values = (("x", "10.4"), ("y", "20.4"), ("z", total))
    return pack_of(
        *({"id": key, "label": key, "unit": "亿元", "value": value, "decimals": 0} for key, value in values),
        relations=relations,
    )


def test_parts_of_a_relation_that_rounding_has_changed_are_explained_whatever_their_rows_are_called() -> None:
    rows = tuple((name, f"{{{{ f.{key} | cell }}}}") for name, key in (("东部", "x"), ("西部", "y"), ("全市", "z")))
    table = Table(
        id="t", caption="表", columns=(Column(head="地区", width_mm=60), Column(head="产值", width_mm=60)), rows=rows
    )
    stated = [{"sum": ["x", "y"], "equals": "z"}]
    assert rounding_note(two_parts(total="30.8", relations=stated), table, "") == "因四舍五入，分项与合计略有出入"
    assert rounding_note(two_parts(total="30.8", relations=[]), table, "") == ""
    wrong = [{"sum": "no.a + no.b", "equals": "no.c", "for_each": "行"}]
    assert rounding_note(two_parts(total="30.8", relations=wrong), table, "") == ""


def test_conflicts_and_relations_name_the_lines_of_facts_yaml(harbour: Path, tmp_path: Path) -> None:
    pack_dir = Path(shutil.copytree(harbour, tmp_path / "pack"))
    text = (pack_dir / "facts.yaml").read_text("utf-8")
    added = "".join(
        f"  - {{id: {key}, label: 新指标, kind: level, value: {value}, unit: 万人, period: '2023'}}\n"
        for key, value in (("one_more", 5), ("two_more", 6), ("sum_more", 99))
    ).replace("label: 新指标, kind: level, value: 99", "label: 合计数, kind: level, value: 99")
    text = (
        text.replace("facts:\n", "facts:\n" + added, 1)
        + "relations:\n  - {sum: [one_more, two_more], equals: sum_more}\n"
    )
    (pack_dir / "facts.yaml").write_text(text, "utf-8")
    lines = text.splitlines()
    at = {key: next(n for n, line in enumerate(lines, 1) if f"id: {key}" in line) for key in ("one_more", "two_more")}
    pack, problems = read_pack(pack_dir)
    assert pack is not None and not problems
    conflict, relation = check_facts(pack)
    assert str(conflict.place) == f"facts.yaml:{at['two_more']}, fact two_more"
    assert "one_more 5万人" in conflict.what and f"facts.yaml:{at['one_more']})" in conflict.what
    assert str(relation.place) == f"facts.yaml:{len(lines)}, relation 1"


def test_a_cell_does_not_print_the_unit_that_the_label_of_its_row_prints(harbour: Path, tmp_path: Path) -> None:
    pack_dir = Path(shutil.copytree(harbour, tmp_path / "pack"))
    (pack_dir / "tables").mkdir(exist_ok=True)
    (pack_dir / "tables" / "out.csv").write_text(
        "指标,2022年\n产值（亿元）,6\n人口（人）,700000\n增速（%）,6.1\n", "utf-8"
    )
    report = (pack_dir / "report.yaml").read_text("utf-8")
    text = 'sections:\n  - {id: Z9, heading: 新增, message: 无, blocks: [{kind: text, text: "{{ f[\\"out.产值（亿元）.2022年\\"] }}"}]}\n'
    (pack_dir / "report.yaml").write_text(report.replace("sections:\n", text, 1), "utf-8")
    pack, problems = read_pack(pack_dir)
    assert pack is not None and not problems
    rows = {row[0]: row[1] for row in pack.tables["out"].rows}
    assert rows["产值（亿元）"].endswith("| column }}")
    assert rows["人口"].endswith("| cell }}") and rows["增速"].endswith("| cell }}")


def test_a_workbook_with_the_headings_of_before_is_still_read(harbour: Path) -> None:
    pack, _ = read_pack(harbour)
    assert pack is not None
    book = load_workbook(io.BytesIO(facts_workbook(pack)))
    sheet = book["数据"]
    assert {"限定词", "时期", "固定表述"} <= {cell.value for cell in sheet[1]}
    for cell in sheet[1]:
        cell.value = {"限定词": "界限", "时期": "时点", "固定表述": "写法", "本期表述": "现在的写法"}.get(
            cell.value, cell.value
        )
    out = io.BytesIO()
    book.save(out)
    assert is_facts_workbook(open_workbook(out.getvalue(), "a.xlsx"))
    assert read_facts_workbook(out.getvalue(), pack, "a.xlsx") == ([], [])
