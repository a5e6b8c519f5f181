"""The month of the docs happens as they say: each has its part once, and the one who was refused gets it in the next run."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("month", DOCS / "month.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_month_in_one_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOST", "PORT", "SECURITY", "FROM", "A_MINUTE"):
        monkeypatch.setenv(f"REPORTGEN_SMTP_{name}", "")  # what the script sets is taken back after the test
    taken = script().run(tmp_path / "月报")
    said = capsys.readouterr().out
    addresses = [address for address, subject in taken if "示例新区" in subject]
    assert addresses == [
        f"{one}@dept.example" for one in ("planning", "finance", "roads", "planning", "finance", "roads")
    ]
    assert [address for address, subject in taken if "not delivered to all" in subject] == ["owner@office.example"]
    assert re.findall(r"exit code (\d)", said) == ["0", "0", "0", "1", "1", "0", "0", "0"]
    steps = said.split("$ reportgen")
    assert "missing: roads 交通运输局" in steps[5] and "missing:" not in steps[7]
    assert "days old" in steps[5] and "next run: " in steps[5]


@pytest.mark.parametrize("page", ["schedule.md", "schedule.zh-CN.md"])
def test_the_docs_quote_what_the_month_prints(page: str) -> None:
    section = (DOCS / page).read_text("utf-8").split("month.py month")[1]
    for words in ("3 parts made, 0 kept", "2 sent", "550 no such mailbox", "0 parts made, 3 kept", "1 sent"):
        assert words in section
