"""The rules on native charts of a report (D04, D05, D12, T01, C01). In: Document, members; out: findings."""

from collections.abc import Iterator

from reportgen.check.places import on_block
from reportgen.check.profiles import Limits
from reportgen.check.shared.charts import AS_WORKBOOK, FROM_ZERO, PLAIN, chart_faults, chart_part, smallest_text
from reportgen.check.shared.typography import LEGIBLE, Fault
from reportgen.check.slides.colours import CONTRAST, pale_shape
from reportgen.documents.theme import OfficeTheme
from reportgen.documents.word_blocks import WordDocument
from reportgen.findings import Finding, finds
from reportgen.ooxml.parsed_package import Opened

_PAPER = "FFFFFF"


@finds(AS_WORKBOOK, PLAIN, FROM_ZERO, LEGIBLE, CONTRAST)
def charts(file: str, document: WordDocument, members: Opened, limits: Limits) -> Iterator[Finding]:
    """What is wrong with each chart, told at its paragraph."""
    arrows = {item.id: item.target for item in members.arrows("word/document.xml").items}
    theme = OfficeTheme(document.styles.theme, None)
    least = limits.of(LEGIBLE).figure
    for section, block in document.placed():
        for picture in block.pictures:
            part = chart_part(picture.element, arrows)
            if part not in members:
                continue
            root = members.tree(part)
            faults = list(chart_faults(part, root, members, limits))
            small = smallest_text(root)
            if small is not None and small < least:
                faults.append(Fault(LEGIBLE, f"chart text of {small:g} pt", f"at least {least:g} pt"))
            ratio = pale_shape(root, theme, _PAPER, limits)
            if ratio is not None:
                what = f"a data shape has contrast {ratio:.2f} : 1 to the paper"
                faults.append(Fault(CONTRAST, what, f"at least {limits.of(CONTRAST).shape:g} : 1"))
            for rule, what, hint in faults:
                yield on_block(rule, file, block, section, f'"{picture.name}": {what}', hint)
