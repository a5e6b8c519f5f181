"""What a refresh says: what changed, what could not be placed and should be looked at, what a person typed that is no fact."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.edition.refresh.plan import Item
from reportgen.edition.refresh.settle import Question, Take
from reportgen.findings import Place

PARTS = ("changed", "look", "typed")
HEADINGS = {
    "en": ("Changed", "Could not be placed, please look", "Typed and no fact"),
    "zh": ("已更新", "未能确定，请查看", "手写且不是数据项"),
}
_WHY = {
    "it is not certain that this number is the fact": "不能确定这个数就是该数据项",
    "the pack has other words here, and so have you": "此处资料包的文字有改动，您也改过",
    "the pack prints this now; it was not put in": "资料包现在多了这段文字，未自动插入",
    "this picture is not the one that was printed; put the new drawing in by hand": "这张图片已不是原来生成的，请手工换上新图",
    "you changed the data of this chart": "图表数据被您改过",
    "the place could not be written": "此处无法写入",
    "you typed this number, and it reads as the fact did before": "这个数是您写的，与该数据项原来的数相同",
    "you took it out": "您已删去",
    "your number stands; the pack has nothing new for it": "保留您的数，资料包此项没有变化",
    "waits for an answer": "等待答复",
    "waits for an answer about this number": "等待答复：与您改过的数是同一项",
    "waits for an answer about a number that it is computed from": "等待答复：由您改过的数算出",
    "your number stays": "保留您的数",
    "the number that you changed elsewhere; it stays with it": "与您改过的数是同一项，随之保留",
    "computed from a number that you changed; it stays with it": "由您改过的数算出，随之保留",
}  # fmt: skip


_WAITS = {
    True: "waits for an answer about this number", False: "waits for an answer about a number that it is computed from"
}  # fmt: skip
_STAYS = {
    True: "the number that you changed elsewhere; it stays with it",
    False: "computed from a number that you changed; it stays with it",
}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    part: str
    file: str
    place: Place
    facts: tuple[str, ...]
    old: str
    new: str
    mine: str = ""
    why: str = ""
    context: str = ""
    passage: int = -1

    def as_data(self) -> dict[str, Any]:
        """Return the row for JSON."""
        data = {
            "part": self.part, "file": self.file, "place": self.place.inside, "zh": self.place.zh(), "facts": list(self.facts),
            "old": self.old, "new": self.new, "mine": self.mine, "why": self.why, "sentence": self.context,
        }  # fmt: skip
        return {key: value for key, value in data.items() if value}

    def why_in(self, language: str) -> str:
        """Return why it is in the list, in a language."""
        return _WHY.get(self.why, self.why) if language == "zh" else self.why


def list_language(language: str) -> str:
    """Return the language of the list for that of a pack: zh or en."""
    return "en" if language.startswith("en") else "zh"


IsFact = Callable[[str], Sequence[str]]


def rows_of(
    file: str,
    items: Sequence[Item],
    done: Sequence[Item],
    failed: Sequence[Item],
    questions: Sequence[tuple[Question, Take | None]],
    looks: Sequence[Item],
    is_fact: IsFact,
) -> list[Row]:
    """Return the rows of one file, part by part; `is_fact` gives the facts that a typed number says."""
    finished, stuck = {id(item) for item in done}, {id(item) for item in failed}
    waiting = _waiting(questions)
    found: list[Row] = []
    for item in items:
        if item.place.region == "picture" and item.place.item:
            continue  # the same drawing once more, for programs that know vectors
        if id(item) in finished:
            found.append(_row("changed", file, item))
        elif id(item) in stuck:
            found.append(_row("look", file, item, "the place could not be written"))
        elif item.outcome == "typed":
            facts = is_fact(item.change.mine)
            if not facts:
                found.append(_row("typed", file, item))
        else:
            found.append(_row("look", file, item, waiting.get(id(item)) or item.why or _reason(item)))
    found += [_row("look", file, item, item.why) for item in looks]
    return sorted(found, key=lambda row: PARTS.index(row.part))


def _waiting(questions: Sequence[tuple[Question, Take | None]]) -> dict[int, str]:
    found = {}
    for question, take in questions:
        for _, item in question.held:
            same = bool(set(item.change.facts) & set(question.facts))
            found[id(item)] = _STAYS[same] if take == "mine" else _WAITS[same]
        for _, item in question.items:
            found[id(item)] = question.why or ("your number stays" if take == "mine" else "waits for an answer")
    return found


def _reason(item: Item) -> str:
    if item.outcome == "gone":
        return "you took it out"
    return "your number stands; the pack has nothing new for it" if item.outcome == "overridden" else ""


def _row(part: str, file: str, item: Item, why: str = "") -> Row:
    change = item.change
    return Row(
        part, file, item.place, change.facts, change.old, change.new, change.mine if change.mine != change.old else "", why,
        item.context, item.passage,
    )  # fmt: skip


def question_text(question: Question, label: Mapping[str, str], language: str) -> str:
    """Return a question as a person is asked it."""
    name = "、".join(label.get(fact, fact) for fact in question.facts) or question.old
    more = len(question.held)
    if language == "zh":
        if question.why:
            return f"您的句子“{question.mine}”与新数据不符（{name}：{question.old}改为{question.new}）。"
        hangs = f"由它算出或与它相同的另{more}处随您的选择。" if more else ""
        said = f"现在的数据是{question.new}" if question.new != question.old else "资料包中没有变化"
        return f"{name}：您改成了{question.mine}，原来印的是{question.old}，{said}。{hangs}"
    if question.why:
        return f"Your sentence “{question.mine}” does not go with the new number ({name}: {question.old} -> {question.new})."
    hangs = f" {more} more places show it or are computed from it and follow your answer." if more else ""
    said = f"the pack has {question.new} now" if question.new != question.old else "the pack has not changed it"
    return f"{name}: you wrote {question.mine}, {question.old} was printed, {said}.{hangs}"


def texts(rows: Sequence[Row], language: str) -> Iterator[str]:
    """Yield the list as lines for a terminal."""
    for part, heading in zip(PARTS, HEADINGS[language], strict=True):
        own = [row for row in rows if row.part == part]
        if own:
            yield f"{heading} ({len(own)})"
        for row in own:
            yield f"  {row.file}, {row.place.zh() if language == 'zh' else row.place.inside}: {said(row, language)}"


def said(row: Row, language: str) -> str:
    """Return what a row says of its place."""
    if row.part == "typed":
        return f"{row.mine}  {row.context}"
    step = f"{row.old} -> {row.new}" if row.new != row.old else row.old
    mine = (f"（您写的是{row.mine}）" if language == "zh" else f" (you: {row.mine})") if row.mine else ""
    why = row.why_in(language)
    return f"{step}{mine}" + (f"; {why}" if why else "")
