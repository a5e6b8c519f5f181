"""Tables that loops change: columns share the width, labels are handed on, cells are merged over the loop that is meant."""

import re
from typing import Any

import pytest

from reportgen import Template, TemplateError
from tests.packages import cell, docx, members_of, para, row, table, text_of

ROWS = [{"n": "甲", "v": 1}, {"n": "乙", "v": 2}, {"n": "丙", "v": 3}]
AREAS = [
    {"n": "东", "groups": [{"n": "甲", "xs": [1, 2]}, {"n": "乙", "xs": [3]}]},
    {"n": "西", "groups": [{"n": "丙", "xs": [4, 5]}]},
]


def filled(body: str, **data: Any) -> tuple[str, str]:
    made = Template.open(docx(body), "t.docx").render(data).to_bytes()
    return text_of(made), members_of(made)["word/document.xml"]


def texts(*cells: str, **looks: str) -> str:
    return row(*(cell(para(text), properties=looks.get(f"c{n}", "")) for n, text in enumerate(cells)))


def merges(xml: str) -> list[list[str]]:
    rows = re.findall(r"<w:tr>.*?</w:tr>", xml)
    return [re.findall(r'<w:vMerge(?: w:val="(\w+)")?/>', one) for one in rows]


@pytest.mark.parametrize("years", [1, 3, 10])
def test_the_columns_of_a_loop_share_the_width_that_the_table_had(years: int) -> None:
    body = table(texts("指标", "{%tc for y in ys %}", "{{ y }}", "{%tc endfor %}"), columns=4)
    _, xml = filled(body, ys=list(range(years)))
    grid = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', xml)]
    cells = [int(width) for width in re.findall(r'<w:tcW w:w="(\d+)"', xml)]
    assert len(grid) == years + 1 and sum(grid) == 8000
    assert cells == grid


def test_a_wider_column_stays_wider_and_a_width_by_tag_stays_as_it_is() -> None:
    loop = cell(para("{%tc for y in ys %}")), cell(para("{{ y }}")), cell(para("{%tc endfor %}"))
    _, xml = filled(table(row(cell(para("指标"), 4000), *loop), columns=5), ys=[1, 2, 3])
    assert [int(w) for w in re.findall(r'<w:gridCol w:w="(\d+)"', xml)] == [4000, 2000, 2000, 2000]
    loop = cell(para("{%tc for y in ys %}")), cell(para("{% width 900 %}{{ y }}")), cell(para("{%tc endfor %}"))
    _, xml = filled(table(row(cell(para("指标"), 4000), *loop), columns=5), ys=[1, 2])
    assert re.findall(r'<w:gridCol w:w="(\d+)"', xml) == ["4000", "900", "900"]


def test_a_row_that_spans_the_loop_spans_its_columns() -> None:
    head = row(cell(para("{%tc for y in ys %}")), cell(para("{% hm %}头")), cell(para("{%tc endfor %}")))
    below = texts("{%tc for y in ys %}", "{{ y }}", "{%tc endfor %}")
    _, xml = filled(table(head, below, columns=3), ys=[1, 2, 3, 4])
    assert re.findall(r'<w:gridSpan w:val="(\d+)"', xml) == ["4"]
    assert [int(w) for w in re.findall(r'<w:tcW w:w="(\d+)"', xml)] == [6000, 1500, 1500, 1500, 1500]


RESTART, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def label_table(loop: str, inner: str, end: str) -> str:
    return table(
        texts(loop and "一类", loop, c0=RESTART),
        texts("", inner, c0=GO_ON),
        texts("", end, c0=GO_ON),
        texts("二类", "定", c0=RESTART),
    )


def test_a_label_beside_a_row_loop_stands_once_over_its_rows() -> None:
    body = label_table("{%tr for x in xs %}", "{{ x.n }}", "{%tr endfor %}")
    text, xml = filled(body, xs=ROWS)
    assert text == "一类¦甲¦/¦乙¦/¦丙¦/二类¦定¦/"
    assert merges(xml) == [["restart"], ["continue"], ["continue"], ["restart"]]
    assert filled(body, xs=[])[0] == "二类¦定¦/"


def test_a_label_goes_to_the_first_row_that_stays() -> None:
    body = table(
        texts("一类", "{%tr for x in xs %}", c0=RESTART),
        texts("", "{%tr if x.v > 1 %}", c0=GO_ON),
        texts("", "{{ x.n }}", c0=GO_ON),
        texts("", "{%tr endif %}", c0=GO_ON),
        texts("", "{%tr endfor %}", c0=GO_ON),
    )
    assert filled(body, xs=ROWS)[0] == "一类¦乙¦/¦丙¦/"
    twice = para("{%p for t in [1, 2] %}") + body + para("{%p endfor %}")
    assert filled(twice + para("终"), xs=ROWS)[0] == "一类¦乙¦/¦丙¦/" * 2 + "终|"


LOOPS = ("{%tr for a in areas %}", "{%tr for g in a.groups %}", "{%tr for i in g.xs %}")


def nested(*cells: str) -> str:
    ends = [texts("{%tr endfor %}", "", "")] * 3
    return table(*(texts(loop, "", "") for loop in LOOPS), texts(*cells), *ends, columns=3)


def test_a_cell_is_merged_over_the_loop_whose_variable_it_shows() -> None:
    text, xml = filled(nested("{% vm %}{{ a.n }}", "{% vm %}{{ g.n }}", "{{ i }}"), areas=AREAS)
    assert text == "东¦甲¦1¦/¦¦2¦/¦乙¦3¦/西¦丙¦4¦/¦¦5¦/"
    assert [row[0] for row in merges(xml)] == ["restart", "continue", "continue", "restart", "continue"]
    assert [row[1] for row in merges(xml)] == ["restart", "continue", "restart", "restart", "continue"]


def test_a_cell_is_merged_over_the_loop_that_its_tag_names() -> None:
    text, _ = filled(nested("{% vm a %}区", "{% vm g %}{{ a.n }}", "{{ i }}"), areas=AREAS)
    assert text == "区¦东¦1¦/¦¦2¦/¦东¦3¦/区¦西¦4¦/¦¦5¦/"
    with pytest.raises(TemplateError, match="names b, and no loop around it has this variable"):
        Template.open(docx(nested("{% vm b %}区", "", "{{ i }}")), "t.docx")
