"""How the scripts write WordprocessingML: runs, paragraphs, tags. In: names, values; out: lxml elements."""

from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
PART_PREFIXES = ("w", "r", "wp", "a", "mc", "wpg", "wps")
TWIPS_PER_MM = 1440 / 25.4
TEXT_WIDTH = 8844  # 156 mm, the width of the 版心
TURNED_WIDTH = 12756  # 225 mm, on a page that lies on its side
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element
Child = Element | str | None


def q(name: str) -> str:
    """Return the full name of a prefixed one: w:p."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if local else name


def el(tag: str, *children: Child, **attributes: object) -> Element:
    """Return an element; attributes of w elements are in the same namespace, `r_id` is r:id."""
    node = etree.Element(q(tag), nsmap={tag.partition(":")[0]: NAMESPACES[tag.partition(":")[0]]})
    for name, value in attributes.items():
        if value is not None:
            node.set(_attribute_name(tag, name), str(value))
    for child in children:
        if isinstance(child, str):
            node.text = child
        elif child is not None:
            node.append(child)
    return node


def root(tag: str, *children: Child, **attributes: object) -> Element:
    """Return the root of a part, which declares all prefixes once."""
    bare = el(tag, *children, **attributes)
    node = etree.Element(bare.tag, nsmap={prefix: NAMESPACES[prefix] for prefix in PART_PREFIXES})
    node.attrib.update(dict(bare.attrib))
    node.extend(list(bare))
    etree.cleanup_namespaces(node, keep_ns_prefixes=list(PART_PREFIXES))
    return node


def val(tag: str, value: object) -> Element:
    """Return an element whose one attribute is w:val."""
    return el(tag, val=value)


def run(text: str, style: str | None = None) -> Element:
    """Return a run of text, with a character style if it has one."""
    words = el("w:t", text)
    words.set(_SPACE, "preserve")
    look = el("w:rPr", val("w:rStyle", style)) if style else None
    return el("w:r", look, words)


def paragraph(style: str, *content: Child, properties: tuple[Element, ...] = ()) -> Element:
    """Return a paragraph in a style; text becomes a run; further properties come in the order of the schema."""
    runs = [run(item) if isinstance(item, str) else item for item in content]
    return el("w:p", el("w:pPr", val("w:pStyle", style), *properties), *runs)


def tag(code: str) -> Element:
    """Return a tag that governs paragraphs, alone in a paragraph of its own that is easy to read: {%p code %}."""
    return paragraph("Tag", f"{{%p {code} %}}")


def field_start(instruction: str) -> list[Element]:
    """Return the runs that open a field, up to where its cached result begins."""
    words = el("w:instrText", f" {instruction} ")
    words.set(_SPACE, "preserve")
    return [el("w:r", _mark("begin")), el("w:r", words), el("w:r", _mark("separate"))]


def field_end() -> Element:
    """Return the run that closes a field."""
    return el("w:r", _mark("end"))


def _mark(kind: str) -> Element:
    return el("w:fldChar", fldCharType=kind)


def _attribute_name(tag_name: str, name: str) -> str:
    if name.startswith("r_"):
        return q("r:" + name[2:])
    return q("w:" + name) if tag_name.startswith("w:") else name
