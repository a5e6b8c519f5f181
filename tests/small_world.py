"""Everything that reportgen reads and writes, small: a pack, editions, a batch, receipts, a schedule, a template and its data."""

import contextlib
import io
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx

from reportgen.cli.main import main

PACK, EDITIONS = "pack", "output/example"
BATCH = f"{EDITIONS}/1-departments"
HEAD = "id,name,sections,facts_without,format,channel,address,file\n"
BUILD = ("build", PACK)
BATCHED = ("batch", PACK, "--list", "list.csv", "--processes", "1")
DELIVER = ("deliver", BATCH, "--pack", PACK, "--send", "--because", "a test", "--to", "delivered")
SCHEDULE = ("schedule", "now", "schedule.yaml")
IMPORT = ("facts", "import", "facts.xlsx", "--pack", PACK)
FIX = ("check", "--fix", "--pack", PACK)
FILL = ("fill", "template.docx", "data.json", "-o", "filled.docx")


def run(words: Sequence[str]) -> tuple[int, str]:
    """Run a command in this process; return its exit code and all that it printed. An error that comes out is raised."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            code = main(list(words))
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    return code, out.getvalue()


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a folder for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def make_world(folder: Path, *, delivered: bool = True) -> Path:
    """Make the world in a folder: two builds of one edition, a batch of four, one delivery where it is asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    with inside(folder):
        document = docx.Document()
        document.add_paragraph("{{ name }}：{% for x in rows %}{{ x.a }}，{% endfor %}")
        document.save("template.docx")
        data = {"name": "甲", "rows": [{"a": 1}, {"a": "二"}]}
        Path("data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        Path("data.yaml").write_text("name: 甲\nrows: [{a: 1}, {a: 二}]\n", "utf-8")
        rows = "".join(f"d{n},部门{n},,,{'pptx' if n == 3 else 'docx'},folder,d{n},\n" for n in range(4))
        Path("list.csv").write_text(HEAD + rows, "utf-8")
        Path("acknowledged.csv").write_text("recipient,date,by\nd0,2026-08-21,值班室\n", "utf-8")
        Path("schedule.yaml").write_text(
            "timezone: Asia/Shanghai\njobs:\n  - {id: monthly, pack: pack, when: 0 8 * * *, output: scheduled, list: list.csv}\n",
            "utf-8",
        )
        _expect(("new", PACK), BUILD, (*BUILD, "--set", "population=61万人"), BATCHED, FILL, SCHEDULE)
        if delivered:
            _expect(DELIVER)
        _expect(("facts", "export", "facts.xlsx", "--pack", PACK))
    return folder


def _expect(*commands: Sequence[str]) -> None:
    for words in commands:
        code, told = run(words)
        assert code in (0, 1) and "unexpected" not in told, (words, told)


def change_workbook(path: Path) -> None:
    """Give the first number of a facts workbook another value."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, 99) if isinstance(sheet.cell(row, heads["数值"]).value, int | float))
    sheet.cell(row, heads["数值"]).value += 1
    book.save(path)
