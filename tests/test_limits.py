"""No template and no input takes all memory or time: each limit is named, with the variable that raises it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from template_limits import GREEDY
from test_engine import word, word_text

from reportgen.errors import InputError, TemplateError
from reportgen.limits import LIMITS, limit, variable
from reportgen.template import Template, render_text

TESTS = Path(__file__).parent
FIXED = (
    "30,000 digits",
    "a power beyond",
    "100 characters",
    "1,000 digits",
    "sum adds",
    "200,000 characters",
    "calls itself",
)


@pytest.fixture(scope="module")
def filled() -> dict[str, tuple[float, str]]:
    """What became of each greedy template, in a process of two gigabytes that is ended after two minutes."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(TESTS.parent), str(TESTS))),
        "REPORTGEN_MAX_SECONDS": "2",
    }
    words = [sys.executable, str(TESTS / "template_limits.py")]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return {name: (seconds, said) for name, (seconds, said) in json.loads(done.stdout).items()}


@pytest.mark.parametrize("kind", ["part", "text"])
@pytest.mark.parametrize("name", GREEDY)
def test_a_greedy_template_is_refused_in_words(filled: dict[str, tuple[float, str]], name: str, kind: str) -> None:
    seconds, said = filled[f"{kind}: {name}"]
    assert said and "TRACEBACK" not in said and "more memory than there is" not in said
    own = name in (
        "filter thousands",
        "filter decimals",
        "filter pad",
        "filter mask",
    )  # these are no limits of a machine
    assert own or any(variable(key) in said for key in LIMITS) or any(words in said for words in FIXED)
    assert seconds < 10


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{ 'x'|center(5) }}", "  x  "), ("{{ '%05d'|format(7) }}", "00007"), ("{{ '%05d' % 7 }}", "00007"),
        ("{{ '{:>4}'.format(7) }}", "   7"), ("{{ 'ab' * 3 }}", "ababab"), ("{{ 'a' ~ 1 ~ 'b' }}", "a1b"),
        ("{{ 'a' + 'b' }}", "ab"), ("{{ 1 + 2.5 }}", "3.5"), ("{{ ([1] + [2])|join('-') }}", "1-2"),
        ("{{ 'a-b'.replace('-', '+') }}", "a+b"), ("{{ ', '.join(['a', 'b']) }}", "a, b"),
        ("{{ [3, 4]|sum }}", "7"), ("{{ range(3)|list }}", "[0, 1, 2]"), ("{{ 'a b c'.split()|length }}", "3"),
        ("{{ [1, 2, 3]|batch(2, 0)|list }}", "[[1, 2], [3, 0]]"), ("{{ 2 ** 10 }}", "1024"), ("{{ 1.25|round(1) }}", "1.2"),
        ("{{ '%(a)s-%(b)s'|format(a=1, b=2) }}", "1-2"), ("{{ '{a}'.format_map({'a': 1}) }}", "1"),
        ("{{ 'abc'.zfill(5) }}", "00abc"), ("{{ ['a', 'b']|map('upper')|join }}", "AB"), ("{{ 'a  b'|replace(' ', '') }}", "ab"),
    ],
)  # fmt: skip
def test_what_is_within_the_limits_is_as_it_was(source: str, printed: str) -> None:
    assert render_text(source, {}, "report.yaml") == printed
    filled = word_text(Template.open(word([[source]])).render({}).to_bytes())
    assert [line.strip() for line in filled] == [printed.strip()]


def test_a_limit_is_raised_and_lowered_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "{{ range(150000)|list|length }}"
    with pytest.raises(
        TemplateError, match=r"range\(\) has 150,000 numbers; the limit is 100,000 .*REPORTGEN_MAX_RANGE raises"
    ):
        render_text(source, {}, "report.yaml")
    monkeypatch.setenv("REPORTGEN_MAX_RANGE", "200000")
    assert render_text(source, {}, "report.yaml") == "150000"
    monkeypatch.setenv("REPORTGEN_MAX_TEXT", "10")
    with pytest.raises(TemplateError, match="more than 10 characters"):
        render_text("{{ 'x' * 11 }}", {}, "report.yaml")


@pytest.mark.parametrize("value", ["x", "-1", "0", "1e9", "９", "1" * 40])
def test_a_limit_that_is_no_number_is_said_to_be_none(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("REPORTGEN_MAX_ROWS", value)
    with pytest.raises(InputError, match="REPORTGEN_MAX_ROWS: expects a whole number above 0"):
        limit("rows")


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in [1] %}" * 40 + "x" + "{% endfor %}" * 40,
        "{% if 1 %}" * 150 + "x" + "{% endif %}" * 150,
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "-" * 3000 + "1 }}",
        "{{ " + "[" * 300 + "]" * 300 + " }}",
    ],
    ids=["loops", "conditions", "brackets", "signs", "lists"],
)
def test_nesting_that_python_does_not_allow_is_an_error_at_its_place(source: str) -> None:
    for fill in (lambda: Template.open(word([[source]])).render({}), lambda: render_text(source, {}, "report.yaml")):
        with pytest.raises(TemplateError, match=r"nested too deeply; .*; put the inner part into a \{% macro %\}"):
            fill()
