"""Owns places as a reader of the note has them in Chinese. In: places of passages; out: 正文第38段, 第3页备注, or a summary of many."""

import re
from collections.abc import Iterable

FILES = {"report.docx": "报告", "deck.pptx": "幻灯片"}
_NAMES = {
    "body": "正文", "notes": "备注", "label": "图表标签", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注",
    "file properties": "文件属性", "title": "标题", "subject": "主题", "keywords": "关键词", "creator": "作者",
    "description": "说明", "category": "类别",
}  # fmt: skip
_PARTS = (
    (re.compile(r"paragraph (\d+)"), r"第\1段"),
    (re.compile(r"table (\d+)"), r"第\1个表格"),
    (re.compile(r"row (\d+)"), r"第\1行"),
    (re.compile(r"cell (\d+)"), r"第\1格"),
    (re.compile(r"slide (\d+)"), r"第\1页"),
    (re.compile(r"header ?(\d*)"), r"页眉\1"),
    (re.compile(r"footer ?(\d*)"), r"页脚\1"),
    (re.compile(r"diagram ?(\d*)"), r"示意图\1"),
    (re.compile(r"alt text of (“.*”)"), r"\1的替代文字"),
    (re.compile(r"chart data (?:point )?(\S+)"), r"图表数据\1"),
    (re.compile(r"workbook cell (\S+)"), r"图表工作簿\1"),
)


def in_chinese(place: str) -> str:
    """Return a place in Chinese: body, table 4, row 2, cell 1 is 正文第4个表格第2行第1格."""
    return "".join(_part(part) for part in _split(place))


def summary(places: Iterable[str]) -> str:
    """Return many places of a fact, file by file: 报告：第38、39段，表格2处；幻灯片：第3、4页."""
    found: dict[str, list[str]] = {}
    for place in places:
        file, _, rest = place.partition(", ")
        found.setdefault(file, []).append(rest)
    return "；".join(f"{FILES.get(file, file)}：{_of_file(rest)}" for file, rest in found.items())


def _of_file(places: list[str]) -> str:
    told = []
    for head, tail in (("paragraph", "段"), ("slide", "页")):
        numbers = dict.fromkeys(match.group(1) for place in places if (match := re.search(rf"{head} (\d+)", place)))
        if numbers:
            told.append(f"第{'、'.join(numbers)}{tail}")
    for word, name in (("table", "表格"), ("alt text", "替代文字")):
        count = sum(1 for place in places if word in place and not place.startswith("slide"))
        told += [f"{name}{count}处"] if count else []
    return "，".join(told) or f"{len(places)}处"


def _split(place: str) -> list[str]:
    """The steps of a place; a comma inside a name parts nothing."""
    return re.findall(r"(?:“[^”]*”|[^,“])+", place)


def _part(text: str) -> str:
    text = text.strip()
    for pattern, words in _PARTS:
        match = pattern.fullmatch(text)
        if match:
            return match.expand(words)
    return _NAMES.get(text, text)
