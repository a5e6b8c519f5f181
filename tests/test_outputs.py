"""No output replaces an input or a person's work, by whatever path it is named; three ways lead on."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from reportgen.cli.main import main
from reportgen.edition.history import builds
from reportgen.files import RECORD

ROOT = Path(__file__).parent.parent


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a template, its data, a part and a small pack, where the commands run."""
    document = docx.Document()
    document.add_paragraph("{{ name }}")
    document.save(tmp_path / "template.docx")
    (tmp_path / "data.json").write_text('{"name": "甲"}')
    (tmp_path / "parts").mkdir()
    shutil.copy(tmp_path / "template.docx", tmp_path / "parts" / "part.docx")
    assert main(["new", str(tmp_path / "pack")]) == 0
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != RECORD
    }


FILL = ["fill", "template.docx", "data.json", "--parts", "parts", "-o"]
COMMANDS = {
    "template.docx": FILL,
    "data.json": FILL,
    "parts/part.docx": FILL,
    "pack/facts.yaml": ["facts", "export", "--pack", "pack"],
    "pack/pack.yaml": ["check", "template.docx", "--pack", "pack", "--format", "html", "-o"],
    "template.docx ": ["check", "template.docx", "--format", "json", "-o"],
    "template.docx  ": ["template", "check", "template.docx", "--mark"],
    "data.json ": ["template", "check", "template.docx", "data.json", "--mark"],
}


def other_path(path: Path, desk: Path) -> Path:
    return path.parent / "up" / ".." / path.name if (path.parent / "up").mkdir() is None else path


def link(path: Path, desk: Path) -> Path:
    (desk / "link.docx").symlink_to(path)
    return desk / "link.docx"


def hard_link(path: Path, desk: Path) -> Path:
    os.link(path, desk / "hard.docx")
    return desk / "hard.docx"


def link_to_folder(path: Path, desk: Path) -> Path:
    (desk / "folder").symlink_to(path.parent, target_is_directory=True)
    return desk / "folder" / path.name


