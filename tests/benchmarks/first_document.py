"""The data of the W1 report, without any import that a process would pay for before its first document."""

from typing import Any

COLUMNS = 8


def report_data(rows: int, columns: int = COLUMNS) -> dict[str, Any]:
    """The data of the report, without its pictures."""
    table = [{f"c{column}": f"{row * 7 + column}万人" for column in range(columns)} for row in range(rows)]
    values = {f"v{number}": f"{number + 10}亿元" for number in range(60)}
    headings = {f"heading{number}": f"工作情况之{number + 1}" for number in range(20)}
    return {"title": "工作报告", "organisation": "办公室", "table0": table, "table1": table, **values, **headings}


def data() -> dict[str, Any]:
    """The data with tables of 20 rows."""
    return report_data(20)
