"""Small packages made by hand: each part is what a test needs it to be, and nothing else is in the file."""

import io
import re
import zipfile
from collections.abc import Callable

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items()) + ' mc:Ignorable="w14"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
KINDS = {
    "footnotes": WORD + "footnotes+xml", "endnotes": WORD + "endnotes+xml", "comments": WORD + "comments+xml",
    "header": WORD + "header+xml", "footer": WORD + "footer+xml", "styles": WORD + "styles+xml",
    "numbering": WORD + "numbering+xml", "settings": WORD + "settings+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
}  # fmt: skip


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(text: str = "", properties: str = "", inside: str = "") -> str:
    """A paragraph: text in a run, and XML behind it."""
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{run(text) if text else ''}{inside}</w:p>"


def cell(content: str, width: int = 2000, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int = 2, width: int = 2000) -> str:
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def part(root: str, content: str) -> bytes:
    return f"{HEAD}<w:{root} {NAMESPACES}>{content}</w:{root}>".encode()


def docx(
    body: str,
    *,
    main: str = "word/document.xml",
    kind: str = WORD + "document.main+xml",
    whole: str = "",
    parts: dict[str, bytes] | None = None,
    related: dict[str, tuple[str, str]] | None = None,
    links: dict[str, tuple[str, str]] | None = None,
) -> bytes:
    """A Word file: `related` gives the relationships of the body (id: kind, part), `links` those that lead outside."""
    xml = whole or f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    parts, related = parts or {}, related or {}
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{KINDS[kind]}"/>'
        for kind, name in related.values()
        if kind in KINDS
    )
    arrows = "".join(f'<Relationship Id="{i}" Type="{REL}{k}" Target="/{t}"/>' for i, (k, t) in related.items())
    arrows += "".join(
        f'<Relationship Id="{i}" Type="{REL}{k}" Target="{t}" TargetMode="External"/>'
        for i, (k, t) in (links or {}).items()
    )
    folder, _, base = main.rpartition("/")
    return zipped(
        {
            "[Content_Types].xml": (
                f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
                'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="bmp" '
                f'ContentType="image/bmp"/><Override PartName="/{main}" ContentType="{kind}"/>{types}</Types>'
            ).encode(),
            "_rels/.rels": relations(f'<Relationship Id="rId1" Type="{REL}officeDocument" Target="{main}"/>'),
            main: xml.encode(),
            f"{folder}/_rels/{base}.rels": relations(arrows),
            **parts,
        }
    )


def relations(entries: str) -> bytes:
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'.encode()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def binary_members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def members_of(content: bytes) -> dict[str, str]:
    """The parts of a package that are text, by name."""
    return {n: c.decode() for n, c in binary_members(content).items() if n.endswith((".xml", ".rels"))}


def changed(content: bytes, changes: dict[str, Callable[[str], str]]) -> bytes:
    """A package with some parts changed."""
    members = binary_members(content)
    for name, change in changes.items():
        members[name] = change(members[name].decode()).encode()
    return zipped(members)


def text_of(content: bytes) -> str:
    """What stands in the main part of a Word file, or on the slides: | ends a paragraph, ¦ a cell, / a row."""
    parts = members_of(content)
    mains = [name for name in parts if re.match(r"word/(document|main)\d*\.xml|ppt/slides/slide\d+\.xml", name)]
    xml = "".join(re.sub(r"^<\?xml.*?\?>", "", parts[name]).strip() for name in sorted(mains))
    xml = re.sub(r"<w:(footnote|comment)[ >].*?</w:\1>", "", xml)
    for mark, end in (("¦", "|</w:tc>"), ("/", "</w:tr>")):
        xml = re.sub(r"</[wa]:p>|<[wa]:p/>", "|", xml).replace(end, mark)
    return re.sub(r"<[^>]+>", "", xml)


def deck_with(text: str, change: Callable[[str], str] = lambda xml: xml) -> bytes:
    """A deck of one slide with one box, its XML changed."""
    from tests.test_language import slides

    members = binary_members(slides([[text]]))
    name = "ppt/slides/slide1.xml"
    members[name] = change(re.sub(r'<a:off x="\d+" y="\d+"/>', '<a:off x="9" y="9"/>', members[name].decode())).encode()
    return zipped(members)
