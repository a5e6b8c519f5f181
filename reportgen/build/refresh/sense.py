"""Words that depend on numbers, in sentences that a person wrote: what the new number contradicts is a conflict."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.check.numbers.direction import contradictions
from reportgen.check.numbers.forms import Forms
from reportgen.documents.reading.passage import Passage
from reportgen.edition.refresh.merge import Change
from reportgen.edition.refresh.plan import FilePlan, Item, sentence_at
from reportgen.edition.refresh.settle import Question
from reportgen.edition.refresh.text_edits import edited
from reportgen.findings import Place
from reportgen.model.numbers.reading import Number

_COMPARED = re.compile(
    "突破|超过|超出|跨过|跨越|迈上|站上|迈过|高于|大于|多于|达到|跌破|低于|少于|小于|不足|不到|未达|首次|持平"
)
_UP = re.compile("增加|增长|增多|提高|提升|上升|扩大|攀升|上涨|走高|跃升|新高")
_DOWN = re.compile("下降|减少|降低|回落|缩小|缩减|收窄|下滑|下跌|走低|新低")
_DIGITS = re.compile(r"[\d.,]+")


class SenseCheck:
    """Reads what the sentences of a person would say with the new numbers in them."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms

    def questions(self, plan: FilePlan, done: Sequence[Item]) -> list[Question]:
        """Return a question for each sentence of a person that its new numbers would contradict."""
        found = []
        for own in self._sentences(plan, done):
            text = plan.theirs[own[0].passage].text
            before = sentence_at(text, own[0].change.at)
            after = self._after(plan, own)
            why = self._contradiction(before, after, own)
            if why:
                facts = tuple(dict.fromkeys(fact for item in own for fact in item.change.facts))
                new = "、".join(item.change.new for item in own)
                old = "、".join(item.change.old for item in own)
                items = tuple((plan.name, item) for item in own)
                found.append(Question(facts, before, old, new, items, items, why))
        return found

    def doubts(self, plan: FilePlan, done: Sequence[Item]) -> list[Item]:
        """Return what to look at: a number that moved against a word of the person in its sentence."""
        found = []
        for own in self._sentences(plan, done):
            sentence = sentence_at(plan.theirs[own[0].passage].text, own[0].change.at)
            printed = self._printed(plan, own[0])
            for item in own:
                step = self._step(item.change)
                words = (_UP if step < 0 else _DOWN).findall(sentence) if step else []
                mine = [word for word in words if word not in printed]
                if mine:
                    why = f"you wrote {mine[0]}, and the number went from {item.change.old} to {item.change.new}"
                    found.append(Item("look", item.place, item.change, why, item.passage, sentence))
        return found

    def _sentences(self, plan: FilePlan, done: Sequence[Item]) -> Iterator[list[Item]]:
        """The items of each sentence that a person edited."""
        groups: dict[tuple[int, str], list[Item]] = {}
        for item in done:
            if item.passage in plan.edited and item.change.edits and item.change.numeric:
                groups.setdefault(
                    (item.passage, sentence_at(plan.theirs[item.passage].text, item.change.at)), []
                ).append(item)
        for (number, sentence), own in groups.items():
            if sentence not in self._printed_text(plan, number):
                yield own

    def _printed_text(self, plan: FilePlan, number: int) -> str:
        base = plan.base_of.get(number)
        return plan.printed[base].text if base is not None else ""

    def _printed(self, plan: FilePlan, item: Item) -> str:
        return self._printed_text(plan, item.passage)

    def _after(self, plan: FilePlan, own: Sequence[Item]) -> str:
        text = plan.theirs[own[0].passage].text
        edits = [edit for item in own for edit in item.change.edits]
        first = min(edit.start for edit in edits)
        return sentence_at(edited(text, set(edits)), first)

    def _contradiction(self, before: str, after: str, own: Sequence[Item]) -> str:
        known = {_DIGITS.sub("#", what) for what in self._wrong(before)}
        wrong = [what for what in self._wrong(after) if _DIGITS.sub("#", what) not in known]
        return wrong[0] if wrong else self._crossed(before, own)

    def _wrong(self, sentence: str) -> list[str]:
        passage = Passage(Place(), "text", sentence)
        return [finding.what for finding in contradictions(self.forms, [passage])]

    def _crossed(self, sentence: str, own: Sequence[Item]) -> str:
        """A threshold that the person named (首次突破500亿元) and that the number now lies on the other side of."""
        if not _COMPARED.search(sentence):
            return ""
        mine = {item.change.mine for item in own}
        others = [number for number in self.forms.numbers(sentence) if number.text not in mine]
        for item in own:
            old, new = self._number(item.change.old), self._number(item.change.new)
            if old is None or new is None:
                continue
            for other in others:
                if other.unit == new.unit and other.unit and _side(old.value, other) != _side(new.value, other):
                    return f"“{other.text}” does not go with {new.text}"
        return ""

    def _number(self, text: str) -> Number | None:
        return next(iter(self.forms.numbers(text)), None)

    def _step(self, change: Change) -> int:
        old, new = self._number(change.old), self._number(change.new)
        if old is None or new is None or old.unit != new.unit:
            return 0
        return (new.value > old.value) - (new.value < old.value)


def _side(value: Decimal, other: Number) -> bool:
    return value >= other.value
