"""Loading: many facts, a table of many rows of which little is asked for, a deck of many slides; each in a process of its own."""

import shutil
from pathlib import Path

from reportgen.load.starter import __file__ as STARTER
from tests.benchmarks.harness import Goal, Measured, process, python

FACTS, ROWS, SLIDES = 20_000, 300_000, 200
_LOAD = "import sys; from pathlib import Path; from reportgen.load import load_pack; load_pack(Path(sys.argv[1]))"


def loads(folder: Path, rounds: int = 3) -> tuple[list[Measured], list[Goal]]:
    """Measure the loads; the goals are those of the whole process, start of Python and imports included."""
    packs = {
        f"load {FACTS:,} facts": (many_facts(folder / "facts"), 4000.0, 0.0),
        f"load a table of {ROWS:,} rows, CSV": (large_table(folder / "csv", "csv"), 5000.0, 600.0),
        f"load a table of {ROWS:,} rows, XLSX": (large_table(folder / "xlsx", "xlsx"), 5000.0, 600.0),
        f"load a pack with {SLIDES} slides": (many_slides(folder / "slides"), 1500.0, 0.0),
    }
    measured, goals = [], []
    for work, (pack, wanted, most) in packs.items():
        runs = sorted(process([*python(_LOAD), str(pack)], {}) for _ in range(rounds))
        measured.append(Measured(work, "reportgen", runs[0][0], runs[len(runs) // 2][0], megabytes=runs[0][1]))
        goals.append(Goal(work, wanted, runs[0][0], "ms"))
        if most:
            goals.append(Goal(f"{work}, memory", most, runs[0][1], "MB"))
    return measured, goals


def _starter(folder: Path) -> Path:
    shutil.copytree(Path(STARTER).parent, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return folder


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), "utf-8")


def many_facts(folder: Path) -> Path:
    """Return a pack with many facts."""
    entries = "".join(
        f"  - {{id: x{number}, label: 指标{number}, kind: level, value: {number * 7 % 9973}.{number % 10}, unit: 万人, "
        f"period: '2023', source: handbook, locator: {{line: {number + 5}}}}}\n"
        for number in range(FACTS)
    )
    _change(_starter(folder) / "facts.yaml", "derived:", f"{entries}derived:")
    return folder


def large_table(folder: Path, kind: str) -> Path:
    """Return a pack with a table of many rows, of which the report shows two columns of the last twelve."""
    _starter(folder)
    rows = [
        [f"第{number}行", f"区{number % 37}", number * 7 % 99991 / 100, number % 900 + 1, number % 200 / 10]
        for number in range(1, ROWS + 1)
    ]
    heads = ["编号", "地区", "产值（亿元）", "人口（万人）", "增速（%）"]
    (_csv if kind == "csv" else _xlsx)(folder / f"rows.{kind}", [heads, *rows])
    pack = folder / "pack.yaml"
    pack.write_text(f"{pack.read_text('utf-8')}\ndata:\n  - {{id: big, file: rows.{kind}}}\n", "utf-8")
    report = folder / "report.yaml"
    table = "  - {id: tb, caption: 明细, data: big, last: 12, columns: [{of: 编号}, {of: 产值}]}\n"
    _change(report, "tables:\n", f"tables:\n{table}")
    return folder


def _csv(path: Path, rows: list[list[object]]) -> None:
    import csv

    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)


def _xlsx(path: Path, rows: list[list[object]]) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("明细")
    for row in rows:
        sheet.append(row)
    book.save(path)


def many_slides(folder: Path) -> Path:
    """Return a pack with many slides."""
    deck = _starter(folder) / "deck.yaml"
    text = deck.read_text("utf-8")
    start, end = text.index("  - layout: chart_takeaway"), text.index("  - layout: closing")
    deck.write_text(text[:start] + text[start:end] * (SLIDES - 2) + text[end:], "utf-8")
    return folder
