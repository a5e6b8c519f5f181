"""Mail merge: one template, a list, a file for each row or one for all."""

import io
import json
import sqlite3
from pathlib import Path

import pytest
from docx import Document as WordDocument

from reportgen.cli.main import main
from reportgen.render.libreoffice import find_soffice
from tests.word_samples import letter, text_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "t.docx").write_bytes(letter("{{ name }}：{{ amount | thousands }}元"))
    (tmp_path / "rows.csv").write_text("name,amount\n甲,12734\n乙,5\n丙,88\n", "utf-8")
    return tmp_path


def merge(folder: Path, *words: str, rows: str = "rows.csv", out: str = "out/{name}.docx") -> int:
    return main(["fill", str(folder / "t.docx"), str(folder / rows), "--each", "-o", str(folder / out), *words])


def texts(folder: Path) -> dict[str, str]:
    return {path.name: text_of(path.read_bytes()) for path in sorted(folder.glob("*.docx"))}


@pytest.mark.parametrize("processes", ["1", "2"])
def test_each_row_gets_a_file_by_its_name(folder: Path, processes: str) -> None:
    assert merge(folder, "--processes", processes) == 0
    assert texts(folder / "out") == {"丙.docx": "丙：88元", "乙.docx": "乙：5元", "甲.docx": "甲：12,734元"}


@pytest.mark.parametrize("kind", ["xlsx", "json", "jsonl", "sql"])
def test_a_list_of_any_kind_gives_the_same_files(folder: Path, kind: str) -> None:
    rows = [("甲", 12734), ("乙", 5)]
    records = [{"name": name, "amount": amount} for name, amount in rows]
    if kind == "xlsx":
        from openpyxl import Workbook

        book = Workbook()
        for row in [("name", "amount"), *rows]:
            book.active.append(row)
        book.save(folder / "l.xlsx")
    elif kind == "json":
        (folder / "l.json").write_text(json.dumps(records), "utf-8")
    elif kind == "jsonl":
        (folder / "l.jsonl").write_text("\n\n".join(map(json.dumps, records)), "utf-16")
    else:
        with sqlite3.connect(folder / "r.sqlite") as base:
            base.execute("create table r (name, amount)")
            base.executemany("insert into r values (?, ?)", rows)
        (folder / "l.sql").write_text("-- sqlite: r.sqlite\nselect name, amount from r", "utf-8")
    assert merge(folder, rows=f"l.{kind}") == 0
    assert texts(folder / "out") == {"乙.docx": "乙：5元", "甲.docx": "甲：12,734元"}


def test_a_name_without_a_field_puts_all_rows_into_one_file_with_page_breaks(folder: Path) -> None:
    assert merge(folder, out="all.docx") == 0
    file = WordDocument(str(folder / "all.docx"))
    assert [p.text.strip() for p in file.paragraphs if p.text.strip()] == ["甲：12,734元", "乙：5元", "丙：88元"]
    assert sum('w:type="page"' in p._p.xml for p in file.paragraphs) == 2


def test_braces_in_the_data_stay_data_in_the_one_file(folder: Path) -> None:
    (folder / "rows.csv").write_text("name,amount\n{{ 7 * 7 }},1\n", "utf-8")
    assert merge(folder, out="all.docx") == 0
    assert "{{ 7 * 7 }}：1元" in text_of((folder / "all.docx").read_bytes())


def test_a_bad_row_is_named_and_stops_no_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rows.csv").write_text("name,amount\n甲,12\n乙,无\n丙,8\n", "utf-8")
    assert merge(folder, "--processes", "1") == 1
    assert sorted(texts(folder / "out")) == ["丙.docx", "甲.docx"]
    said = capsys.readouterr().err
    assert "row 2, t.docx, paragraph 1" in said and "is not a number" in said and "2 written, 1 failed" in said


@pytest.mark.parametrize(
    ("rows", "out", "words"),
    [
        ("name,amount\n甲,1\n甲,2\n", "out/{name}.docx", "is the name of row 1 too"),
        ("name,amount\n,1\n", "out/{name}.docx", "asks for name, which the row does not have"),
        ("name,amount\n甲,1\n", "out/{nme}.docx", "asks for nme"),
        ("name,amount\n甲,1\n", "{name}/a.docx", "has a field in the name of a folder"),
        ("name,amount\n", "out/{name}.docx", "has no rows"),
    ],
)
def test_names_that_cannot_be_are_told_before_anything_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], rows: str, out: str, words: str
) -> None:
    (folder / "rows.csv").write_text(rows, "utf-8")
    assert merge(folder, out=out) == 2
    assert words in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_a_value_never_leads_out_of_the_folder(folder: Path) -> None:
    (folder / "rows.csv").write_text("name,amount\n../../甲,1\n", "utf-8")
    assert merge(folder) == 0
    assert not list(folder.parent.glob("甲*")) and len(texts(folder / "out")) == 1


def test_a_resumed_run_makes_only_what_is_missing_or_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert merge(folder) == 0
    (folder / "out" / "乙.docx").unlink()
    (folder / "rows.csv").write_text("name,amount\n甲,12734\n乙,5\n丙,99\n", "utf-8")
    capsys.readouterr()
    assert merge(folder, "--resume") == 0
    assert "2 written, 1 as they were" in capsys.readouterr().err
    assert texts(folder / "out")["丙.docx"] == "丙：99元"


def test_a_file_that_somebody_edited_stops_the_run_and_force_keeps_a_copy(folder: Path) -> None:
    assert merge(folder) == 0
    edited = folder / "out" / "甲.docx"
    file = WordDocument(str(edited))
    file.add_paragraph("手写")
    file.save(str(edited))
    before = edited.read_bytes()
    assert merge(folder) == 2
    assert edited.read_bytes() == before
    assert merge(folder, "--force") == 0
    copies = list((folder / "out").glob("甲.手改-*.docx"))
    assert [copy.read_bytes() for copy in copies] == [before] and edited.read_bytes() != before


def test_the_one_file_and_the_template_are_never_the_same(folder: Path) -> None:
    before = (folder / "t.docx").read_bytes()
    assert merge(folder, out="t.docx") == 2
    assert (folder / "t.docx").read_bytes() == before


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_a_pattern_that_ends_in_pdf_makes_pdfs(folder: Path) -> None:
    import pypdfium2

    (folder / "rows.csv").write_text("name,amount\n甲,12734\n", "utf-8")
    assert merge(folder, out="out/{name}.pdf") == 0
    page = pypdfium2.PdfDocument(io.BytesIO((folder / "out" / "甲.pdf").read_bytes()))[0]
    assert "12,734" in page.get_textpage().get_text_range()


def test_in_one_file_each_row_has_the_header_of_its_own(folder: Path) -> None:
    file = WordDocument(str(folder / "t.docx"))
    file.sections[0].header.paragraphs[0].text = "{{ name }}"
    file.save(str(folder / "t.docx"))
    assert merge(folder, out="all.docx") == 0
    made = WordDocument(str(folder / "all.docx"))
    assert [section.header.paragraphs[0].text for section in made.sections] == ["甲", "乙", "丙"]
    assert not any('w:type="page"' in paragraph._p.xml for paragraph in made.paragraphs)
