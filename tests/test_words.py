"""Words that must not occur in docs, help texts and documents; captions and labels hold no quantities."""

import ast
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from reportgen.check.numbers.audit import audit
from reportgen.cli import main as main_module
from reportgen.cli.main import main
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Place
from reportgen.load import load_pack
from tests.conftest import Built

ROOT = Path(__file__).parent.parent
NEVER = yaml.safe_load((Path(__file__).parent / "words" / "never.yaml").read_text("utf-8"))
COMMANDS = tuple(main_module.COMMANDS)


def words_for(where: str) -> list[tuple[str, str]]:
    return [(entry["word"], entry["why"]) for entry in NEVER if entry["where"] == where]


@pytest.mark.parametrize(
    "path",
    [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))],
    ids=lambda path: path.name,
)
def test_docs_hold_no_word_that_must_not_occur(path: Path) -> None:
    text = re.sub(r"\s+", " ", path.read_text("utf-8"))
    assert [(word, why) for word, why in words_for("docs") if word in text] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help_texts_hold_no_word_that_must_not_occur(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    text = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert text
    assert [(word, why) for word, why in words_for("docs") if word in text] == []


def messages(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module with blanks in them, without docstrings: errors, findings, help."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and " " in node.value
            and id(node) not in said
        ):
            yield node.lineno, node.value


def test_messages_hold_no_word_that_must_not_occur() -> None:
    patterns = [(re.compile(rf"\b(?:{word})\b"), why) for word, why in words_for("messages")]
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}: {why}"
        for path in sorted((ROOT / "reportgen").rglob("*.py"))
        for line, text in messages(path)
        for pattern, why in patterns
        if pattern.search(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "text", ["'x' is no ID=VALUE", "tells what moved", "nobody can say", "the fact stands in row 3"]
)
def test_the_search_for_words_of_messages_finds_them(tmp_path: Path, text: str) -> None:
    path = tmp_path / "module.py"
    path.write_text(f'"""It tells."""\nraise ValueError(f"{text} {{x}}")\n', "utf-8")
    found = [said for _, said in messages(path)]
    assert len(found) == 1
    assert any(re.search(rf"\b(?:{word})\b", found[0]) for word, _ in words_for("messages"))


def test_documents_hold_no_word_that_must_not_occur(built: Built, built_with_photos: Built) -> None:
    for words in (built.words, built_with_photos.words):
        assert [(word, why) for word, why in words_for("documents") if word in words] == []


@pytest.mark.parametrize("folder", ["tests/packs/harbour", "reportgen/load/starter"])
def test_packs_hold_no_word_that_must_not_occur(folder: str) -> None:
    for path in sorted((ROOT / folder).glob("*.yaml")):
        text = path.read_text("utf-8")
        assert [(word, why) for word, why in words_for("documents") if word in text] == [], path.name


@pytest.mark.parametrize(
    "caption",
    [
        "图1　人口主要指标", "图2　项目建设情况", "图3　户籍人口分布", "表1　年度目标完成情况", "表2　家庭收入情况", "图4　大企业名录",
        "图5　天然气供应情况", "图6　千亿级产业布局",
    ],
)  # fmt: skip
def test_the_number_of_a_caption_is_no_quantity(lanzhou: Path, caption: str) -> None:
    passages = [Passage(Place("report.docx", "body", paragraph=1), "text", caption, "p", "paragraph 1")]
    assert [str(finding) for finding in audit(load_pack(lanzhou), {"report.docx": passages}).findings] == []


@pytest.mark.parametrize("heading", ["一百、总体成效", "一百二十、产业布局", "（一百零三）户籍管理"])
def test_the_number_of_a_heading_is_no_quantity(lanzhou: Path, heading: str) -> None:
    passages = [Passage(Place("report.docx", "body", paragraph=1), "text", heading, "p", "paragraph 1")]
    assert [str(finding) for finding in audit(load_pack(lanzhou), {"report.docx": passages}).findings] == []


def office_text(path: Path) -> str:
    """Everything written in the parts of an Office file."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
    return "\n".join(re.sub(r"<[^>]*>", "", part) for part in parts)


def test_what_goes_out_beside_the_edition_holds_no_word_that_must_not_occur(
    lanzhou: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("reportgen.render.libreoffice.find_soffice", lambda: None)
    monkeypatch.chdir(tmp_path)
    assert main(["batch", str(lanzhou), "-o", "out"]) in (0, 1)
    [folder] = {path.parent for path in Path("out").rglob("batch.json")}
    assert main(["receipts", str(folder), "--export", "receipts.xlsx"]) in (0, 1)
    assert main(["build", str(lanzhou), "-o", "a"]) in (0, 1)
    assert main(["build", str(lanzhou), "-o", "b", "--set", "resident_pop_now=72万人"]) in (0, 1)
    capsys.readouterr()
    [old], [new] = (list(Path(name).glob("*/*/")) for name in "ab")
    assert main(["compare", str(old), str(new), "-o", "note.docx"]) in (0, 1)
    files = [*Path("out").rglob("*.docx"), *Path("out").rglob("*.pptx"), Path("note.docx"), Path("receipts.xlsx")]
    assert len(files) > 18
    told = [
        (str(path), word, why)
        for path in files
        for text in [office_text(path)]
        for word, why in words_for("documents")
        if word in text
    ]
    assert told == []
