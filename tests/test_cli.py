"""The command line: exit codes, one clear line for bad input, and an output that stays as it was."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.cli.main import main

STARTER = Path(__file__).parent.parent / "reportgen" / "load" / "starter"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the starter pack."""
    return Path(shutil.copytree(STARTER, tmp_path / "pack"))


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(pack: Path) -> None:
        text = (pack / name).read_text("utf-8")
        assert old in text
        (pack / name).write_text(text.replace(old, new, 1), "utf-8")

    return change


def bad_template(pack: Path) -> None:
    (pack / "mine.docx").write_text("not an Office file")
    replaced("pack.yaml", "theme: A", "theme: A\ntemplates: {report: mine.docx}")(pack)


def unknown_tag(pack: Path) -> None:
    from docx import Document

    file = Document()
    file.add_paragraph("{{ covr.title }}")
    file.save(str(pack / "mine.docx"))
    replaced("pack.yaml", "theme: A", "theme: A\ntemplates: {report: mine.docx}")(pack)


BAD = {
    "an unknown fact": (replaced("report.yaml", "f.population }}", "f.populaton }}"), "did you mean population"),
    "an unknown fact in a list": (replaced("pack.yaml", "green_share", "green_shar"), "no fact `green_shar`"),
    "a missing file": (lambda pack: (pack / "pack.yaml").unlink(), "no such file"),
    "missing facts": (lambda pack: (pack / "facts.yaml").unlink(), "facts.yaml: no such file, and"),
    "a wrong type": (replaced("facts.yaml", "value: 1200", "value: many"), "plain number"),
    "a duplicate id": (replaced("facts.yaml", "id: enterprises", "id: population"), "stands twice"),
    "bad YAML": (replaced("deck.yaml", "slides:", "slides: [", ), "bad YAML"),
    "an unknown layout": (replaced("deck.yaml", "layout: closing", "layout: closng"), "did you mean closing"),
    "an unknown tag in a template": (unknown_tag, "did you mean cover"),
    "a template that is no Office file": (bad_template, "is not an Office file"),
    "a missing template": (replaced("pack.yaml", "theme: A", "theme: A\ntemplates: {deck: gone.pptx}"), "is not there"),
    "a dishonest figure": (replaced("report.yaml", "kind: then_now", "kind: progress"), "needs a current value"),
    "a unit that does not fit": (replaced("facts.yaml", "population_goal - population", "population_goal - enterprises"), "approximate"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line_and_the_output_stays(
    name: str, pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change, says = BAD[name]
    out = tmp_path / "out"
    assert main(["build", str(pack), "-o", str(out), "--only", "deck"]) == 0
    before = (out / "example" / "1" / "deck.pptx").read_bytes()
    change(pack)
    capsys.readouterr()
    assert main(["build", str(pack), "-o", str(out)]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert len([line for line in error.splitlines() if ": " in line]) <= 8, "clear, not a flood"
    assert "Traceback" not in error
    assert (out / "example" / "1" / "deck.pptx").read_bytes() == before


def test_a_pack_without_slides_makes_a_report_only(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pack / "deck.yaml").unlink()
    assert main(["build", str(pack), "-o", str(tmp_path / "out")]) == 0
    made = {path.name for path in (tmp_path / "out" / "example" / "1").iterdir()}
    assert "report.docx" in made
    assert "deck.pptx" not in made
    assert main(["build", str(pack), "-o", str(tmp_path / "out"), "--only", "deck"]) == 2
    assert "nothing for a deck" in capsys.readouterr().err


def test_mistakes_are_told_with_file_line_and_column_all_at_once(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replaced("facts.yaml", "value: 1200", "value: many")(pack)
    replaced("deck.yaml", "layout: closing", "layout: closng")(pack)
    assert main(["build", str(pack)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert any("facts.yaml:10:" in line for line in lines)
    assert any("deck.yaml:18:" in line for line in lines)


def test_an_output_that_cannot_be_written_is_refused(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    assert main(["build", str(pack), "-o", str(tmp_path / "file")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_two_builds_give_the_same_bytes_and_json_tells_the_files(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        assert main(["build", str(pack), "-o", str(tmp_path / name), "--json"]) == 0
        result = json.loads(capsys.readouterr().out)
        assert {"report.docx", "deck.pptx", "ledger.csv", "manifest.json"} < set(result["files"])
    one, two = tmp_path / "one" / "example" / "1", tmp_path / "two" / "example" / "1"
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert Path("manifest.json") in names
    for name in names:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_a_new_pack_builds_and_a_full_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "mine")]) == 0
    assert main(["build", str(tmp_path / "mine"), "-o", str(tmp_path / "out"), "--theme", "B"]) == 0
    assert main(["new", str(tmp_path / "mine")]) == 2
    assert "not empty" in capsys.readouterr().err


def test_fill_writes_a_file_from_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from docx import Document

    file = Document()
    file.add_paragraph("{{ name }}")
    file.save(str(tmp_path / "t.docx"))
    (tmp_path / "d.json").write_text('{"name": "兰州"}', "utf-8")
    assert main(["fill", str(tmp_path / "t.docx"), str(tmp_path / "d.json"), "-o", str(tmp_path / "o.docx")]) == 0
    assert Document(str(tmp_path / "o.docx")).paragraphs[0].text == "兰州"
    capsys.readouterr()


def test_doctor_and_schema_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert main(["schema"]) == 0
    assert '"facts"' in capsys.readouterr().out


def test_a_template_shows_its_names_and_is_checked_against_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from docx import Document

    file = Document()
    file.add_paragraph("{{ name }} {{ place.city }}")
    path = tmp_path / "t.docx"
    file.save(str(path))
    assert main(["template", "show", str(path)]) == 0
    assert json.loads(capsys.readouterr().out) == {"name": {}, "place": {"city": {}}}
    assert main(["template", "check", str(path)]) == 0
    (tmp_path / "d.json").write_text('{"name": "a", "place": {"citi": "b"}}', "utf-8")
    assert main(["template", "check", str(path), str(tmp_path / "d.json")]) == 1
    assert "did you mean citi" in capsys.readouterr().err
