"""The words around numbers: what changed between a printed text and the one that stands there now, and whether it tells something else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.model.numbers.reading import Number
from reportgen.private_use import NUMBER_IN_WORDS

_BLANK = re.compile(r"\s+")
# words that may stand for each other beside a number
_ALIKE = (
    ("达到", "达", "为", "是", "共计", "共有", "共", "有"), ("超过", "突破", "高于", "逾"), ("由", "从", "自"), ("至", "到"),
    ("增长", "增加", "提高", "上升", "提升", "扩大", "攀升", "增多"), ("下降", "减少", "降低", "回落", "缩小", "下滑", "缩减"),
    ("约", "大约", "约为"), ("以及", "和", "与", "及", "同", "跟"), ("其中", ""),
)  # fmt: skip
_CANONICAL = {word: f"{group[0]}" for group in _ALIKE for word in group if word}
_WORDS = re.compile("|".join(sorted(map(re.escape, _CANONICAL), key=len, reverse=True)) + "|.", re.DOTALL)
_FILLER = re.compile(r"[\s的了地得着之，。、；：！？“”‘’（）()《》〈〉【】\[\]…—\-·~～,.;:!?\"'|/]+")
_TELLING = re.compile(
    "增|减|升|降|涨|跌|扩|缩|提高|回落|收窄|下滑|翻番|持平|翻|不|未|无|没|非|否|超|低于|高于|以上|以下|以内|不足|突破|首次|首个|第一|唯一|最|仅|均|每|人均|"
    "同比|环比|上年|去年|今年|明年|同期|年均|月均|日均|平均|累计|合计|总|净|新增|目标|计划|规划|预计|力争|将|已|拟|全国|全省|全市|全区|全县|全球|世界|"
    "年|月|季度|上半年|下半年|期末|末|初|前|后|倍|成|半|多|少|亏|盈|顺差|逆差"
)
_CLAUSE_END = re.compile(r"[，,。；;！!？?\n]")


@dataclass(frozen=True)
class Reworded:
    """Words that were replaced: the clause as it was printed, and as it stands there now."""

    old: str
    new: str
    numbered: bool  # whether a number stands in the clause
    telling: bool  # whether it says something else of the number, of a direction, a time, a scope


def reworded(
    printed: str, ours: Sequence[Number], found: str, theirs: Sequence[Number], names: Iterable[str]
) -> Iterator[Reworded]:
    """Yield the replaced words of a text that count; names are those of facts, which always tell."""
    old, new = _words(printed, ours), _words(found, theirs)
    names = tuple(names)
    matcher = SequenceMatcher(None, [sense for sense, _ in old], [sense for sense, _ in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        gone, come = _bare(old[i1:i2]), _bare(new[j1:j2])
        if tag == "equal" or gone == come:
            continue
        before, clause = _clause(old, i1, i2), _clause(new, j1, j2)
        # a few changed characters may make another name: 科技进步贡献率, 城镇化率
        telling = bool(_TELLING.search(gone) or _TELLING.search(come)) or any(
            (name in before) != (name in clause) for name in names
        )
        yield Reworded(_shown(before), _shown(clause), NUMBER_IN_WORDS in before or NUMBER_IN_WORDS in clause, telling)


def _words(text: str, numbers: Sequence[Number]) -> list[tuple[str, str]]:
    """The text word by word, each with its sense and as it is written; a sign stands for each number."""
    out, end = "", 0
    for number in numbers:
        out += text[end : number.start] + NUMBER_IN_WORDS
        end = number.end
    plain = _BLANK.sub("", out + text[end:])
    return [(_CANONICAL.get(word, word), word) for word in _WORDS.findall(plain)]


def _bare(words: Sequence[tuple[str, str]]) -> str:
    return _FILLER.sub("", "".join(sense for sense, _ in words)).replace(NUMBER_IN_WORDS, "")


def _clause(words: Sequence[tuple[str, str]], start: int, end: int) -> str:
    """The clause around some words, as it is written."""
    first, last = start, end
    while first > 0 and not _CLAUSE_END.fullmatch(words[first - 1][1]):
        first -= 1
    while last < len(words) and not _CLAUSE_END.fullmatch(words[last][1]):
        last += 1
    return "".join(word for _, word in words[first:last])


def _shown(text: str) -> str:
    return text.replace(NUMBER_IN_WORDS, "…")[:40]
