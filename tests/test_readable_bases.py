"""A multiple or growth has its base beside it, names keep their quotes, and explanations are of what is printed."""

import re
from pathlib import Path

import pytest

from reportgen.build.views.band import band_note
from reportgen.build.views.bound_words import Printed, explained, printed_bounds
from reportgen.check.numbers.audit import audit
from reportgen.distribute.shares.share import part_of
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Place
from reportgen.load import load_pack
from reportgen.model import Fact, Pack, Recipient, TableBlock
from reportgen.model.recipients.recipient import Choice


@pytest.fixture(scope="module")
def pack(lanzhou: Path) -> Pack:
    return load_pack(lanzhou)


def found(pack: Pack, passages: list[Passage]) -> list[str]:
    """The findings about bases, names and explanations."""
    return [one.what for one in audit(pack, {"f": passages}).findings if one.rule in ("A11", "A12", "A13")]


def card(*texts: tuple[str, str]) -> list[Passage]:
    """The shapes of a slide, each with its name and text; shapes of one name are numbered."""
    names = [name for name, _ in texts]
    return [
        Passage(Place("f", "slide", 3, shape=name, copy=names[: number + 1].count(name)), "text", text)
        for number, (name, text) in enumerate(texts)
    ]


def paragraphs(*texts: str) -> list[Passage]:
    """Paragraphs of a report."""
    return [Passage(Place("f", "body", paragraph=number), "text", text) for number, text in enumerate(texts, 1)]


def row(table: int, number: int, *cells: str) -> list[Passage]:
    return [
        Passage(Place("f", "body", table=table, row=number, cell=cell), "text", text)
        for cell, text in enumerate(cells, 1)
    ]


@pytest.mark.parametrize("note", ["目前数值", "比重", "增势良好"])
def test_a_card_that_shows_a_multiple_without_its_base_is_a_finding(pack: Pack, note: str) -> None:
    shapes = card(
        ("指标", "一般公共预算收入"),
        ("数值", "70倍"),
        ("说明", note),
        ("指标", "产业投资"),
        ("数值", "30%以上"),
        ("说明", "年均增长"),
    )
    assert found(pack, shapes) == ["“70倍” (一般公共预算收入) does not say what it is compared with"]


@pytest.mark.parametrize("note", ["以开发建设之初为1", "相当于开发建设之初的倍数", "开发建设之初=1"])
def test_a_card_with_its_base_is_none(pack: Pack, note: str) -> None:
    assert not found(pack, card(("指标", "一般公共预算收入"), ("数值", "70倍"), ("说明", note)))


def test_the_words_of_one_card_do_not_speak_for_the_next(pack: Pack) -> None:
    shapes = card(
        ("指标", "产业投资"),
        ("数值", "30%以上"),
        ("说明", "年均增长"),
        ("指标", "城镇就业人数"),
        ("数值", "近50倍"),
        ("说明", "目前"),
    )
    assert len(found(pack, shapes)) == 1
    shapes[-1] = Passage(shapes[-1].place, "text", "累计增长")
    assert not found(pack, shapes)


def test_a_row_of_a_table_has_the_base_in_the_row_or_around_the_table(pack: Pack) -> None:
    head = row(1, 1, "指标", "数值")
    bare = [*head, *row(1, 2, "一般公共预算收入", "70倍"), *row(1, 3, "城镇化率", ">70%")]
    assert len(found(pack, bare)) == 1
    note = Passage(Place("f", "body", paragraph=9), "text", "注：以开发建设之初为1")
    assert not found(pack, [*bare, note])


def test_a_band_of_key_numbers_has_the_base_in_the_cell_itself(pack: Pack) -> None:
    lines = [
        Passage(Place("f", "body", table=1, row=1, cell=2, line=number), "text", text)
        for number, text in enumerate(("70倍", "一般公共预算收入", "以开发建设之初为1"), 1)
    ]
    assert len(found(pack, [*row(1, 1, "70万人"), *lines[:2]])) == 1
    assert not found(pack, [*row(1, 1, "70万人"), *lines])


@pytest.mark.parametrize(
    ("more", "note"),
    [
        ({"base": {"label": "建区之初", "value": "1"}}, "以建区之初为1"),
        ({"base": {"year": 2012, "value": "100"}}, "以2012年为100"),
        ({"base": {"label": "建区之初"}}, "与建区之初相比"),
        ({"kind": "level", "period": "2023", "unit": "万人"}, "2023年"),
        ({"kind": "level", "as_of": "article", "unit": "万人"}, "目前"),
        ({"kind": "level", "unit": "万人"}, ""),
    ],
)
def test_a_key_number_says_its_base_or_its_time(more: dict[str, object], note: str) -> None:
    data = {"id": "a", "label": "甲", "kind": "index", "value": 7, "unit": "倍", **more}
    assert band_note(Fact.model_validate(data), chinese=True) == note


