"""The labels that Word sets before numbered paragraphs. In: numbering.xml; out: the label of each paragraph in turn."""

from lxml import etree

from reportgen.documents.word_styles import W

_DIGITS = "〇一二三四五六七八九"
_MAX_LEVEL = 9


class Lists:
    """The lists that a document may use: how each level counts and looks."""

    def __init__(self, root: etree._Element | None) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.abstract: dict[str, str] = {}
        if root is None:
            return
        for number in root.iterfind(f"{W}num"):
            reference = number.find(f"{W}abstractNumId")
            if reference is not None:
                self.abstract[number.get(f"{W}numId", "")] = reference.get(f"{W}val", "")
        for abstract in root.iterfind(f"{W}abstractNum"):
            for level in abstract.iterfind(f"{W}lvl"):
                key = (abstract.get(f"{W}abstractNumId", ""), int(level.get(f"{W}ilvl", "0")))
                start = int(_val(level, "start") or 1)
                self.levels[key] = (_val(level, "numFmt") or "decimal", _val(level, "lvlText") or "", start)


class Numbering:
    """Counts the lists of one document."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[str, list[int]] = {}

    def label(self, number_id: str | None, level: int) -> str:
        """Return the label of the next paragraph of a list."""
        abstract = self._lists.abstract.get(number_id or "")
        if abstract is None or (abstract, level) not in self._lists.levels:
            return ""
        counts = self._counts.setdefault(abstract, [0] * _MAX_LEVEL)
        start = self._lists.levels[abstract, level][2]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_MAX_LEVEL - level - 1)
        text = self._lists.levels[abstract, level][1]
        for index in range(level + 1):
            style = self._lists.levels.get((abstract, index), ("decimal", "", 1))[0]
            text = text.replace(f"%{index + 1}", _written(counts[index] or 1, style))
        return text


def _val(level: etree._Element, name: str) -> str | None:
    element = level.find(f"{W}{name}")
    return element.get(f"{W}val") if element is not None else None


def _written(number: int, style: str) -> str:
    if style.startswith(("chinese", "japanese", "ideograph", "taiwanese")) and 0 < number < 100:
        tens, ones = divmod(number, 10)
        head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
        return head + (_DIGITS[ones] if ones else "")
    if style == "none":
        return ""
    if style == "bullet":
        return "•"
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if style == "upperLetter" else letter
    return str(number)
