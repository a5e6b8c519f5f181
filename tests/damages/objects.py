"""Damages where few look: alternative texts, headers, notes, comments, layouts, SmartArt, WordArt, equations, symbols, properties."""

import random
import re
from collections.abc import Callable

from lxml import etree

from tests.damages.file import A, Damage, File, P, R, W, word_place, words

Kind = Callable[[File, random.Random], Damage | None]
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_NS = f'xmlns:w="{W.strip("{}")}" xmlns:m="{_M}" xmlns:r="{R.strip("{}")}" xmlns:v="urn:schemas-microsoft-com:vml"'
_SLIDE_NS = f'xmlns:p="{P.strip("{}")}" xmlns:a="{A.strip("{}")}" xmlns:r="{R.strip("{}")}"'
_SAID = "另有88万人"


def _alt(file: File, chance: random.Random) -> Damage | None:
    parts = (
        [("word/document.xml", "")]
        if not file.is_deck
        else [(part, f"slide {n}") for n, part in enumerate(file.slides(), 1)]
    )
    found = [
        (e, place)
        for part, place in parts
        for e in file.tree(part).iter("{*}docPr", "{*}cNvPr")
        if re.search(r"\d(?=[万亿%倍家个年])", e.get("descr", ""))
    ]
    if not found:
        return None
    element, place = chance.choice(found)
    text = element.get("descr", "")
    match = chance.choice(list(re.finditer(r"\d(?=[万亿%倍家个年])", text)))
    digit = chance.choice([d for d in "123456789" if d != match.group()])
    element.set("descr", text[: match.start()] + digit + text[match.end() :])
    return Damage(f"{match.group()} -> {digit} in an alternative text", (place or f"“{element.get('name')}”",))


def _alt_title(file: File, chance: random.Random) -> Damage | None:
    parts = (
        [("word/document.xml", "")]
        if not file.is_deck
        else [(part, f"slide {n}") for n, part in enumerate(file.slides(), 1)]
    )
    tag = "{*}docPr" if not file.is_deck else f"{P}cNvPr"
    found = [(e, place) for part, place in parts for e in file.tree(part).iter(tag) if e.get("name")]
    if not found:
        return None
    element, place = chance.choice(found)
    element.set("title", _SAID)
    return Damage("a title of an alternative text", (place or f"“{element.get('name')}”",))


def _in_word(xml: str, what: str) -> Kind:
    """A kind that puts something at the end of a paragraph of a report."""

    def damage(file: File, chance: random.Random) -> Damage | None:
        if file.is_deck:
            return None
        _, paragraph, place = chance.choice([item for item in file.body() if len(words(item[1])) > 10])
        holder = etree.fromstring(f"<x {_NS}>{xml}</x>")
        for child in holder:
            paragraph.append(child)
        return Damage(what, (place,))

    return damage


def _header(file: File, chance: random.Random) -> Damage | None:
    """A number in the footer of a report."""
    parts = (
        [part for part in file.members if re.match(r"word/(header|footer)\d*\.xml$", part)] if not file.is_deck else []
    )
    if not parts:
        return None
    part = chance.choice(parts)
    paragraph = next(file.tree(part).iter(f"{W}p"))
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(run, f"{W}t").text = _SAID
    return Damage("a number in a footer", ("footer" if "footer" in part else "header",))


def _part_in_word(kind: str, item: str, reference: str) -> Kind:
    """A footnote, endnote or comment of a report."""

    def damage(file: File, chance: random.Random) -> Damage | None:
        name = f"word/{kind}.xml"
        if file.is_deck or name in file.members:
            return None
        text = f'<w:{kind} {_NS}><w:{item} w:id="7"><w:p><w:r><w:t>{_SAID}</w:t></w:r></w:p></w:{item}></w:{kind}>'
        file.put(name, text.encode(), f"{_WORD}{kind}+xml", "word/document.xml", kind)
        _, paragraph, _ = chance.choice([item for item in file.body() if len(words(item[1])) > 10])
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}{reference}").set(f"{W}id", "7")
        return Damage(f"a number in {kind}", (kind,))

    return damage


def _alt_chunk(file: File, chance: random.Random) -> Damage | None:
    if file.is_deck:
        return None
    html = f"<html><body><p>{_SAID}</p></body></html>".encode()
    key = file.put("word/chunk1.html", html, "text/html", "word/document.xml", "aFChunk")
    body = file.tree("word/document.xml").find(f"{W}body")
    chunk = etree.Element(f"{W}altChunk")
    chunk.set(f"{R}id", key)
    body.insert(3, chunk)
    return Damage("a file inside the file", ("embedded document",))


def _title(file: File, chance: random.Random) -> Damage | None:
    root = file.tree("docProps/core.xml")
    title = next((e for e in root if etree.QName(e).localname == chance.choice(("title", "title"))), None)
    if title is None:
        return None
    title.text = f"{title.text or ''}（88万人）"
    return Damage("a number in the title of the file", ("file properties",))


