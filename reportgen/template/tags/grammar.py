"""The two grammars as data: what a run, paragraph, row and cell are called in Word and in slides."""

from dataclasses import dataclass, field

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Elements that have to hold a paragraph, by the prefix of their grammar.
HOLDERS = {
    "w": ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment"),
    "a": ("txBody",),
}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Grammar:
    """The names of one format; `levels` maps the letters of a prefixed tag ({%p, {%tr, {%tc, {%r) to an element."""

    name: str
    run: str
    run_properties: str
    paragraph: str
    text: str
    table: str
    row: str
    cell: str
    keeps_space: bool
    paragraph_properties: tuple[str, ...]
    paragraph_end: str
    prefix: str
    levels: dict[str, str] = field(default_factory=dict)

    @property
    def paragraph_end_tag(self) -> str:
        """What ends a paragraph in XML."""
        return f"</{self.prefix}:p>"

    @property
    def space(self) -> str:
        """The namespace of text, as element names begin."""
        return self.text[: self.text.index("}") + 1]

    def next_run(self, look: str, between: str = "") -> str:
        """Return the XML that ends a run inside its text, puts XML between, and opens a run of a look."""
        p, keeps = self.prefix, ' xml:space="preserve"' if self.keeps_space else ""
        return f"</{p}:t></{p}:r>{between}<{p}:r>{look}<{p}:t{keeps}>"


WORD = Grammar(
    name="Word",
    run=f"{{{W}}}r",
    run_properties=f"{{{W}}}rPr",
    paragraph=f"{{{W}}}p",
    text=f"{{{W}}}t",
    table=f"{{{W}}}tbl",
    row=f"{{{W}}}tr",
    cell=f"{{{W}}}tc",
    keeps_space=True,
    paragraph_properties=(f"{{{W}}}pPr",),
    paragraph_end="",
    prefix="w",
    levels={"p": f"{{{W}}}p", "tr": f"{{{W}}}tr", "tc": f"{{{W}}}tc", "r": f"{{{W}}}r"},
)
SLIDES = Grammar(
    name="slides",
    run=f"{{{A}}}r",
    run_properties=f"{{{A}}}rPr",
    paragraph=f"{{{A}}}p",
    text=f"{{{A}}}t",
    table=f"{{{A}}}tbl",
    row=f"{{{A}}}tr",
    cell=f"{{{A}}}tc",
    keeps_space=False,
    paragraph_properties=(f"{{{A}}}pPr", f"{{{A}}}endParaRPr"),
    paragraph_end=f"{{{A}}}endParaRPr",
    prefix="a",
    levels={"p": f"{{{A}}}p", "tr": f"{{{A}}}tr", "tc": f"{{{A}}}tc", "r": f"{{{A}}}r"},
)
