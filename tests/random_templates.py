"""Random templates: loops nested over all containers, with everything in them that has an id or a reference."""

import random
from typing import Any

from tests.packages import KINDS, NAMESPACES, cell, docx, para, part, row, run, table

LISTS: dict[str, Any] = {f"l{n}": [{"v": f"值{i}", "in": list(range(i))} for i in range(n)] for n in range(4)}
LIST_STYLE = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
)


class Maker:
    """Makes one template; `notes` and `comments` are what its references lead to."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.number = 0
        self.notes: list[str] = []
        self.comments: list[str] = []
        self.lists: list[int] = []
        self.names: list[str] = []

    def next(self) -> int:
        self.number += 1
        return self.number

    def blocks(self, depth: int, scope: str) -> str:
        return "".join(self.block(depth, scope) for _ in range(self.random.randint(1, 3)))

    def block(self, depth: int, scope: str) -> str:
        leaves = [
            self.text,
            self.box,
            self.bookmark,
            self.note,
            self.comment,
            self.picture,
            self.caption,
            self.item,
            self.perm,
            self.change,
            self.legacy,
        ]
        nests = [self.loop, self.choice, self.rows, self.control, self.inner_box, self.line_loop, self.macro]
        make = self.random.choice(nests if depth > 0 and self.random.random() < 0.6 else leaves)
        return make(depth, scope) if make in nests else make(scope)

    def value(self, scope: str) -> str:
        return f"{{{{ {scope}.v }}}}" if scope else "{{ top }}"

    def text(self, scope: str) -> str:
        return para("文" + self.value(scope))

    def box(self, scope: str) -> str:
        return para("", inside=self.drawing(para(self.value(scope))))

    def drawing(self, content: str) -> str:
        number = self.next()
        return (
            f'<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="90000"/><wp:docPr id="{number}" name="框 {number}"/><a:graphic>'
            '<a:graphicData uri="x"><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline>"
            "</w:drawing></w:r>"
        )

    def bookmark(self, scope: str) -> str:
        number = self.next()
        name = f"_Ref{number}"
        marked = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{run(self.value(scope))}<w:bookmarkEnd w:id="{number}"/>'
        link = f'<w:hyperlink w:anchor="{name}">{run("见")}</w:hyperlink>'
        both = [para("", inside=marked), para("", inside=link + field(f" PAGEREF {name} \\h ", "1"))]
        self.random.shuffle(both)
        return "".join(both)

    def note(self, scope: str) -> str:
        number = self.next()
        text = self.value(scope) if self.random.random() < 0.6 else "来源"
        self.notes.append(f'<w:footnote w:id="{number}">{para(text)}</w:footnote>')
        return para("注", inside=f'<w:r><w:footnoteReference w:id="{number}"/></w:r>')

    def comment(self, scope: str) -> str:
        number = self.next()
        text = self.value(scope) if self.random.random() < 0.5 else "请核对"
        self.comments.append(f'<w:comment w:id="{number}" w:author="甲">{para(text)}</w:comment>')
        ends = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        return para("", inside=f'<w:commentRangeStart w:id="{number}"/>{run(self.value(scope))}{ends}')

    def picture(self, scope: str) -> str:
        del scope
        number = self.next()
        blip = '<pic:pic><pic:blipFill><a:blip r:embed="rIdP"/></pic:blipFill></pic:pic>'
        inline = f'<wp:inline><wp:docPr id="{number}" name="图"/><a:graphic><a:graphicData uri="p">{blip}</a:graphicData></a:graphic></wp:inline>'
        return para("", inside=f"<w:r><w:drawing>{inline}</w:drawing></w:r>")

    def caption(self, scope: str) -> str:
        number = self.next()
        inside = run("图") + field(" SEQ 图 \\* ARABIC ", "1")
        marks = f'<w:bookmarkStart w:id="{number}" w:name="_Cap{number}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'
        return para("", inside=marks + run(self.value(scope))) + para(
            "如", inside=field(f" REF _Cap{number} \\h ", "图1")
        )

    def item(self, scope: str) -> str:
        if not self.lists or self.random.random() < 0.5:
            self.lists.append(self.next())
        number = self.random.choice(self.lists)
        return para(self.value(scope), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')

    def perm(self, scope: str) -> str:
        number = self.next()
        return para(
            "",
            inside=f'<w:permStart w:id="{number}" w:edGrp="everyone"/>{run(self.value(scope))}<w:permEnd w:id="{number}"/>',
        )

    def change(self, scope: str) -> str:
        number = self.next()
        return para("", inside=f'<w:ins w:id="{number}" w:author="甲">{run(self.value(scope))}</w:ins>')

    def legacy(self, scope: str) -> str:
        number = self.next()
        shape = f'<v:shape id="_x0000_s{1025 + number}" o:spid="_x0000_s{1025 + number}" type="#_x0000_t{number}"/>'
        return para(
            self.value(scope), inside=f'<w:r><w:pict><v:shapetype id="_x0000_t{number}"/>{shape}</w:pict></w:r>'
        )

    def loop(self, depth: int, scope: str) -> str:
        name, source = f"x{self.next()}", self.random.choice(list(LISTS))
        return para(f"{{%p for {name} in {source} %}}") + self.blocks(depth - 1, name) + para("{%p endfor %}")

    def line_loop(self, depth: int, scope: str) -> str:
        """A loop among the runs of one paragraph, with a reference in it."""
        del depth, scope
        name, source = f"x{self.next()}", self.random.choice(list(LISTS))
        number = self.next()
        self.notes.append(f'<w:footnote w:id="{number}">{para(self.value(name))}</w:footnote>')
        note = f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'
        return para("", inside=run(f"{{% for {name} in {source} %}}{{{{ {name}.v }}}}") + note + run("{% endfor %}"))

    def macro(self, depth: int, scope: str) -> str:
        name = f"m{self.next()}"
        body = para(f"{{%p macro {name}() %}}") + self.blocks(depth - 1, "") + para("{%p endmacro %}")
        return body + para(f"{{{{p {name}() }}}}") * self.random.randint(1, 2)

    def choice(self, depth: int, scope: str) -> str:
        test = self.random.choice(["top", "no", *LISTS])
        other = para("{%p else %}") + self.blocks(depth - 1, scope) if self.random.random() < 0.4 else ""
        return para(f"{{%p if {test} %}}") + self.blocks(depth - 1, scope) + other + para("{%p endif %}")

    def rows(self, depth: int, scope: str) -> str:
        name, source = f"x{self.next()}", self.random.choice(list(LISTS))
        loop = row(cell(para(f"{{%tr for {name} in {source} %}}")), cell(para()))
        body = row(cell(self.blocks(depth - 1, name) + para()), cell(para(self.value(name))))
        return (
            table(row(cell(para("头")), cell(para("头"))), loop, body, row(cell(para("{%tr endfor %}")), cell(para())))
            + para()
        )

    def control(self, depth: int, scope: str) -> str:
        number = self.next()
        content = self.blocks(depth - 1, scope)
        return f'<w:sdt><w:sdtPr><w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'

    def inner_box(self, depth: int, scope: str) -> str:
        return para("", inside=self.drawing(self.blocks(depth - 1, scope) + para()))


def field(code: str, result: str) -> str:
    chars = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    return f"{chars['begin']}<w:r><w:instrText>{code}</w:instrText></w:r>{chars['separate']}{run(result)}{chars['end']}"


def random_template(seed: int) -> bytes:
    """A Word file of random content; in text boxes there are no notes, as Word has none there."""
    maker = Maker(seed)
    body = maker.blocks(3, "")
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/></w:num>' for n in maker.lists)
    parts = {
        "word/footnotes.xml": part("footnotes", "".join(maker.notes)),
        "word/comments.xml": part("comments", "".join(maker.comments)),
        "word/numbering.xml": part("numbering", LIST_STYLE + lists),
        "word/media/image1.png": b"png",
    }
    related = {
        "rIdF": ("footnotes", "word/footnotes.xml"), "rIdC": ("comments", "word/comments.xml"),
        "rIdN": ("numbering", "word/numbering.xml"), "rIdP": ("image", "word/media/image1.png"),
    }  # fmt: skip
    return docx(body, parts=parts, related=related)


__all__ = ["KINDS", "LISTS", "NAMESPACES", "random_template"]
