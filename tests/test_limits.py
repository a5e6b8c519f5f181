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


def told_by(words: list[str], seconds: float, **environment: str) -> str:
    """What a command says on its error stream, in a process of two gigabytes that must end in time."""
    code = (
        "import sys, template_limits; template_limits.confine(); from reportgen.cli.main import main; sys.exit(main())"
    )
    paths = os.pathsep.join((str(TESTS.parent), str(TESTS)))
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=seconds + 60, check=False,
        env={**os.environ, "PYTHONPATH": paths, **environment},
    )  # fmt: skip
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr[-2000:]
    return done.stderr


def big_file(path: Path, line: str, megabytes: int) -> Path:
    block = line * (1_000_000 // len(line))
    with path.open("w") as stream:
        for _ in range(megabytes):
            stream.write(block)
    return path


def test_a_csv_of_100_megabytes_is_refused_within_a_second(tmp_path: Path) -> None:
    import time

    from reportgen.load.sources.reading import read_grid
    from reportgen.model.data_table import DataSource

    big_file(tmp_path / "t.csv", "2023年,12,34\n", 105)
    start = time.perf_counter()
    (problem,) = read_grid(DataSource(id="t", file="t.csv"), tmp_path).problems
    assert time.perf_counter() - start < 1
    assert "the limit is 64" in str(problem) and "REPORTGEN_MAX_INPUT_MB raises the limit" in str(problem)


@pytest.mark.parametrize("kind", ["json", "yaml"])
def test_data_of_100_megabytes_is_refused_by_fill(tmp_path: Path, kind: str) -> None:
    data = big_file(tmp_path / f"d.{kind}", '{"a": [1, 2, 3]}\n', 100)
    (tmp_path / "t.docx").write_bytes(word([["{{ x }}"]]))
    said = told_by(["fill", str(tmp_path / "t.docx"), str(data), "-o", str(tmp_path / "o.docx")], 10)
    assert "REPORTGEN_MAX_INPUT_MB" in said


@pytest.mark.parametrize("depth", [2_000, 200_000])
@pytest.mark.parametrize("kind", ["json", "yaml"])
def test_data_that_is_nested_too_deeply_is_refused(tmp_path: Path, kind: str, depth: int) -> None:
    (tmp_path / f"d.{kind}").write_text('{"a": ' + "[" * depth + "]" * depth + "}", "utf-8")
    (tmp_path / "t.docx").write_bytes(word([["{{ x }}"]]))
    words = ["fill", str(tmp_path / "t.docx"), str(tmp_path / f"d.{kind}"), "-o", str(tmp_path / "o.docx")]
    said = told_by(words, 10)
    assert "nested" in said or (depth == 2_000 and "'x' is undefined" in said), (
        "some versions of Python read this depth"
    )


def test_aliases_that_multiply_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    (tmp_path / "d.yaml").write_text("\n".join(lines), "utf-8")
    (tmp_path / "t.docx").write_bytes(word([["{{ x }}"]]))
    words = ["fill", str(tmp_path / "t.docx"), str(tmp_path / "d.yaml"), "-o", str(tmp_path / "o.docx")]
    assert "REPORTGEN_MAX_VALUES" in told_by(words, 30)


def test_a_table_and_a_list_with_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.load.lists.sheet import read_sheet
    from reportgen.load.sources.reading import read_grid
    from reportgen.model.data_table import DataSource

    monkeypatch.setenv("REPORTGEN_MAX_ROWS", "100")
    (tmp_path / "t.csv").write_text("年,值\n" + "2023年,1\n" * 101, "utf-8")
    (problem,) = read_grid(DataSource(id="t", file="t.csv"), tmp_path).problems
    assert "needs more than 100 rows; REPORTGEN_MAX_ROWS raises" in str(problem)
    with pytest.raises(InputError, match="REPORTGEN_MAX_ROWS"):
        read_sheet(tmp_path / "t.csv")
    (tmp_path / "t.csv").write_text("年,值\n" + "2023年,1\n" * 100, "utf-8")
    assert len(read_sheet(tmp_path / "t.csv").rows) == 100


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("with recursive t(n) as (select 1 union all select n + 1 from t) select n from t", "ROWS"),
        ("with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t", "SECONDS"),
    ],
)
def test_a_query_without_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str, name: str) -> None:
    import sqlite3

    from reportgen.load.sources.database import sqlite_answer
    from reportgen.model.facts.layer import Layer

    monkeypatch.setenv("REPORTGEN_MAX_SECONDS", "1")
    monkeypatch.setenv("REPORTGEN_MAX_ROWS", "1000")
    sqlite3.connect(tmp_path / "a.db").close()
    (problem,) = sqlite_answer(tmp_path / "a.db", Layer(sqlite="a.db", query=query)).problems
    assert f"REPORTGEN_MAX_{name} raises the limit" in str(problem)


