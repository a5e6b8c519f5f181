"""Values of numpy, pandas and others are Python's own when a template is filled."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from reportgen import ChartData, RichText, Subdocument, Template, TemplateError
from reportgen.template.values.plain_data import plain
from tests.packages import docx, members_of, para, text_of


def said(text: str, **data: Any) -> str:
    return text_of(Template.open(docx(para(text)), "t.docx").render(data).to_bytes()).rstrip("|")


@pytest.mark.parametrize("gap", [None, float("nan"), np.nan, np.float32("nan"), np.datetime64("NaT")])
def test_a_gap_is_nothing_false_and_no_number(gap: Any) -> None:
    text = "[{{ x }}]{% if x %}有{% else %}无{% endif %}{{ x | thousands }}{{ x | date }}{{ x | default('缺', true) }}"
    assert said(text, x=gap) == "[]无缺"
    assert said("{% for r in rows if r.v %}{{ r.v }}{% endfor %}", rows=[{"v": gap}, {"v": 3}]) == "3"


def test_numbers_texts_and_days_of_numpy_print_as_those_of_python() -> None:
    values = [np.int64(3), np.float64(2.5), np.bool_(True), np.str_("甲"), np.datetime64("2026-08-20")]
    assert [plain(value) for value in values] == [3, 2.5, True, "甲", date(2026, 8, 20)]
    assert [type(plain(value)) for value in values] == [int, float, bool, str, date]
    assert said("{{ n | thousands }}{{ d | date }}", n=np.int64(12345), d=values[-1]) == "12,3452026年8月20日"
    assert said("{% for x in a %}{{ x }},{% endfor %}{{ a | length }}", a=np.array([1.5, np.nan])) == "1.5,,2"


class Frame:
    """What a data frame of pandas is to a reader."""

    __module__ = "pandas.core.frame"

    def __init__(self, columns: list[Any], rows: list[tuple[Any, ...]], index: str | None = None) -> None:
        self.columns, self.rows, self.index = columns, rows, SimpleNamespace(names=[index])

    def reset_index(self) -> "Frame":
        rows = [(f"组{n}", *row) for n, row in enumerate(self.rows)]
        return Frame([self.index.names[0], *self.columns], rows)

    def itertuples(self, *, index: bool, name: str | None) -> list[tuple[Any, ...]]:
        assert not index and name is None
        return self.rows


def test_a_data_frame_is_its_rows_with_the_index_that_has_a_name() -> None:
    assert plain(Frame(["n", 2026], [("甲", np.float64(1.5)), ("乙", np.nan)])) == [
        {"n": "甲", "2026": 1.5},
        {"n": "乙", "2026": None},
    ]
    assert plain(Frame(["v"], [(1,)], index="区")) == [{"区": "组0", "v": 1}]


def test_a_real_data_frame_is_its_rows() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"n": ["甲", "乙"], "v": [1.5, None], "d": [pandas.Timestamp("2026-01-02"), pandas.NaT]})
    rows = "{% for r in df %}{{ r.n }}{{ r.v }}{{ r.d | date }}；{% endfor %}{{ df | total('v') }}"
    assert said(rows, df=frame) == "甲1.52026年1月2日；乙；1.5"
    assert said("{{ x }}{% if x %}有{% endif %}", x=pandas.NA) == ""
    assert said("{{ r.n }}", r=frame.iloc[0]) == "甲"


def test_what_is_pythons_own_stays_the_same_object() -> None:
    data = {"rows": [{"a": 1, "b": ("x", None)}], "f": len, "o": SimpleNamespace(a=1)}
    assert all(plain(value) is value for value in data.values())


def test_objects_of_other_libraries_are_pictures_and_documents() -> None:
    from docx import Document as WordDocument
    from matplotlib.figure import Figure
    from PIL import Image

    inner = WordDocument()
    inner.add_paragraph("内")
    for value, mark in ((Image.new("RGB", (9, 9)), "<w:drawing>"), (Figure(), "<w:drawing>"), (inner, "内")):
        made = Template.of(docx(para("{{ x }}"))).render({"x": value}).to_bytes()
        assert mark in members_of(made)["word/document.xml"]
    assert Subdocument(inner).content[:2] == b"PK" and "content" not in repr(Subdocument(inner))


@pytest.mark.parametrize(("value", "words"), [(b"x", "is bytes"), (ChartData(["a"], {"s": [1]}), "data of a chart")])
def test_what_is_no_text_is_told_and_not_printed(value: Any, words: str) -> None:
    with pytest.raises(TemplateError, match=words):
        said("{{ x }}", x=value)


def test_data_that_is_no_mapping_and_a_setting_that_does_not_exist_are_told() -> None:
    template = Template.open(docx(para("{{ x }}")))
    with pytest.raises(TypeError, match="give a mapping"):
        template.render([1])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="error, keep or empty"):
        template.render({}, missing="skip")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="did you mean bold"):
        RichText("a", bald=True)  # type: ignore[call-arg]