def _box(name: str, text: str) -> str:
    return (
        f'<p:sp {_SLIDE_NS}><p:nvSpPr><p:cNvPr id="9001" name="{name}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="900000" y="900000"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _on_slide(file: File, chance: random.Random) -> Damage | None:
    if not file.is_deck:
        return None
    slides = file.slides()
    number = chance.randrange(len(slides))
    file.tree(slides[number]).find(f"{P}cSld/{P}spTree").append(etree.fromstring(_box("文本框", _SAID)))
    return Damage("a text box", (f"slide {number + 1}",))


def _behind(kind: str) -> Kind:
    """A text box on a layout or master that slides show."""

    def damage(file: File, chance: random.Random) -> Damage | None:
        if not file.is_deck:
            return None
        layout = file.related(chance.choice(file.slides()), "slideLayout")[0]
        part = layout if kind == "layout" else file.related(layout, "slideMaster")[0]
        file.tree(part).find(f"{P}cSld/{P}spTree").append(etree.fromstring(_box("角标", _SAID)))
        return Damage(f"a number on a {kind}", (kind,))

    return damage


def _slide_comment(file: File, chance: random.Random) -> Damage | None:
    if not file.is_deck:
        return None
    slides = file.slides()
    number = chance.randrange(len(slides))
    xml = f'<p:cmLst {_SLIDE_NS}><p:cm authorId="0" dt="2024-01-01T00:00:00" idx="1"><p:pos x="1" y="1"/><p:text>{_SAID}</p:text></p:cm></p:cmLst>'
    kind = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
    file.put("ppt/comments/comment77.xml", xml.encode(), kind, slides[number], "comments")
    return Damage("a comment", (f"slide {number + 1}, comments",))


def _smart_art(file: File, chance: random.Random) -> Damage | None:
    if not file.is_deck:
        return None
    slides = file.slides()
    number = chance.randrange(len(slides))
    dgm = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    said = f"<dgm:t><a:bodyPr/><a:p><a:r><a:t>{_SAID}</a:t></a:r></a:p></dgm:t>"
    points = f'<dgm:ptLst><dgm:pt modelId="1">{said}</dgm:pt></dgm:ptLst>'
    data = f'<dgm:dataModel xmlns:dgm="{dgm}" xmlns:a="{A.strip("{}")}">{points}</dgm:dataModel>'
    kind = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
    key = file.put("ppt/diagrams/data77.xml", data.encode(), kind, slides[number], "diagramData")
    frame = (
        f'<p:graphicFrame {_SLIDE_NS}><p:nvGraphicFramePr><p:cNvPr id="9002" name="示意图"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        '<p:xfrm><a:off x="1" y="1"/><a:ext cx="9000" cy="9000"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{dgm}"><dgm:relIds xmlns:dgm="{dgm}" r:dm="{key}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
    file.tree(slides[number]).find(f"{P}cSld/{P}spTree").append(etree.fromstring(frame))
    return Damage("SmartArt", (f"slide {number + 1}",))


def _list_label(file: File, chance: random.Random) -> Damage | None:
    """A number that hides in a word of a text box of a report."""
    if file.is_deck:
        return None
    root = file.tree("word/document.xml")
    paragraph = chance.choice([p for p in root.iter(f"{W}p") if len(words(p)) > 10 and p.getparent().tag == f"{W}body"])
    number = list(root.iter(f"{W}p")).index(paragraph) + 1
    box = (
        f'<w:r {_NS} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="{A.strip("{}")}" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
        '<wp:docPr id="901" name="文本框"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>{_SAID}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    paragraph.append(etree.fromstring(box))
    return Damage("a text box", (f"paragraph {number + 1}", word_place(root, paragraph, number)))


_FIELD = f'<w:fldSimple w:instr=" DOCPROPERTY x "><w:r><w:t>{_SAID}</w:t></w:r></w:fldSimple>'
_CONTROL = f"<w:sdt><w:sdtContent><w:r><w:t>{_SAID}</w:t></w:r></w:sdtContent></w:sdt>"
_EQUATION = (
    "<m:oMath><m:f><m:num><m:r><m:t>88</m:t></m:r></m:num><m:den><m:r><m:t>97</m:t></m:r></m:den></m:f></m:oMath>"
)
_WORD_ART = f'<w:r><w:pict><v:shape id="art"><v:textpath string="{_SAID}"/></v:shape></w:pict></w:r>'
_SYMBOLS = '<w:r><w:sym w:font="Symbol" w:char="F038"/><w:sym w:font="Symbol" w:char="F038"/><w:t>万人</w:t></w:r>'
_INSERTED = f'<w:ins w:id="91" w:author="x"><w:r><w:t>{_SAID}</w:t></w:r></w:ins>'
KINDS: dict[str, Kind] = {
    "a digit of an alternative text": _alt, "a title of an alternative text": _alt_title, "a field": _in_word(_FIELD, "a field"),
    "a content control": _in_word(_CONTROL, "a content control"), "an equation": _in_word(_EQUATION, "an equation"),
    "old WordArt": _in_word(_WORD_ART, "WordArt"), "symbols": _in_word(_SYMBOLS, "symbols"),
    "a tracked insertion": _in_word(_INSERTED, "an insertion"),
    "a footer": _header, "a footnote": _part_in_word("footnotes", "footnote", "footnoteReference"),
    "an endnote": _part_in_word("endnotes", "endnote", "endnoteReference"), "a comment": _part_in_word("comments", "comment", "commentReference"),
    "a file in the file": _alt_chunk, "the title of the file": _title, "a text box on a slide": _on_slide, "a layout": _behind("layout"),
    "a master": _behind("master"), "a comment on a slide": _slide_comment, "SmartArt": _smart_art, "a text box in a text": _list_label,
}  # fmt: skip
