"""Makes report.docx and report-b.docx, the Word report in both themes. In: the word_* modules; out: the same bytes every time."""

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

TARGETS = {"A": Path(__file__).with_name("report.docx"), "B": Path(__file__).with_name("report-b.docx")}
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
_CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def report_template(theme: str = "A") -> bytes:
    """Return the bytes of the template in a theme."""
    roots = _roots()
    types = ContentTypes(_TYPES)
    types.override("word/document.xml", _WORD_TYPE.format("document.main"))
    for _, part, kind in _BESIDE:
        types.override(part, kind)
    types.override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    types.override("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
    beside = Relationships("word/document.xml")
    for kind, part, _ in _BESIDE:
        beside.add(kind, part)
    parts = [Member.of(name, _coloured(xml_bytes(node), theme)) for name, node in roots.items()]
    return write_package([types.member(), _package_relationships().member(), parts[0], beside.member(), *parts[1:]])


def _coloured(xml: bytes, theme: str) -> bytes:
    """A part in the colours of a theme; the parts are written in those of theme A."""
    colours, others = asdict(THEMES["A"]), asdict(THEMES[theme])
    for role, colour in colours.items():
        if role not in ("name", "serif_titles"):
            xml = xml.replace(f'"{colour}"'.encode(), f'"{others[role]}"'.encode())
    return xml.replace("朱红鎏金".encode(), _NAMES[theme].encode())


def _roots() -> dict[str, Element]:
    return {
        "word/document.xml": document_xml(),
        "word/styles.xml": styles_xml(),
        "word/numbering.xml": numbering_xml(),
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
    for theme, target in TARGETS.items():
        target.write_bytes(report_template(theme))
        sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")
