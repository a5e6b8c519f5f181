"""The number that is printed on the page of each paragraph: sections may start anew and count in letters or Roman numerals."""

from reportgen.documents.word_blocks import WordBlock, WordDocument, WordSection
from reportgen.documents.word_styles import W
from reportgen.model.numbers.numerals import roman_numeral


def page_labels(document: WordDocument) -> dict[WordBlock, str]:
    """Return the page number of each paragraph of a laid-out document, as its section prints it."""
    labels: dict[WordBlock, str] = {}
    offset = 0
    for section, items in document.sections:
        if section.start is not None and items:
            offset = min(item.page for item in items) - section.start
        for item in items:
            for block in (item,) if isinstance(item, WordBlock) else item.blocks():
                labels[block] = _printed(block.page - offset, section)
    return labels


def _printed(number: int, section: WordSection) -> str:
    numbers = section.element.find(f"{W}pgNumType")
    form = "" if numbers is None else numbers.get(f"{W}fmt", "")
    if form in ("upperRoman", "lowerRoman"):
        return roman_numeral(number) if form == "upperRoman" else roman_numeral(number).lower()
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letter if form == "upperLetter" else letter.lower()
    return f"- {number} -" if form == "numberInDash" else str(number)