def test_names_with_numerals_keep_their_quotes_everywhere(pack: Pack) -> None:
    assert found(pack, paragraphs("实施“三纵五横”工程。", "三纵五横基本建成。")) == [
        "三纵五横 stands without the quotes that it has elsewhere"
    ]
    sound = ("实施“三纵五横”工程。", "“三纵五横”基本建成，“强工业”与强工业并举，增长“30%”和30%。")
    assert not found(pack, paragraphs(*sound))


def test_an_explanation_of_a_word_that_is_not_printed_is_a_finding(pack: Pack) -> None:
    texts = paragraphs("城镇化率超过70%。", "“近”表示略低于该数；“超过”不含本数。")
    assert found(pack, texts) == ["it explains “近”, which the file does not print"]


@pytest.mark.parametrize(
    ("printed", "report", "slide"),
    [
        (Printed((), (), open_list=False), "", ""),
        (Printed(("不足",), (), open_list=False), "“不足”不含本数。", "“不足”不含本数"),
        (Printed(("超过", "不足", "以上"), (">", "≥"), open_list=True), "“超过”和“不足”不含本数，“以上”含本数；"
         "列举之后带“等”字的，为未列尽，不统计项数。表中“>”表示超过，“≥”表示以上。", "“超过”和“不足”不含本数，“以上”含本数"),
        (Printed(("近", "余", "约"), (), open_list=False), "“近”表示略低于该数，“余”表示略高于该数，“约”表示约数。", "“近”“余”和“约”为约数"),
    ],
)  # fmt: skip
def test_what_is_printed_of_bounds_is_explained_and_nothing_else(printed: Printed, report: str, slide: str) -> None:
    assert explained(printed, slides=False) == report
    assert explained(printed, slides=True) == slide


def test_words_of_bounds_are_found_as_they_are_printed(pack: Pack) -> None:
    shown = [
        (key, pack.facts[key].prose()) for key in ("resident_pop_start", "gap_filling_products", "urbanisation_rate")
    ]
    assert printed_bounds(pack, [*shown, ("public_services", "就业、文化等")]) == Printed(
        ("不足", "余", "超过"), (), True
    )
    assert printed_bounds(pack, [("urbanisation_rate", ">70"), ("resident_pop_now", "70万人")]) == Printed(
        (), (">",), False
    )


def share(pack: Pack, sections: tuple[str, ...], hidden: tuple[str, ...] = ()) -> Pack:
    recipient = Recipient(id="a", name="甲", sections=Choice(only=sections), facts=Choice(without=hidden))
    return part_of(pack, recipient)[0]


def test_the_title_of_an_annex_is_that_of_what_is_left(pack: Pack) -> None:
    titles = {
        ("S4", ()): "主要指标一览",
        ("S4", ("urban_employment_growth",)): "城镇化率、综合交通骨架",
        ("S4", ("urban_employment_growth", "urbanisation_rate")): "综合交通骨架",
    }
    for (section, hidden), title in titles.items():
        annex = share(pack, (section,), hidden).annex
        assert annex is not None
        assert annex.title == title


def test_remarks_go_cell_by_cell_and_their_column_when_none_is_left(pack: Pack) -> None:
    table = share(pack, ("S4", "S5"), ("fiscal_revenue_index",)).tables["tab-indicators"]
    assert table.columns[-1].head == "口径说明"
    assert {row[0]: row[-1] for row in table.rows} == {
        "常住人口": "", "城镇就业人数累计增长": "增长倍数，不含基数", "城镇化率": "不含本数", "地区生产总值目标": "目标数",
        "人口目标": "目标数，口径为人口",
    }  # fmt: skip


def test_the_annex_shows_no_computed_number_that_its_sections_do_not_show(pack: Pack) -> None:
    for section in ("S0", "S3", "S4"):
        annex = share(pack, (section,)).annex
        assert annex is not None
        assert "pop_goal_progress" not in annex.model_dump_json()
    assert "pop_goal_progress" in share(pack, ("S5",)).model_dump_json()


def test_tables_of_the_annex_that_no_text_names_are_named_each_by_its_caption(pack: Pack) -> None:
    part = share(pack, ("S4",))
    last = part.sections[-1].blocks[-1].model_dump()["text"]
    tables = [block.table for block in part.annex.blocks if isinstance(block, TableBlock)] if part.annex else []
    assert re.findall(r'ref\("(.*?)"\)', last) == tables
    assert "综合交通骨架见附件" in last