@pytest.mark.parametrize("way", [lambda path, desk: path, other_path, link, hard_link, link_to_folder])
@pytest.mark.parametrize("name", COMMANDS)
def test_an_output_that_is_an_input_is_refused_by_whatever_path(
    desk: Path, name: str, way: Callable[[Path, Path], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    words, target = COMMANDS[name], way(desk / name.strip(), desk)
    before = tree(desk)
    for more in ([], ["--force"], ["--keep"]):
        command = [words[0], words[1], str(target), *words[2:]] if words[0] == "facts" else [*words, str(target)]
        assert main([*command, *more]) == 2
        assert "the output is an input" in capsys.readouterr().err
    assert tree(desk) == before


def test_an_edition_inside_its_pack_is_built_again(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.render.libreoffice.find_soffice", lambda: None)
    command = ["build", "pack", "-o", "pack/out"]
    assert main(command) in (0, 1) and main(command) in (0, 1)
    [report] = desk.glob("pack/out/*/*/report.docx")
    os.link(report, desk / "pack" / "used.docx")
    assert main(command) == 2, "another name of an output is an input"


def outputs() -> Iterator[tuple[str, list[str]]]:
    yield "out.docx", ["fill", "template.docx", "data.json", "-o", "out.docx"]
    yield "facts.xlsx", ["facts", "export", "facts.xlsx", "--pack", "pack"]
    yield "check.html", ["check", "template.docx", "--format", "html", "-o", "check.html"]
    yield "schema.json", ["schema", "-o", "schema.json"]
    yield "figures/*.svg", ["figures", "pack", "-o", "figures"]
    yield "output/*/*/report.docx", ["build", "pack"]
    yield "output/*/*/deck.pptx", ["build", "pack"]


@pytest.mark.parametrize(("pattern", "command"), outputs(), ids=lambda value: str(value))
def test_a_file_that_somebody_changed_has_three_ways_out(
    desk: Path, pattern: str, command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.render.libreoffice.find_soffice", lambda: None)
    assert main(command) in (0, 1)
    assert main(command) in (0, 1), "what nobody changed is written again without a word"
    edited = min(desk.glob(pattern))
    edited.write_bytes(b"edited")
    before = tree(desk)
    capsys.readouterr()
    assert main(command) == 2
    told = capsys.readouterr().err
    assert "edited since; nothing was written" in told and "--keep" in told and "--force" in told
    assert tree(desk) == before
    assert main([*command, "--keep"]) in (0, 1)
    after = tree(desk)
    assert {name: after[name] for name in before if "history" not in name} == {
        name: content for name, content in before.items() if "history" not in name
    }
    assert any(".new" in name for name in after.keys() - before.keys())
    assert main([*command, "--force"]) in (0, 1)
    (copy,) = edited.parent.glob(f"{edited.stem}.手改-*{edited.suffix}")
    assert re.fullmatch(rf"{edited.stem}\.手改-\d{{8}}-\d{{4}}{edited.suffix}", copy.name)
    assert copy.read_bytes() == b"edited" != edited.read_bytes()
    assert main(command) in (0, 1) and copy.read_bytes() == b"edited"


def test_a_file_of_another_origin_is_not_overwritten_either(desk: Path) -> None:
    (desk / "theirs.docx").write_bytes(b"theirs")
    assert main(["fill", "template.docx", "data.json", "-o", "theirs.docx"]) == 2
    assert (desk / "theirs.docx").read_bytes() == b"theirs"


def test_only_one_document_is_built_and_the_other_left_as_it_is(desk: Path) -> None:
    assert main(["build", "pack"]) == 0
    (edition,) = (path.parent for path in desk.glob("output/*/*/report.docx"))
    for other, only in (("report.docx", "deck"), ("deck.pptx", "report")):
        for edit in (False, True):
            if edit:
                (edition / other).write_bytes(b"edited")
            before = (edition / other).read_bytes()
            assert main(["build", "pack", "--only", only]) == 0
            assert (edition / other).read_bytes() == before
            outputs = json.loads((edition / "manifest.json").read_bytes())["outputs"]
            assert {"report.docx", "deck.pptx", "ledger.csv"} <= outputs.keys()
            ledger = (edition / "ledger.csv").read_text("utf-8-sig")
            assert ",report.docx," in ledger and ",deck.pptx," in ledger
        assert main(["build", "pack"]) == 2
        assert main(["build", "pack", "--force"]) == 0


def test_an_edition_may_not_hold_the_pack(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(desk)
    (name,) = re.findall(r"^id: (\S+)", (desk / "pack" / "pack.yaml").read_text("utf-8"), re.M)
    shutil.move(desk / "pack", desk / name)
    for edition in (".", "..", "a/b", "../../x", ""):
        assert main(["build", name, "-o", ".", "--edition", edition]) == 2
    shutil.move(desk / name, desk / "pack")
    assert tree(desk) == before


@pytest.mark.parametrize("action", ["fix", "import"])
def test_a_folder_that_is_not_a_pack_is_left_alone(desk: Path, action: str) -> None:
    (desk / "other").mkdir()
    (desk / "other" / "report.yaml").write_text("title: 一,二\n", "utf-8")
    (desk / "other" / "facts.yaml").write_text("facts: []\n", "utf-8")
    before = tree(desk)
    words = {"fix": ["check", "--fix", "--pack", "other"], "import": ["facts", "import", "x.xlsx", "--pack", "other"]}
    assert main(words[action]) == 2
    assert tree(desk) == before


def test_a_fixed_pack_keeps_a_backup_its_line_ends_and_its_link(desk: Path) -> None:
    source = desk / "pack" / "report.yaml"
    text = "# 说明, 不改\r\n" + source.read_text("utf-8").replace("\n", "\r\n").replace("。", ".好,好。")
    real = desk / "shared.yaml"
    real.write_bytes(text.encode())
    source.unlink()
    source.symlink_to(real)
    assert main(["check", "--fix", "--pack", "pack"]) == 0
    after = real.read_bytes().decode()
    assert source.is_symlink() and "好，好" in after and after.count("\r\n") == text.count("\r\n") == after.count("\n")
    (backup,) = (
        desk.glob(".shared.yaml.备份-*") if list(desk.glob(".shared.yaml.备份-*")) else desk.glob(".shared*备份*")
    )
    assert backup.read_bytes() == text.encode()


@pytest.mark.parametrize("name", ["batch.json", "manifest.json", "history.sqlite", "receipts.sqlite", RECORD])
@pytest.mark.parametrize("way", [[], ["--force"], ["--keep"]])
def test_records_of_reportgen_are_no_output(
    desk: Path, name: str, way: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / name).write_bytes(b"a record")
    assert main(["check", "template.docx", "--format", "html", "-o", name, *way]) == 2
    assert "keeps its records in it" in capsys.readouterr().err
    assert (desk / name).read_bytes() == b"a record" and not list(desk.glob("*手改*"))


def test_a_rejected_build_beside_an_edited_one_is_not_remembered(desk: Path) -> None:
    assert main(["build", "pack"]) == 0
    report = desk / "pack" / "report.yaml"
    report.write_text(report.read_text("utf-8").replace("示例新区成立", "另有345家。示例新区成立", 1), "utf-8")
    assert main(["build", "pack"]) == 1
    (rejected,) = desk.glob("output/*/*.rejected/report.docx")
    rejected.write_bytes(b"edited")
    assert main(["build", "pack", "--keep"]) == 1
    assert list(desk.glob("output/*/*.rejected.new/report.docx")) and rejected.read_bytes() == b"edited"
    assert len(builds(rejected.parents[1])) == 1
