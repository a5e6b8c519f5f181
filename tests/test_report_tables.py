"""Tables and key numbers of a report: widths by measure, units in the head, decimal points in line, pages in landscape, one advice."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.build.flow import build_pack
from reportgen.build.views.band import band, band_faults
from reportgen.build.views.report_table import TURNED, UPRIGHT, table_parts
from reportgen.build.views.texts import TextRenderer
from reportgen.documents.typeset.pages import laid_out
from reportgen.documents.word_blocks import WordTable as PaperTable
from reportgen.errors import PackError
from reportgen.model import Fact, Pack, Table
from reportgen.ooxml.package import read_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pack_of(facts: list[Fact], **more: Any) -> Pack:
    return Pack(id="a", title="甲", short_title="甲", organisation="甲", facts={one.id: one for one in facts}, **more)


def parts_of(heads: list[Any], rows: list[list[str]], facts: tuple[Fact, ...] = (), **more: Any) -> dict[str, Any]:
    columns = [head if isinstance(head, dict) else {"head": head} for head in heads]
    table = Table.model_validate({"id": "t", "caption": "表", "columns": columns, "rows": rows, **more})
    return table_parts(TextRenderer(pack_of(list(facts))), table, "t")


def level(key: str, value: str, unit: str, **more: Any) -> Fact:
    return Fact.model_validate({"id": key, "label": key, "kind": "level", "value": value, "unit": unit, **more})


def test_a_unit_that_all_numbers_of_a_column_carry_moves_to_the_head() -> None:
    facts = (level("a", "12734", "亿元"), level("b", "9.8", "亿元", bound="approx_below"))
    found = parts_of(["指标", "数值"], [["甲", "{{ f.a | cell }}"], ["乙", "{{ f.b | cell }}"]], facts)
    assert found["columns"][1]["head"] == "数值（亿元）"
    assert ["亿元" in row["cells"][1]["text"] for row in found["rows"]] == [False, False]
    assert [row["cells"][1]["shift"] for row in found["rows"]] == ["0.1", ""]


def test_a_column_that_its_author_sets_to_the_left_stays_as_it_is() -> None:
    found = parts_of(["指标", {"head": "数值", "align": "left"}], [["甲", "12亿元"], ["乙", "9亿元"]])
    assert found["columns"][1]["head"] == "数值" and found["rows"][0]["cells"][1]["text"] == "12亿元"


@pytest.mark.parametrize(
    ("cells", "shifts"),
    [
        (["1", "22.5", "3.25"], ["0.2", "1", ""]), (["1", "2"], ["", ""]), (["12,734.1", "9"], ["", "0.1"]),
        (["甲", "3.5", "4"], ["", "", ""]),
    ],
)  # fmt: skip
def test_numbers_line_up_at_the_decimal_point(cells: list[str], shifts: list[str]) -> None:
    found = parts_of(["指标", "数值"], [["项", cell] for cell in cells])
    assert [row["cells"][1]["shift"] for row in found["rows"]] == shifts


@given(
    st.lists(
        st.lists(st.sampled_from(["甲", "建设情况良好", "12,734", "近4000万", "—"]), min_size=2, max_size=9),
        min_size=1,
        max_size=5,
    )
)
def test_widths_add_up_to_the_page(rows: list[list[str]]) -> None:
    count = min(map(len, rows))
    found = parts_of([f"列{n}" for n in range(count)], [row[:count] for row in rows])
    total = TURNED if found["turned"] else UPRIGHT
    assert sum(column["width"] for column in found["columns"]) == round(total * 20)


def test_given_widths_hold_where_the_content_fits_them() -> None:
    found = parts_of([{"head": "甲", "width_mm": 56}, {"head": "乙", "width_mm": 100}], [["一", "二"]])
    assert [round(column["width"] / 1440 * 25.4) for column in found["columns"]] == [56, 100]
    narrow = parts_of([{"head": "甲", "width_mm": 150}, {"head": "乙", "width_mm": 6}], [["一", "123,456,789"]])
    assert narrow["columns"][1]["width"] / 1440 * 25.4 > 20


NUMBERS = [f"超过1,234,567.{n}万标箱" for n in range(10)]


@pytest.mark.parametrize(
    ("count", "landscape", "turned", "fault"),
    [
        (2, None, False, False),
        (2, True, True, False),
        (3, None, True, False),
        (3, False, False, True),
        (10, None, True, True),
    ],
)
def test_a_page_is_turned_where_a_table_fits_no_other_way(
    count: int, landscape: bool | None, turned: bool, fault: bool
) -> None:
    found = parts_of(
        [f"列{n}" for n in range(count)], [NUMBERS[:count], ["超过2,234,567.8万公里"] * count], landscape=landscape
    )
    assert (found["turned"], bool(found["fault"])) == (turned, fault)


def write(folder: Path, report: dict[str, Any], facts: list[dict[str, Any]], **more: Any) -> Path:
    folder.mkdir()
    pack = {"id": "a", "title": "试验", "short_title": "试验", "organisation": "云陂市综合办公室", **more}
    contents = {"pack": pack, "facts": {"sources": {"s": {"label": "资料（虚构）"}}, "facts": facts}, "report": report}
    for name, content in contents.items():
        (folder / f"{name}.yaml").write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    return folder


def one_table(heads: list[str], rows: list[list[str]]) -> dict[str, Any]:
    blocks = [{"kind": "text", "text": '各项情况见{{ ref("t") }}。'}, {"kind": "table", "table": "t"}]
    table = {
        "id": "t",
        "caption": "情况",
        "columns": [{"head": head} for head in heads],
        "rows": rows,
        "note": "资料由各区提供",
    }
    return {"sections": [{"id": "S", "heading": "总体情况", "message": "好", "blocks": blocks}], "tables": [table]}


def test_a_table_that_fits_no_way_is_one_problem_with_one_advice(tmp_path: Path) -> None:
    report = one_table([f"列{n}" for n in range(10)], [NUMBERS, *[["超过2,234,567.8万公里"] * 10] * 20])
    with pytest.raises(PackError) as error:
        build_pack(write(tmp_path / "pack", report, []), output=tmp_path / "out")
    (problem,) = error.value.problems
    assert problem.file.endswith("report.yaml") and problem.line
    assert "too wide" in str(problem) and "drop or merge" in str(problem)


def test_a_long_table_goes_on_over_pages_with_its_head_and_keeps_its_caption(tmp_path: Path) -> None:
    rows = [[f"{'甲乙丙丁戊己庚辛壬癸'[n % 10]}项目{'一二三四五六'[n // 10]}", "建设情况良好"] for n in range(60)]
    result = build_pack(write(tmp_path / "pack", one_table(["项目", "情况"], rows), []), output=tmp_path / "out")
    members = read_package(result.edition_dir / "report.docx", "report.docx")
    table = next(item for item in laid_out(members).items() if isinstance(item, PaperTable))
    assert table.last_page > table.page and table.heads == 1
    kept = [table.row_kept(row) for row in range(len(table.rows))]
    assert kept[:2] == [True, True] and kept[-2:] == [True, True] and not any(kept[2:-2])


def test_a_turned_table_has_pages_of_its_own_and_the_count_of_pages_goes_on(tmp_path: Path) -> None:
    report = one_table([f"列{n}" for n in range(4)], [NUMBERS[:4], ["超过2,234,567.8万公里"] * 4])
    report["sections"].append(
        {"id": "T", "heading": "后续", "message": "好", "blocks": [{"kind": "text", "text": "各项工作有序推进。"}]}
    )
    result = build_pack(write(tmp_path / "pack", report, []), output=tmp_path / "out", strict=False)
    root = etree.fromstring(read_package(result.edition_dir / "report.docx", "x")["word/document.xml"].content)
    sections = list(root.iter(f"{W}sectPr"))
    turned = [one.find(f"{W}pgSz").get(f"{W}orient") for one in sections]  # type: ignore[union-attr]
    assert turned.count("landscape") == 1 and turned[-1] is None
    starts = [one for one in sections if one.find(f"{W}pgNumType") is not None]
    assert len(starts) == 1, "pages are counted from 1 once"
    table = next(one for one in root.iter(f"{W}tbl") if one.find(f"{W}tblPr/{W}tblW").get(f"{W}w") == "12756")  # type: ignore[union-attr]
    assert sum(int(one.get(f"{W}w", "0")) for one in table.iter(f"{W}gridCol")) == 12756


@pytest.mark.parametrize(
    ("numbers", "size"),
    [
        ([("70", "万人"), ("50", "倍")], 28), ([("12734", "亿元"), ("318.62", "万人"), ("4000", "万标箱"), ("52846", "元")], 20),
        ([("22.91", "万元"), ("17752.12", ""), ("9", "个")], 24),
    ],
)  # fmt: skip
def test_the_band_takes_the_largest_size_that_fits_all_of_its_numbers(
    numbers: list[tuple[str, str]], size: int
) -> None:
    facts = [level(f"f{n}", value, unit) for n, (value, unit) in enumerate(numbers)]
    cells = band(pack_of(facts, band=tuple(fact.id for fact in facts)))
    assert {cell["size"] for cell in cells} == {size} and band_faults(cells) == []


def test_a_number_too_long_for_the_band_says_how_many_would_fit() -> None:
    facts = [level(f"f{n}", "123456789.25", "亿千瓦时") for n in range(3)]
    ((_, what, hint), *_) = band_faults(band(pack_of(facts, band=("f0", "f1", "f2"))))
    assert ("亿千瓦时" in what and "2 numbers at most" in hint) or "1 number at most" in hint
