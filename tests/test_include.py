"""{% include %}: Word files of a folder that the caller offers, and documents given as values."""

from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile
from openxml_audit import OpenXmlValidator

from reportgen import Subdocument, TemplateError, fill
from reportgen.cli.main import main
from reportgen.template import Template
from tests.test_language import saved, slides, word, word_text


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of parts, and a file beside it."""
    folder = tmp_path_factory.mktemp("offered") / "parts"
    folder.mkdir()
    file = WordFile()
    file.add_heading("{{ title }}", 1)
    file.add_paragraph("{{ row.n }}：<{{ q }}>", style="List Number")
    (folder / "part.docx").write_bytes(saved(file))
    (folder / "self.docx").write_bytes(word([["{% include 'self.docx' %}"]]))
    (folder / "outer.docx").write_bytes(word([["外"], ["{% include 'part.docx' %}"]]))
    (folder / "wrong.docx").write_bytes(word([["{{ nmae }}"]]))
    (folder / "no.docx").write_text("no document")
    (folder.parent / "secret.docx").write_bytes(word([["geheim"]]))
    return folder


DATA: dict[str, Any] = {
    "title": "章",
    "row": {"n": "甲"},
    "q": "&",
    "rows": [{"n": "乙"}, {"n": "丙"}],
    "name": "part.docx",
}


def included(paragraphs: list[str], parts: Path | None, **data: Any) -> bytes:
    return (
        Template.open(word([[text] for text in paragraphs]), "a.docx").render({**DATA, **data}, parts=parts).to_bytes()
    )


def test_a_part_is_filled_with_the_names_of_its_place(parts: Path, tmp_path: Path) -> None:
    filled = included(["前", "{% for row in rows %}", "{%p include name %}", "{% endfor %}", "后"], parts)
    assert word_text(filled) == ["前", "章", "乙：<&>", "章", "丙：<&>", "后"]
    (tmp_path / "x.docx").write_bytes(filled)
    errors = [str(error.description) for error in OpenXmlValidator().validate(tmp_path / "x.docx").errors]
    assert [text for text in errors if "stylesWithEffects" not in text] == []


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("{% include 'part.docx' %}", ["章", "甲：<&>"]),
        ("{% include “part.docx” with context %}", ["章", "甲：<&>"]),
        ("{% include ['none.docx', 'part.docx'] %}", ["章", "甲：<&>"]),
        ("{% include 'none.docx' ignore missing %}", []),
        ("{% include 'outer.docx' %}", ["外", "章", "甲：<&>"]),
    ],
)
def test_what_a_tag_may_name(tag: str, expected: list[str], parts: Path) -> None:
    assert [text for text in word_text(included([tag, "后"], parts)) if text] == [*expected, "后"]


def test_a_document_given_as_a_value_goes_in_as_it_is() -> None:
    inner = Subdocument.of(word([["{{ x }}"]]))
    assert word_text(included(["{% include inner %}", "后"], None, inner=inner)) == ["{{ x }}", "后"]


REFUSED = [
    ("{% include 'prat.docx' %}", "did you mean part.docx"),
    ("{% include '../secret.docx' %}", "leads out of the folder"),
    ("{% include '/etc/passwd' %}", "leads out of the folder"),
    ("{% include 'self.docx' %}", "includes itself"),
    ("{% include 'wrong.docx' %}", "wrong.docx, paragraph 1: [missing] {{ nmae }}"),
    ("{% include 'no.docx' %}", "no.docx: [package] is not an Office file"),
    ("{% include %}", "{% include %}"),
]


@pytest.mark.parametrize(("tag", "says"), REFUSED)
def test_what_can_not_be_included_is_told(tag: str, says: str, parts: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        included([tag], parts)
    assert says in str(caught.value)


def test_without_a_folder_nothing_is_read(parts: Path) -> None:
    with pytest.raises(TemplateError, match=r"a\.docx, paragraph 1.*no folder of parts is offered"):
        included([f"{{% include '{parts / 'part.docx'}' %}}"], None)


def test_a_slide_takes_no_document(parts: Path) -> None:
    with pytest.raises(TemplateError, match="a slide takes none"):
        Template.open(slides([["a"], ["{% include 'part.docx' %}"]])).render(DATA, parts=parts)


def test_the_command_takes_the_folder(parts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.docx").write_bytes(word([["{% include 'part.docx' %}"]]))
    (tmp_path / "d.json").write_text('{"title": "章", "row": {"n": "甲"}, "q": 1}')
    command = ["fill", str(tmp_path / "t.docx"), str(tmp_path / "d.json"), "-o", str(tmp_path / "o.docx")]
    assert main([*command, "--parts", str(parts)]) == 0
    assert [text for text in word_text((tmp_path / "o.docx").read_bytes()) if text] == ["章", "甲：<1>"]
    fill(tmp_path / "t.docx", DATA, tmp_path / "p.docx", parts=parts)
    assert (tmp_path / "p.docx").exists()
