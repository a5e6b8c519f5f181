"""The table of the docs that compares features with other template engines: its tests exist, its formatters have equals."""

import re
from pathlib import Path
from typing import Any

import pytest

from reportgen.template.template import Template
from tests.word_samples import letter, text_of

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "comparison.md").read_text("utf-8")
CARS = [{"brand": "b", "qty": 1}, {"brand": "a", "qty": 4}, {"brand": "b", "qty": 2}]
# A formatter of Carbone, what stands for it here, a value, and what it prints.
EQUALS: list[tuple[str, str, Any, str]] = [
    ("lowerCase", "{{ x | lower }}", "My Car", "my car"),
    ("upperCase", "{{ x | upper }}", "My Car", "MY CAR"),
    ("ucFirst", "{{ x | first_upper }}", "my Car", "My Car"),
    ("ucWords", "{{ x | title }}", "my car", "My Car"),
    ("print", "{{ 'hello' }}", "any", "hello"),
    ("printJSON", "{{ x | tojson }}", [1, "a"], '[1, "a"]'),
    ("unaccent", "{{ x | without_accents }}", "crème brûlée", "creme brulee"),
    ("convEnum", "{{ x | enum({'1': 'sent', '2': 'paid'}, x) }}", 2, "paid"),
    ("convCRLF", "{{ x }}", "a\r\nb", "a\nb"),
    ("substr", "{{ x[1:3] }}", "foobar", "oo"),
    ("slice", "{{ x[-3:] }}", "foobar", "bar"),
    ("split", "{{ x.split('-')[1] }}", "a-b-c", "b"),
    ("padl", "{{ x | pad_left(8, '0') }}", "abc", "00000abc"),
    ("padr", "{{ x | pad_right(8, '0') }}", "abc", "abc00000"),
    ("ellipsis", "{{ x | ellipsis(5) }}", "abcdefgh", "abcd…"),
    ("prepend", "{{ 'a' ~ x }}", "b", "ab"),
    ("append", "{{ x ~ 'c' }}", "b", "bc"),
    ("replace", "{{ x | replace('b', 'd') }}", "abc", "adc"),
    ("len", "{{ x | length }}", "abc", "3"),
    ("formatN", "{{ x | thousands(2) }}", 1000.456, "1,000.46"),
    ("round", "{{ x | decimals(2) }}", 10.05123, "10.05"),
    ("add", "{{ x + 2 }}", 1000, "1002"),
    ("sub", "{{ x - 2 }}", 1000, "998"),
    ("mul", "{{ x * 2 }}", 1000, "2000"),
    ("div", "{{ x / 4 }}", 10, "2.5"),
    ("mod", "{{ x % 3 }}", 10, "1"),
    ("abs", "{{ x | abs }}", -3, "3"),
    ("ceil", "{{ x | round(0, 'ceil') | int }}", 10.2, "11"),
    ("floor", "{{ x | round(0, 'floor') | int }}", 10.8, "10"),
    ("int", "{{ x | int }}", 10.8, "10"),
    ("toEN", "{{ x | decimals(1) }}", 10.5, "10.5"),
    ("toFR", "{{ x | decimals(1) | replace('.', ',') }}", 10.5, "10,5"),
    ("toFixed", "{{ x | decimals(2) }}", 10.5, "10.50"),
    ("formatC", "{{ x | currency('$') }}", 1000.456, "$1,000.46"),
    ("convCurr", "{{ (x * 7.25) | decimals(1) }}", 10, "72.5"),
    ("formatD", "{{ x | date('%Y-%m-%d') }}", "20260820", "2026-08-20"),
    ("convDate", "{{ x | date('%d/%m/%Y') }}", "2026-08-20", "20/08/2026"),
    ("addD", "{{ x | add_months(2) | date }}", "2026-08-20", "2026年10月20日"),
    ("subD", "{{ x | add_days(-5) | date }}", "2026-08-20", "2026年8月15日"),
    ("startOfD", "{{ x | start_of('month') | date }}", "2026-08-20", "2026年8月1日"),
    ("endOfD", "{{ x | end_of('month') | date }}", "2026-08-20", "2026年8月31日"),
    ("diffD", "{{ x | days_to('2026-08-31') }} {{ x | months_to('2027-08-31') }}", "2026-08-20", "11 12"),
    ("formatI", "{{ x | duration }}", 3661, "1小时1分1秒"),
    ("arrayJoin", "{{ x | join(', ') }}", ["a", "b"], "a, b"),
    ("arrayMap", "{% for c in x %}{{ c.brand }}:{{ c.qty }} {% endfor %}", CARS, "b:1 a:4 b:2 "),
    ("count", "{% for c in x %}{{ loop.index }}{% endfor %}", CARS, "123"),
    ("ifEQ", "{{ 'yes' if x == 1 else 'no' }}", 1, "yes"),
    ("ifNE", "{{ 'yes' if x != 1 else 'no' }}", 1, "no"),
    ("ifGT", "{{ 'yes' if x > 1 else 'no' }}", 2, "yes"),
    ("ifGTE", "{{ 'yes' if x >= 1 else 'no' }}", 1, "yes"),
    ("ifLT", "{{ 'yes' if x < 1 else 'no' }}", 1, "no"),
    ("ifLTE", "{{ 'yes' if x <= 1 else 'no' }}", 1, "yes"),
    ("ifIN", "{{ 'yes' if 'ar' in x else 'no' }}", "car", "yes"),
    ("ifNIN", "{{ 'yes' if 'ar' not in x else 'no' }}", "car", "no"),
    ("ifEM", "{{ x | if_empty('none') }}", "", "none"),
    ("ifNEM", "{{ 'some' if x else '' }}", "a", "some"),
    ("ifTE", "{{ 'text' if x is string else 'other' }}", "a", "text"),
    ("ifEqual", "{{ 'yes' if x == 'a' else x }}", "a", "yes"),
    ("ifEmpty", "{{ x | default('none', true) }}", "", "none"),
    ("ifContain", "{{ 'yes' if 'a' in x else x }}", "car", "yes"),
    ("and", "{{ 'yes' if x > 1 and x < 5 else 'no' }}", 3, "yes"),
    ("or", "{{ 'yes' if x < 1 or x > 5 else 'no' }}", 3, "no"),
    ("show", "{{ 'shown' if x }}", 1, "shown"),
    ("elseShow", "{{ 'a' if x == 1 else 'b' if x == 2 else 'c' }}", 3, "c"),
    ("showBegin", "a{% if x %}b{% endif %}c", False, "ac"),
    ("showEnd", "a{% if x %}b{% endif %}c", True, "abc"),
    ("hideBegin", "a{% if not x %}b{% endif %}c", True, "ac"),
    ("hideEnd", "a{% if not x %}b{% endif %}c", False, "abc"),
    ("aggSum", "{{ x | total('qty') }}", CARS, "7"),
    ("aggAvg", "{{ x | average('qty') | decimals(1) }}", CARS, "2.3"),
    ("aggMin", "{{ x | column_of('qty') | min }}", CARS, "1"),
    ("aggMax", "{{ x | column_of('qty') | max }}", CARS, "4"),
    ("aggCount", "{{ x | length }}", CARS, "3"),
    ("aggCountD", "{{ x | column_of('brand') | unique | list | length }}", CARS, "2"),
    ("aggStr", "{{ x | column_of('brand') | join(', ') }}", CARS, "b, a, b"),
    ("aggStrD", "{{ x | column_of('brand') | unique | join(', ') }}", CARS, "b, a"),
    ("cumSum", "{% for c in x | running('qty') %}{{ c.running }} {% endfor %}", CARS, "1 5 7 "),
    ("cumCount", "{% for c in x %}{{ loop.index }} {% endfor %}", CARS, "1 2 3 "),
    ("cumCountD", "{% for g in x | group_by('brand') %}{{ loop.index }}{{ g.brand }} {% endfor %}", CARS, "1b 2a "),
]  # fmt: skip


