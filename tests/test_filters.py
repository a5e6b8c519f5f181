"""Filters of templates: dates, numbers, texts, rows; every one in the docs, by English and Chinese names."""

import inspect
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.errors import TemplateError
from reportgen.model.numbers.numerals import chinese_numeral, money_in_words
from reportgen.template import Template
from reportgen.template.filters import CHINESE, FILTERS
from tests.packages import docx, para
from tests.word_samples import letter, text_of

ROOT = Path(__file__).parents[1]
ROWS = [
    {"region": "东区", "name": "甲", "amount": 30},
    {"region": "西区", "name": "乙", "amount": 20},
    {"region": "东区", "name": "丙", "amount": 50},
    {"region": "西区", "name": "丁", "amount": None},
]
CASES: list[tuple[str, Any, str]] = [
    ("{{ x | date }}", "2026-08-20", "2026年8月20日"),
    ("{{ x | date('%Y年%m月%d日') }}", "2026年8月5日", "2026年08月05日"),
    ("{{ x | date('%Y.%-m.%-d %H:%M') }}", "2026-08-05T09:07:00+08:00", "2026.8.5 09:07"),
    ("{{ x | date }}", date(2026, 1, 2), "2026年1月2日"),
    ("{{ x | 日期 }}", "20260820", "2026年8月20日"),
    ("{{ x | date_chinese }}", "2026-08-20", "二〇二六年八月二十日"),
    ("{{ x | date_chinese }}", "2010-10-31", "二〇一〇年十月三十一日"),
    ("{{ x | quarter }} {{ x | quarter_chinese }}", "2026-09-30", "3 2026年三季度"),
    ("{{ x | week }}", "2026-01-01", "1"),
    ("{{ x | weekday }} {{ x | weekday('周') }}", "2026-08-20", "星期四 周四"),
    ("{{ x | add_days(-1) }} {{ x | add_months(1) | date }}", "2024-01-31", "2024-01-30 2024年2月29日"),
    ("{{ x | start_of('quarter') | date }} {{ x | end_of('week') }}", "2026-08-20", "2026年7月1日 2026-08-23 23:59:59"),
    ("{{ x | months_to('2026-08-19') }} {{ x | years_to('2026-08-20') }}", "2024-08-20", "23 2"),
    ("{{ x | duration }} {{ 60 | duration }}", 93784, "1天2小时3分4秒 1分"),
    ("{{ x | first_upper }} {{ 'crème がぎ' | without_accents }}", "my Car", "My Car creme がぎ"),
    ("{{ x | days_to('2026-03-01') }}", "2026-02-01", "28"),
    ("{{ x | workdays_to('2026-10-09', holidays=['2026-10-01']) }}", "2026-09-30", "6"),
    ("{{ x | thousands }} {{ x | thousands(1) }}", "12734.25", "12,734.25 12,734.3"),
    ("{{ x | decimals }} {{ x | decimals(0) }}", "2.5", "2.50 3"),
    ("{{ x | percent }} {{ x | percent(1) }}", "0.5", "50% 50.0%"),
    ("{{ x | per_mille }}", 0.0123, "12.3‰"),
    ("{{ x | wan }} {{ x | yi(2) }}", 1250000, "125万 0.01亿"),
    ("{{ x | scaled }} {{ 53014 | scaled }}", 700000, "70万 53,014"),
    ("{{ x | signed }} {{ 3 | signed }} {{ 0 | signed }}", -2.5, "−2.5 +3 0"),
    ("{{ x | currency }} {{ x | currency('$', 0) }}", "1234.5", "¥1,234.50 $1,235"),
    ("{{ x | rmb }}", "16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("{{ x | 人民币大写 }}", 100, "壹佰元整"),
    ("{{ x | numeral }} {{ x | capital_numeral }}", 1010, "一千零一十 壹仟零壹拾"),
    ("{{ x | ordinal }} {{ x | roman }}", 12, "第十二 XII"),
    ("[{{ x | pad_left(6) }}|{{ x | pad_right(6, '·') }}]", "甲", "[    甲|甲····]"),
    ("{{ x | ellipsis(8) }}", "常住人口增长", "常住人…"),
    ("{{ x | enum({'1': '男', '2': '女'}) }}", 1, "男"),
    ("{{ x | enum({'1': '男'}, '未填') }}", 9, "未填"),
    ("{{ x | mask }}", "13812345678", "138****5678"),
    ("{{ x | if_empty }}", " ", "—"),
    ("{{ x | sort_by('region', '-amount') | column_of('name') | join }}", ROWS, "丙甲乙丁"),
    ("{% for g in x | group_by('region') %}{{ g.region }}{{ g.count }}{{ g.rows | total('amount') }} {% endfor %}", ROWS, "东区280 西区220 "),
    ("{{ x | average('amount') | decimals(1) }}", ROWS, "33.3"),
    ("{% for r in x | running('amount') %}{{ r.running }} {% endfor %}", ROWS, "30 50 100 100 "),
    ("{% for r in x | share_of('amount') %}{{ r.share | percent }} {% endfor %}", ROWS, "30% 20% 50%  "),
    ("{% for r in x | ranked('amount') %}{{ r.rank }}{{ r.name }} {% endfor %}", ROWS, "1丙 2甲 3乙 4丁 "),
]  # fmt: skip
REFUSED: list[tuple[str, Any, str]] = [
    ("{{ x | date }}", "下周", "is not a date"),
    ("{{ x | date }}", "2026-02-30", "is not a date"),
    ("{{ x | start_of('century') }}", "2026-08-20", "is not a unit of a date"),
    ("{{ x | thousands }}", "十二", "is not a number"),
    ("{{ x | decimals }}", True, "is not a number"),
    ("{{ x | roman }}", 0, "no Roman numeral"),
    ("{{ x | enum({'1': '男'}) }}", 3, "is not in the table"),
    ("{{ x | total('sum') }}", ROWS, "a row has no 'sum'; it has region, name, amount"),
    ("{{ x | share_of('amount') }}", [{"amount": 0}], "sum to 0"),
    ("{{ x | sort_by('v') }}", [{"v": 1}, {"v": "a"}], "have no order"),
    ("{{ x | pad_left(10 ** 9) }}", "a", "10,000 at most"),
]


@pytest.mark.parametrize(("tag", "value", "printed"), CASES, ids=[case[0] for case in CASES])
def test_a_filter_prints_what_its_line_says(tag: str, value: Any, printed: str) -> None:
    assert text_of(Template.open(letter(tag)).render({"x": value})) == printed


@pytest.mark.parametrize(("tag", "value", "words"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_a_filter_cannot_read_is_reported_at_its_tag(tag: str, value: Any, words: str) -> None:
    with pytest.raises(TemplateError, match=words) as caught:
        Template.open(letter(tag)).render({"x": value})
    assert caught.value.problems[0].file.endswith("paragraph 1")


def test_nothing_prints_as_nothing_and_a_missing_value_stays_missing() -> None:
    assert text_of(Template.open(letter("[{{ x | date }}{{ x | rmb }}]")).render({"x": None})) == "[]"
    with pytest.raises(TemplateError, match="'x' is undefined"):
        Template.open(letter("{{ x | date }}")).render({})


def test_every_filter_has_a_case_and_a_row_in_the_docs() -> None:
    docs = (Path(__file__).parents[1] / "docs" / "filters.md").read_text("utf-8")
    tags = " ".join(case[0] for case in CASES)
    for name in FILTERS:
        assert f"`{name}" in docs, name
        assert name in CHINESE or f"| {name}" in tags, name


@given(st.integers(0, 10**20 - 1))
def test_a_chinese_numeral_reads_back_to_its_number(number: int) -> None:
    assert read_back(chinese_numeral(Decimal(number))) == number


@given(st.decimals(0, 10**12, places=2))
def test_an_amount_in_words_reads_back_to_its_amount(amount: Decimal) -> None:
    words = money_in_words(amount)
    yuan, _, rest = words.partition("元") if "元" in words else ("零", "", words)
    plain = str.maketrans("零壹贰叁肆伍陆柒捌玖拾佰仟", "零一二三四五六七八九十百千")
    cents = sum(
        "零一二三四五六七八九".index(rest.translate(plain)[at - 1]) * value
        for name, value in (("角", 10), ("分", 1))
        if (at := rest.find(name)) > 0
    )
    assert read_back(yuan.translate(plain)) * 100 + cents == amount * 100


def read_back(text: str) -> int:
    """A reader of its own: what stands before 亿, 万, 千, 百, 十 is multiplied, the rest added."""
    if not text:
        return 0
    for name, value in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        at = text.rfind(name)
        if at >= 0:
            return (read_back(text[:at]) if at else 1) * value + read_back(text[at + 1 :].removeprefix("零"))
    return "零一二三四五六七八九".index(text)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ('{{ "2026-01-02" | date(1, 2) }}', 'the filter date is given 2 values and takes 1 at most; it is date(form="%Y年%-m月%-d日")'),
        ("{{ 5 | 万(1, 2) }}", "the filter 万 is given 2 values and takes 1 at most; it is 万(decimals)"),
        ("{{ 5 | thousands(comma=1) }}", "the filter thousands has no option 'comma'; it is thousands(decimals)"),
        ("{{ 5 | enum }}", "the filter enum needs table; it is enum(table, default)"),
        ("{{ 5 | round(1, 'ceil', 3) }}", 'it is round(precision=0, method="common")'),
        ("{{ 5 | upper | pad_left }}", 'the filter pad_left needs width; it is pad_left(width, fill=" ")'),
        ("{{ 5 | own(1) }}", "the filter own is given 1 value and takes none; it is own()"),
        ("{{ 5 | broken }}", "KeyError: 'k'"),
        ("{{ 5 + 'a' }}", "+ does not work with a whole number and a text"),
        ("{{ rows | sort }}", "a mapping and a mapping cannot be compared or sorted"),
        ("{{ 5 | decimals('x') }}", "'x' is not a whole number"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_the_words_of_its_author(tag: str, words: str) -> None:
    def own(value: object) -> object:
        return value

    def broken(value: object) -> object:
        return {}["k"]

    with pytest.raises(TemplateError) as told:
        Template.open(docx(para(tag)), "t.docx", filters={"own": own, "broken": broken}).render(
            {"x": 1, "rows": [{"v": 1}, {"v": 2}]}
        )
    assert words in str(told.value) and "there are" not in str(told.value) and "positional" not in str(told.value)


def test_the_docs_name_the_options_of_filters_as_they_are() -> None:
    rows = re.findall(
        r"^\| ((?:`\w+(?:\([^)]*\))?`(?:, )?)+) \|", (ROOT / "docs" / "filters.md").read_text("utf-8"), re.M
    )
    written = [match for row in rows for match in re.findall(r"`(\w+)\(([^)\"]*)\)`", row)]
    assert len(written) > 15
    for name, options in written:
        known = list(inspect.signature(FILTERS[name]).parameters)[1:]
        assert [option.strip() for option in options.split(",")] == known[: options.count(",") + 1], name
