"""The safe changes to any file: what is put right, what stays, and that a second time there is nothing to do."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from reportgen.check.files import check_file
from reportgen.check.fix.office_file import mended
from reportgen.check.fix.pack import fixed
from reportgen.check.fix.punctuation import mend_words
from reportgen.cli.main import main
from reportgen.ooxml.parsed_package import Opened
from tests.conftest import Built
from tests.rendered_samples import saved

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def report() -> bytes:
    """A report of another program: punctuation over three runs, a picture with a caption, autospace off, no language."""
    document = docx.Document()
    paragraph = document.add_paragraph("正文,有")
    paragraph.add_run(" 半角").bold = True
    paragraph.add_run('标点(见图1),达到70 万人。"双进"')
    etree.SubElement(paragraph._p.get_or_add_pPr(), f"{{{W}}}autoSpaceDN").set(f"{{{W}}}val", "0")
    picture = io.BytesIO()
    Image.new("RGB", (1600, 900)).save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture, width=Inches(4))
    document.add_paragraph("图1　新区全景")
    return saved(document)


def deck() -> bytes:
    """A deck of another program: a chart and a table without alternative texts, runs without a language."""
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "产值增长,好于预期"
    data = CategoryChartData(number_format="0.0")
    data.categories = ["2021年", "2022年"]
    data.add_series("产值", (1.5, 2.25))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(4), Inches(3), data)
    table = slide.shapes.add_table(2, 2, Inches(6), Inches(2), Inches(3), Inches(1)).table
    for number, text in enumerate(("指标", "数值", "人口", "70万人")):
        table.cell(number // 2, number % 2).text = text
    return saved(presentation)


def words(content: bytes, name: str) -> str:
    members = Opened.of(content, name)
    part = "word/document.xml" if name.endswith("docx") else "ppt/slides/slide1.xml"
    return "".join(str(text) for text in members.tree(part).xpath("//*[local-name()='t']/text()"))


@pytest.mark.parametrize(
    ("name", "make", "changed"),
    [
        ("a.docx", report, ["正文，有半角标点（见图1），达到70万人。“双进”", "新区全景", "zh-CN", "on"]),
        ("a.pptx", deck, ["产值增长，好于预期", "柱形图，产值：2021年1.5，2022年2.25。", "表格，1行2列，各列为指标、数值。", "zh-CN"]),
    ],
)  # fmt: skip
def test_what_is_safe_is_put_right_and_listed(name: str, make: Callable[[], bytes], changed: list[str]) -> None:
    content = make()
    copy, changes = mended(name, content)
    assert [text for text in changed if text not in {change.after for change in changes}] == []
    assert all(change.place.startswith(name) and change.before != change.after for change in changes)
    assert changed[0] in words(copy, name)
    before, after = ({item.rule for item in check_file(name, item)} for item in (content, copy))
    assert {"D02", "T14"} <= before
    assert not {"D02", "T14"} & after
    assert after <= before


@pytest.mark.parametrize(("name", "make"), [("a.docx", report), ("a.pptx", deck)])
def test_mending_twice_changes_nothing_and_makes_the_same_bytes(name: str, make: Callable[[], bytes]) -> None:
    content = make()
    copy, changes = mended(name, content)
    assert changes
    assert mended(name, copy) == (copy, [])
    assert mended(name, content)[0] == copy


def test_runs_keep_their_dress() -> None:
    copy, _ = mended("a.docx", report())
    (bold,) = [run.text for run in docx.Document(io.BytesIO(copy)).paragraphs[0].runs if run.bold]
    assert bold == "半角"


def test_a_mended_report_is_valid(tmp_path: Path) -> None:
    copy, _ = mended("a.docx", report())
    (tmp_path / "a.docx").write_bytes(copy)
    errors = OpenXmlValidator().validate(str(tmp_path / "a.docx")).errors
    assert [str(error) for error in errors if "stylesWithEffects" not in str(error)] == []


def test_finished_files_of_the_first_pack_need_no_mending(built: Built) -> None:
    for name in ("report.docx", "deck.pptx"):
        content = (built.folder / name).read_bytes()
        assert mended(name, content) == (content, [])


def paragraph(pieces: list[str]) -> etree._Element:
    root = etree.Element(f"{{{W}}}body")
    inner = etree.SubElement(root, f"{{{W}}}p")
    for piece in pieces:
        run = etree.SubElement(inner, f"{{{W}}}r")
        etree.SubElement(run, f"{{{W}}}t").text = piece
    return root


@given(st.lists(st.text('新区人口,;:?!()"70万 GDP。，{{x}}', max_size=8), min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_however_a_text_is_cut_into_runs_the_same_is_put_right(pieces: list[str]) -> None:
    root = paragraph(pieces)
    list(mend_words("x", root))
    texts = [t.text or "" for t in root.iter(f"{{{W}}}t")]
    assert "".join(texts) == fixed("".join(pieces))
    assert len(texts) == len(pieces)


def test_a_tag_over_two_runs_stays_as_it_is() -> None:
    root = paragraph(["人口为{{ f.x | default('a,", "b') }},其中"])
    list(mend_words("x", root))
    assert "".join(t.text or "" for t in root.iter(f"{{{W}}}t")) == "人口为{{ f.x | default('a,b') }}，其中"


def test_a_copy_is_written_beside_the_file_and_what_remains_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = deck()
    (tmp_path / "a.pptx").write_bytes(content)
    assert main(["check", "--fix", "--dry-run", str(tmp_path / "a.pptx")]) == 0
    assert "none made" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["a.pptx"]
    assert main(["check", "--fix", str(tmp_path / "a.pptx")]) == 1
    out = capsys.readouterr().out
    assert "D02" in out and "柱形图" in out and "a-fixed.pptx, slide 1" in out
    assert (tmp_path / "a.pptx").read_bytes() == content
    shutil.copy(tmp_path / "a-fixed.pptx", tmp_path / "b.pptx")
    main(["check", "--fix", str(tmp_path / "b.pptx")])
    assert "0 changes" in capsys.readouterr().out
    assert not (tmp_path / "b-fixed.pptx").exists()