# What templates of all engines say, in the words of this one.
LANGUAGE: list[tuple[str, Any, str]] = [
    ("{% for c in x if c.qty > 1 %}{{ c.brand }}{% else %}none{% endfor %}", CARS, "ab"),
    ("{% for c in x %}{% for d in x %}{{ d.qty }}{% endfor %};{% endfor %}", CARS, "142;142;142;"),
    ("{% for c in x %}{{ loop.index0 }}{{ loop.first }}{{ loop.last }} {% endfor %}", [1, 2], "0TrueFalse 1FalseTrue "),
    ("{% if x %}{% if x > 1 %}a{% else %}b{% endif %}{% else %}c{% endif %}", 1, "b"),
    ("{% for c in x %}{{ c }}{% else %}none{% endfor %}", [], "none"),
    ("{% set n = x + 1 %}{{ n }}", 1, "2"),
    ("{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m(x) }}{{ m(2) }}", 1, "[1][2]"),
    ("{{ x.a.b[0] }} {{ x['a'].b | last }}", {"a": {"b": [1, 2]}}, "1 2"),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "value", "printed"), LANGUAGE, ids=[case[0] for case in LANGUAGE])
def test_the_language_says_what_other_engines_say(tag: str, value: Any, printed: str) -> None:
    assert text_of(Template.open(letter(tag)).render({"x": value})) == printed


@pytest.mark.parametrize(("formatter", "tag", "value", "printed"), EQUALS, ids=[case[0] for case in EQUALS])
def test_a_formatter_of_carbone_has_its_equal(formatter: str, tag: str, value: Any, printed: str) -> None:
    assert text_of(Template.open(letter(tag)).render({"x": value})) == printed


def test_the_docs_show_each_formatter_with_the_tag_that_is_tested() -> None:
    for formatter, tag, _, _ in EQUALS:
        row = f"| `:{formatter}` | `{tag.replace('|', chr(92) + '|')}` |"
        assert row in DOCS, row


def test_every_test_that_the_table_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", DOCS))
    there = {
        name
        for path in (ROOT / "tests").glob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert len(named) > 40
    assert named - there == set()


def test_every_row_of_the_table_names_a_test_or_a_reason() -> None:
    rows = [
        line
        for line in DOCS.splitlines()
        if line.startswith("|") and not line.startswith(("|---", "| feature", "| formatter", "| module"))
    ]
    assert len(rows) > 150
    for row in rows:
        last = re.split(r"(?<!\\)\|", row)[-2].strip()
        assert re.search(r"`test_\w+`", last) or last.startswith("no: "), row
