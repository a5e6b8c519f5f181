"""The contents name the right pages, whatever the template looks like."""

import shutil
from pathlib import Path

from docx import Document as WordFile
from docx.shared import Pt

from reportgen.build.flow import build_pack
from reportgen.build.page_numbers import measured_pages
from reportgen.ooxml.package import read_package

ROOT = Path(__file__).parents[1]


def test_contents_follow_a_template_with_more_room_between_lines(lanzhou: Path, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(lanzhou, tmp_path / "pack"))
    file = WordFile(str(ROOT / "templates" / "report.docx"))
    file.styles[next(s.name for s in file.styles if s.style_id == "Body")].paragraph_format.line_spacing = Pt(44)
    file.save(str(pack / "mine.docx"))
    text = (pack / "pack.yaml").read_text("utf-8")
    (pack / "pack.yaml").write_text(text + "\ntemplates: {report: mine.docx}\n", "utf-8")
    result = build_pack(pack, only="report", output=tmp_path / "out")
    assert [str(finding) for finding in result.findings if finding.rule == "W04"] == []
    wide = measured_pages(read_package(result.edition_dir / "report.docx", "report.docx"))
    plain = build_pack(lanzhou, only="report", output=tmp_path / "plain")
    narrow = measured_pages(read_package(plain.edition_dir / "report.docx", "report.docx"))
    assert wide.keys() == narrow.keys()
    assert max(wide.values()) > max(narrow.values())
