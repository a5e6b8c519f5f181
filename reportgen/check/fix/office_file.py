"""The safe changes to an Office file: a copy of it with what is missing or typed wrong put right, and a list of all changes.

In: name and bytes of a .docx or .pptx; out: the bytes of the copy, changes. Numbers, words and their order stay as they are:
punctuation between Chinese characters becomes full-width, typed spaces go, quotes are curled, alternative texts are made from
the values of a chart, the head of a table or a caption, text gets its language, and Word sets the space between scripts itself.
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from reportgen.check.files import DAMAGE, damaged
from reportgen.check.fix.alternatives import alternatives
from reportgen.check.fix.language import core_language, slide_language, word_language, word_settings
from reportgen.check.fix.pack import FixedText
from reportgen.check.fix.punctuation import mend_words
from reportgen.documents.slides import slide_parts
from reportgen.ooxml.package import Member, write_package
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.relationships import parse_xml, xml_bytes

_READ = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$|ppt/(slides|notesSlides)/\w+\.xml$")
Mend = Callable[[str, etree._Element], Iterator[FixedText]]


def mended(name: str, content: bytes) -> tuple[bytes, list[FixedText]]:
    """Return a copy of a file with the safe changes, and the changes; the bytes that came in where there are none."""
    members = Opened.of(content, name)
    try:
        changes, touched = _mend(name, members)
    except DAMAGE as error:
        raise damaged(name, error) from error
    if not changes:
        return content, []
    return write_package(touched.get(part, member) for part, member in members.items()), changes


def _mend(name: str, members: Opened) -> tuple[list[FixedText], dict[str, Member]]:
    changes: list[FixedText] = []
    touched: dict[str, Member] = {}
    slides = {part: number for number, part in enumerate(slide_parts(members), 1)}
    for part in members:
        mends = list(_mends_of(part, members))
        root = parse_xml(members[part].content) if mends else None  # a tree of its own: the others are shared
        found = [
            change for mend in mends if root is not None for change in mend(_place(name, part, slides, members), root)
        ]
        if found and root is not None:
            changes += found
            touched[part] = Member.of(part, xml_bytes(root))
    return changes, touched


def _mends_of(part: str, members: Opened) -> Iterator[Mend]:
    """What is done to a part, in order; a slide is told its language, a document its default."""
    if _READ.match(part):
        yield mend_words
        yield lambda place, root: alternatives(place, root, members, part)
    if part.startswith(("ppt/slides/slide", "ppt/notesSlides/")) and part.endswith(".xml"):
        yield slide_language
    if part in ("word/styles.xml", "word/document.xml"):
        yield word_language
    if part == "word/settings.xml":
        yield word_settings
    if part == "docProps/core.xml":
        yield core_language


def _place(name: str, part: str, slides: dict[str, int], members: Opened) -> str:
    if part in slides:
        return f"{name}, slide {slides[part]}"
    above = members.arrows(part).target("slide") if part.startswith("ppt/notesSlides/") else None
    return f"{name}, slide {slides[above]}, notes" if above in slides else f"{name}, {part}"
