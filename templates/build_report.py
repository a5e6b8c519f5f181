"""Makes report.docx and its siblings, the Word report in both themes and languages. In: the word_* modules; out: the same bytes every time."""

import re
import sys
from dataclasses import asdict
from pathlib import Path

from word_body import document_xml
from word_parts import (
    app_properties_xml,
    core_properties_xml,
    font_table_xml,
    footer_xml,
    numbering_xml,
    settings_xml,
    theme_xml,
)
from word_styles import styles_xml
from word_xml import Element

from reportgen.model import THEMES
from reportgen.ooxml.package import Member, write_package
from reportgen.ooxml.relationships import OFFICE_REL, ContentTypes, Relationship, Relationships, xml_bytes

_FILES = {("A", "zh"): "report", ("B", "zh"): "report-b", ("A", "en"): "report-en", ("B", "en"): "report-en-b"}
TARGETS = {key: Path(__file__).with_name(f"{name}.docx") for key, name in _FILES.items()}
_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
    b' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
    b' ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/></Types>'
)
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
# relationship kind, part, content type; rId5 and rId6 are named by the section of the body
_BESIDE = (
    ("styles", "word/styles.xml", _WORD_TYPE.format("styles")),
    ("numbering", "word/numbering.xml", _WORD_TYPE.format("numbering")),
    ("settings", "word/settings.xml", _WORD_TYPE.format("settings")),
    ("fontTable", "word/fontTable.xml", _WORD_TYPE.format("fontTable")),
    ("footer", "word/footer1.xml", _WORD_TYPE.format("footer")),
    ("footer", "word/footer2.xml", _WORD_TYPE.format("footer")),
    ("theme", "word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
)
_NAMES = {"A": "朱红鎏金", "B": "青蓝碧"}
_ENGLISH = {
    ">目　录<": ">Contents<",
    ">附件：{{": ">Annex: {{",
    ">附件<": ">Annex<",
    '"关键数字"': '"Key numbers"',
}
_LATIN = {
    "黑体": "Arial",
    "仿宋": "Times New Roman",
    "方正小标宋简体": "Times New Roman",
    "楷体": "Times New Roman",
    "宋体": "Times New Roman",
}
_CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def report_template(theme: str = "A", language: str = "zh") -> bytes:
    """Return the bytes of the template in a theme, for Chinese or English texts."""
    roots = _roots(language)
    types = ContentTypes(_TYPES)
    types.override("word/document.xml", _WORD_TYPE.format("document.main"))
    for _, part, kind in _BESIDE:
        types.override(part, kind)
    types.override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    types.override("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
    beside = Relationships("word/document.xml")
    for kind, part, _ in _BESIDE:
        beside.add(kind, part)
    parts = [Member.of(name, _spoken(_coloured(xml_bytes(node), theme), language)) for name, node in roots.items()]
    return write_package([types.member(), _package_relationships().member(), parts[0], beside.member(), *parts[1:]])


def _coloured(xml: bytes, theme: str) -> bytes:
    """A part in the colours of a theme; the parts are written in those of theme A."""
    colours, others = asdict(THEMES["A"]), asdict(THEMES[theme])
    for role, colour in colours.items():
        if role not in ("name", "serif_titles"):
            xml = xml.replace(f'"{colour}"'.encode(), f'"{others[role]}"'.encode())
    return xml.replace("朱红鎏金".encode(), _NAMES[theme].encode())


def _spoken(xml: bytes, language: str) -> bytes:
    """A part in a language: its own words, and for English texts Latin faces."""
    text = xml.decode()
    if language == "en":
        for chinese, english in _ENGLISH.items():
            text = text.replace(chinese, english)
        text = text.replace(' w:hint="eastAsia"', "")
        text = re.sub(
            r'(w:(?:ascii|hAnsi|cs))="([^"]*)"', lambda found: f'{found[1]}="{_LATIN.get(found[2], found[2])}"', text
        )
    return text.encode()


def _roots(language: str) -> dict[str, Element]:
    return {
        "word/document.xml": document_xml(),
        "word/styles.xml": styles_xml(),
        "word/numbering.xml": numbering_xml(language),
        "word/settings.xml": settings_xml(),
        "word/fontTable.xml": font_table_xml(),
        "word/footer1.xml": footer_xml("Footer"),
        "word/footer2.xml": footer_xml("FooterEven"),
        "word/theme/theme1.xml": theme_xml(),
        "docProps/core.xml": core_properties_xml(),
        "docProps/app.xml": app_properties_xml(),
    }


def _package_relationships() -> Relationships:
    found = Relationships("")
    found.add("officeDocument", "word/document.xml")
    found.items.append(Relationship("rId2", _CORE_REL, "docProps/core.xml"))
    found.items.append(Relationship("rId3", OFFICE_REL + "extended-properties", "docProps/app.xml"))
    return found


if __name__ == "__main__":
    for key, target in TARGETS.items():
        target.write_bytes(report_template(*key))
        sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")