@pytest.mark.parametrize("name", ["facts", "slides"])
def test_a_pack_with_too_many_facts_or_slides_is_refused(
    lanzhou: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from reportgen.load import load_pack

    monkeypatch.setenv(variable(name), "3")
    with pytest.raises(InputError, match=rf"the pack has \d+ {name}; the limit is 3; REPORTGEN_MAX_{name.upper()}"):
        load_pack(lanzhou)


def test_the_docs_name_every_limit_with_its_default() -> None:
    text = (TESTS.parent / "docs" / "limits.md").read_text("utf-8")
    rows = {
        row.split("|")[1].strip(" `"): row.split("|")[2].strip() for row in text.splitlines() if row.startswith("| `")
    }
    assert rows == {variable(name): f"{one.default:,}" for name, one in LIMITS.items()}


def test_a_part_and_a_package_have_sizes_that_can_be_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    template = word([["{% for n in range(20000) %}{{ 'x' * 100 }}{% endfor %}"]])
    compiled = Template.open(template)
    monkeypatch.setenv("REPORTGEN_MAX_PART_MB", "1")
    with pytest.raises(TemplateError, match="this part needs more than 1 MB; REPORTGEN_MAX_PART_MB raises the limit"):
        compiled.render({})
    monkeypatch.setenv("REPORTGEN_MAX_PART_MB", "4")
    filled = compiled.render({}).to_bytes()
    monkeypatch.setenv("REPORTGEN_MAX_PACKAGE_MB", "1")
    with pytest.raises(TemplateError, match=r"the file has \d+ MB; the limit is 1; REPORTGEN_MAX_PACKAGE_MB raises"):
        Template.open(filled)
    monkeypatch.delenv("REPORTGEN_MAX_PACKAGE_MB")
    Template.open(filled)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{{ 2 ** 1001 }}", "a power beyond 1,000; this limit is fixed; compute"),
        ("{{ ((10 ** 999) ** 40)|length }}", "more than 30,000 digits; this limit is fixed; compute"),
        ("{{ (10 ** 900) ** 6 }}", "a whole number has more than 4,300 digits; this limit is fixed, give it as a text"),
        ("{{ 1.5|round(1001) }}", "this limit is fixed; use fewer digits"),
        ("{{ [1]|tojson(indent=101) }}", "this limit is fixed; use a smaller indent"),
    ],
)
def test_a_limit_that_is_fixed_says_so_and_what_works(source: str, told: str) -> None:
    with pytest.raises(TemplateError) as error:
        Template.open(word([[source]])).render({})
    assert told in str(error.value)


@pytest.mark.parametrize("kind", ["json", "yaml"])
def test_a_number_of_5000_digits_ends_in_words(tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    from reportgen.cli.main import main

    (tmp_path / "t.docx").write_bytes(word([["{{ x }}"]]))
    digits = "9" * 5000
    (tmp_path / f"d.{kind}").write_text(f'{{"x": {digits}}}' if kind == "json" else f"x: {digits}\n", "utf-8")
    code = main(["fill", str(tmp_path / "t.docx"), str(tmp_path / f"d.{kind}"), "-o", str(tmp_path / "o.docx")])
    told = capsys.readouterr().err
    assert code == (2 if kind == "json" else 0)
    assert ("4,300 digits" in told) == (kind == "json") and "set_int" not in told
