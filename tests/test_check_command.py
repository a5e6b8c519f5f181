"""`reportgen check` and `reportgen preview` from the command line."""

import json
import re
import shutil
import time
from pathlib import Path

import pytest

import tests.deck_defects  # noqa: F401  the kinds register themselves
from reportgen.check.files import check_file
from reportgen.check.rules import RULES
from reportgen.cli.main import main
from reportgen.render import libreoffice
from tests.conftest import Built
from tests.defects import plant


@pytest.fixture
def bad(built: Built, tmp_path: Path) -> Path:
    content, _ = plant((built.folder / "deck.pptx").read_bytes(), "text_is_lengthened", 1)
    (tmp_path / "deck.pptx").write_bytes(content)
    return tmp_path / "deck.pptx"


def test_a_clean_folder_is_told_to_be_clean(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(built.folder), "--strict"]) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings, 0 notes\n"


def test_errors_are_told_a_line_each_and_by_the_exit_code(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(bad)]) == 1
    out = capsys.readouterr().out
    assert "error G01" in out
    assert "pt high" in out


def test_json_names_rules_places_and_boxes(bad: Path, tmp_path: Path) -> None:
    target = tmp_path / "check.json"
    assert main(["check", str(bad), "--format", "json", "-o", str(target)]) == 1
    content = json.loads(target.read_text("utf-8"))
    finding = next(item for item in content["findings"] if item["rule"] == "G01")
    assert finding["page"] > 1
    assert len(finding["box"]) == 4
    assert content["rules"]["G01"] == RULES["G01"].sentence
    assert content["counts"]["error"] >= 1


def test_sarif_holds_all_rules_and_the_results(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = bad.with_name("汇报 稿.pptx")
    shutil.copy(bad, other)
    main(["check", str(bad), str(other), "--format", "sarif"])
    content = json.loads(capsys.readouterr().out)
    assert (content["version"], len(content["runs"])) == ("2.1.0", 1)
    run = content["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert set(rules) >= RULES.keys() and len(set(rules)) == len(rules)
    assert any(result["ruleId"] == "G01" and result["level"] == "error" for result in run["results"])
    assert all(
        result["locations"][0]["properties"]["number"] > 0 for result in run["results"] if result["ruleId"] == "G01"
    )
    for result in run["results"]:
        assert result["ruleId"] in rules and result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9._~:/%+-]+", uri), uri
    assert any("%E6%B1%87" in json.dumps(result) for result in run["results"])


def test_the_build_writes_what_the_checks_found(built: Built) -> None:
    content = json.loads((built.folder / "check.json").read_text("utf-8"))
    assert content["files"] == ["report.docx", "deck.pptx"]
    assert content["counts"] == {"error": 0, "warning": 2, "info": 0}
    assert [one["rule"] for one in content["findings"]] == ["F09", "F09"]  # 钎 is not verified: one warning a file


def test_a_file_that_is_none_of_ours_is_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.docx").write_text("no zip")
    assert main(["check", str(tmp_path / "a.docx")]) == 2
    assert "is not an Office file" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "none.docx")]) == 2
    assert main(["check"]) == 2
    assert main(["check", "--fix"]) == 2


def test_fixing_tells_each_change(lanzhou: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = Path(shutil.copytree(lanzhou, tmp_path / "pack"))
    deck = pack / "deck.yaml"
    deck.write_text(deck.read_text("utf-8").replace("外贸三向并举，融入", "外贸三向并举,融入"), "utf-8")
    assert main(["check", "--fix", "--pack", str(pack)]) == 0
    assert "外贸三向并举，融入" in capsys.readouterr().out
    assert deck.read_text("utf-8") == (lanzhou / "deck.yaml").read_text("utf-8")


def test_without_libreoffice_a_preview_says_how_to_get_it(
    built: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: None)
    assert main(["preview", str(built.folder)]) == 2
    assert "apt-get install" in capsys.readouterr().err


def test_without_libreoffice_the_page_report_has_its_table(
    bad: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("reportgen.render.libreoffice.find_soffice", lambda: None)
    main(["check", str(bad), "--format", "html"])
    out = capsys.readouterr().out
    assert "<li class=error><b" in out and ">G01</b>" in out
    assert "没有安装LibreOffice" in out


def test_deck_and_report_together_take_less_than_a_second_and_a_half_of_the_processor(built: Built) -> None:
    contents = {name: (built.folder / name).read_bytes() for name in ("deck.pptx", "report.docx")}
    start = time.process_time()
    for name, content in contents.items():
        check_file(name, content)
    assert time.process_time() - start < 1.5
