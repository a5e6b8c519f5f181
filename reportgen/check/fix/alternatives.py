"""Making alternative texts that are missing: from the values of a chart, the head of a table, the caption of a picture.

In: a part; out: the part changed, changes. A picture that nothing in the file describes is left to a person.
"""

import re
from collections.abc import Iterator

from lxml import etree

from reportgen.check.fix.pack import FixedText
from reportgen.check.shared.alternatives import FILE_NAME
from reportgen.check.shared.chart_words import LONGEST, words_of_chart, words_of_table
from reportgen.check.shared.charts import A, chart_part
from reportgen.ooxml.parsed_package import Opened

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_CAPTION = re.compile(r"^图\s*\d+[\s\u3000:：.、]*")


def alternatives(place: str, root: etree._Element, members: Opened, part: str) -> Iterator[FixedText]:
    """Give each object of a part that has no alternative text, or the name of a file, the one that its content tells."""
    arrows = {item.id: item.target for item in members.arrows(part).items}
    for holder in root.iter(f"{_P}graphicFrame", f"{_WP}inline", f"{_WP}anchor"):
        head = holder.find(f"./*/{_P}cNvPr") if holder.tag == f"{_P}graphicFrame" else holder.find(f"{_WP}docPr")
        if head is None or (head.get("descr", "").strip() and not FILE_NAME.search(head.get("descr", "").strip())):
            continue
        target = chart_part(holder, arrows)
        words = words_of_chart(members.tree(target)) if target in members else _of_table(holder) or _of_caption(holder)
        if words:
            before = head.get("descr", "")
            head.set("descr", words)
            yield FixedText(f'{place}, "{head.get("name", "")}"', "D02", before or "(no alternative text)", words)


def _of_table(frame: etree._Element) -> str:
    table = frame.find(f"{A}graphic/{A}graphicData/{A}tbl")
    if table is None:
        return ""
    rows = table.iterfind(f"{A}tr")
    return words_of_table([["".join(t.text or "" for t in cell.iter(f"{A}t")) for cell in row] for row in rows])


def _of_caption(drawing: etree._Element) -> str:
    """The caption under a picture of a report, without its number."""
    paragraph = next(drawing.iterancestors(f"{_W}p"), None)
    under = paragraph.getnext() if paragraph is not None else None
    if under is None or under.tag != f"{_W}p":
        return ""
    text = "".join(t.text or "" for t in under.iter(f"{_W}t")).strip()
    return _CAPTION.sub("", text)[:LONGEST] if _CAPTION.match(text) else ""
