"""The proof of the faces in a PDF (T08): each is embedded, and one that the document names or that stands for it.

In: the members of the file, its PDF; out: findings.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from reportgen.check.shared.typography import FONTS
from reportgen.findings import Finding, Place
from reportgen.ooxml.parsed_package import Opened
from reportgen.render.libreoffice import stand_ins
from reportgen.render.pdf import Pdf

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHOWN = 12


def face_faults(place: Place, members: Opened, pdf: Pdf) -> Iterator[Finding]:
    """Yield the faces that are not embedded, and those that nobody asked for."""
    wanted = [_plain(face) for name in sorted(families(members)) for face in (name, *stand_ins(name))]
    seen: set[str] = set()
    for face in pdf.faces:
        if not face.text.strip() or face.name in seen:
            continue
        seen.add(face.name)
        at = replace(place, number=face.page)
        if not face.embedded:
            yield FONTS.at(at, f"{face.name} is not embedded in the PDF", "embed all fonts", page=face.page)
        known = _plain(face.name)
        if not any(known.startswith(name) or name.startswith(known) for name in wanted if name):
            what = f"{_shown(pdf, face.name)} is drawn in {face.name}, which nothing in the document names"
            hint = "name a font that has these characters, or install the one named"
            yield FONTS.at(at, what, hint, page=face.page)


def families(members: Opened) -> frozenset[str]:
    """Return every family that a style, a run, a theme or a chart names."""
    found: set[str | None] = set()
    for part in members:
        if not re.match(r"(word|ppt)/.*\.xml$", part) or part.endswith("fontTable.xml"):
            continue
        for element in members.tree(part).iter(
            f"{_W}rFonts", *(f"{_A}{slot}" for slot in ("latin", "ea", "sym", "buFont"))
        ):
            slots = ("ascii", "hAnsi", "eastAsia", "cs") if element.tag == f"{_W}rFonts" else ("",)
            found |= {element.get(f"{_W}{slot}") if slot else element.get("typeface") for slot in slots}
        for element in members.tree(part).iter(f"{_A}font"):
            if element.get("script") == "Hans":
                found.add(element.get("typeface"))
    return frozenset(name for name in found if name and not name.startswith("+"))


def _plain(name: str) -> str:
    """A name without marks and capitals; the faces of one collection of Noto CJK carry one name in a PDF."""
    bare = re.sub(r"[\W_]", "", name.lower())
    return re.sub(r"cjk(jp|kr|sc|tc|hk)", "cjk", bare)


def _shown(pdf: Pdf, name: str) -> str:
    text = "".join(" ".join(face.text.split()) for face in pdf.faces if face.name == name)
    return f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”"
