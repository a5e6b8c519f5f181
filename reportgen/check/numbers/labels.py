"""Names and years beside numbers: a right value under the name of another fact, in another year, or against another base (A03)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from reportgen.check.numbers.forms import Forms
from reportgen.check.shared.common_rules import WORDS_KEPT
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Finding, finds
from reportgen.model import Fact
from reportgen.model.numbers.reading import Number

_KINDS = ("text", "notes", "alt", "comment", "diagram")
_TIMES = ("年", "月", "日", "号", "季度", "年度", "周年", "期", "天")
_SENTENCE = re.compile(r"[^。；;！？!?\n]+")
_FAR = 24  # characters between a name and its number
_SPREAD = re.compile("分别|各为|依次|合计|共计|总计|之和|与之相比|其中|相差|差距")
_YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)年")
_NO_DATE_BEFORE = re.compile(r"(?:比|较|自|从|由|同|与|以|相当于|超过|高于|低于|对比)(?:上年|同期)?$")
_NO_DATE_AFTER = re.compile(r"年?(?:末|底|初)?(?:以来|起|至|到|—|－|～|-|前|后|的[^，。；]{0,8}倍|目标|相比|同期)")
_BASE = re.compile(
    r"(?:比|较|相比|与|同)((?:19|20)\d\d)年(?:末|底|同期)?(?:相比)?(?:，|,)?[^，。；]{0,6}?(?:增|提|升|扩|下降|减|降|回落|缩)"
)
_STEM = re.compile(r"[（(][^）)]*[）)]|目标$|合计$")


class Names:
    """The names by which a text speaks of the facts of a pack."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self.facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in forms.pack.facts.values():
            for name in {fact.label, fact.short or "", _STEM.sub("", fact.label)}:
                if len(name) > 1:
                    self.facts[name].append(fact)
        names = sorted(self.facts, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, names))) if names else None

    def wrong(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield what is wrong in a text, and what would be right."""
        if self.pattern is None:
            return
        for match in _SENTENCE.finditer(text):
            sentence = match.group()
            numbers = self.forms.numbers(sentence)
            if numbers:
                yield from self._labels(sentence, numbers)
                yield from self._years(sentence, numbers)
                yield from self._bases(sentence, numbers)

    def _labels(self, sentence: str, numbers: Sequence[Number]) -> Iterator[tuple[str, str]]:
        assert self.pattern is not None
        if _SPREAD.search(sentence):
            return
        names = list(self.pattern.finditer(sentence))
        for number, since in _with_start(numbers):
            own = [self.forms.pack.facts[key] for key in self.forms.facts_of(number)]
            name = next((one for one in reversed(names) if since <= one.start() and one.end() <= number.start), None)
            if not own or name is None or number.start - name.end() > _FAR or number.unit in _TIMES or not number.unit:
                continue
            named = self.facts[name.group()]
            if any(_belongs(fact, other) for fact in own for other in named):
                continue
            said = any(_STEM.sub("", fact.label) in sentence or (fact.short or "\0") in sentence for fact in own)
            rival = next((fact for fact in named if fact.value is not None and _unit(fact) == number.unit), None)
            if rival is not None and not said:
                yield (
                    f"“{number.text}” is said of {name.group()}",
                    f"it is {own[0].label}; {rival.label} is {rival.prose()}",
                )

    def _years(self, sentence: str, numbers: Sequence[Number]) -> Iterator[tuple[str, str]]:
        for number, since in _with_start(numbers):
            own = [self.forms.pack.facts[key] for key in self.forms.facts_of(number)]
            years = [_years_of(fact) for fact in own]
            if not own or not all(years) or not number.unit or number.unit in _TIMES:
                continue
            for year in list(_YEAR.finditer(sentence, since, number.start))[-1:]:
                dated = not _NO_DATE_BEFORE.search(sentence[: year.start()]) and not _NO_DATE_AFTER.match(
                    sentence, year.end() - 1
                )
                if dated and year.group(1) not in set().union(*years):
                    right = "、".join(sorted(set().union(*years)))
                    yield f"“{number.text}” is said of {year.group(1)}年", f"{own[0].label} is of {right}"

    def _bases(self, sentence: str, numbers: Sequence[Number]) -> Iterator[tuple[str, str]]:
        for match in _BASE.finditer(sentence):
            after = next(
                (number for number in numbers if number.start >= match.end() and number.unit not in _TIMES), None
            )
            own = [self.forms.pack.facts[key] for key in self.forms.facts_of(after)] if after is not None else []
            made = [self.forms.pack.facts[key] for fact in own for key in fact.made_of if key in self.forms.pack.facts]
            years = set().union(*map(_years_of, (*made, *own)))
            if made and all(map(_years_of, made)) and match.group(1) not in years:
                said = "、".join(sorted(years))
                yield f"“{match.group(1)}年” is not the base of “{after.text if after else ''}”", f"it compares {said}"


@finds(WORDS_KEPT)
def misplaced(forms: Forms, passages: Iterable[Passage]) -> Iterator[Finding]:
    """Yield A03 for each number that stands under the words of another fact."""
    names = Names(forms)
    for passage in passages:
        if passage.kind in _KINDS:
            for what, hint in dict.fromkeys(names.wrong(passage.text)):
                yield WORDS_KEPT.at(passage.place, what, hint)


def _with_start(numbers: Sequence[Number]) -> Iterator[tuple[Number, int]]:
    """Each number that is no time, with the end of the one before."""
    since = 0
    for number in numbers:
        if number.unit not in _TIMES:
            yield number, since
            since = number.end


def _belongs(fact: Fact, named: Fact) -> bool:
    """Whether a fact is the one named, its base, a part of it, or made of it."""
    if (
        fact.id == named.id
        or fact.id in named.made_of
        or named.id in fact.made_of
        or set(fact.made_of) & set(named.made_of)
    ):
        return True
    one, other = _STEM.sub("", fact.label), _STEM.sub("", named.label)
    return one in other or other in one or (fact.status == "target" and bool(_pairs(one) & _pairs(other)))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _unit(fact: Fact) -> str:
    return fact.unit.lstrip("百千万亿") or fact.unit


def _years_of(fact: Fact) -> set[str]:
    """The years that a fact names for itself: of its value and of its base."""
    said = [fact.period, fact.as_of, fact.label, fact.base.label if fact.base is not None else ""]
    years = {year for text in said for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text or "")}
    if fact.base is not None and fact.base.year:
        years.add(str(fact.base.year))
    return years if fact.period and re.search(r"\d{4}", fact.period) else set()
