"""What finished words claim against the facts (F04, F06 to F09): reached or grown, years, what is only planned, open lists, sources.

In: Pack, the words of each file a line a paragraph, the facts that each file shows; out: findings.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from reportgen.check.shared.common_rules import DIRECTION, SHOWN_ALIKE, SOURCE_NAMED
from reportgen.findings import Finding, Place, Rule, finds
from reportgen.model import Fact, Pack

_REACHED = "达到|达|增长到|增加到|增至|升至"
_DONE = "已建成|建成了|全面建成|已形成|形成了|已实现|实现了|已达到|达到了|已完成|完成了"
_AHEAD = "目标|计划|规划|力争|到20\\d\\d年|将|正|加速|加快|培育|预计"
_WILL = "力争|确保|争取|努力|为了?|将|要|到20\\d\\d年|推动|加快|朝着|围绕|锚定|有望|预计|计划"
_CLAUSE = re.compile(r"[，。；！？\n]")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?=年)")
_SOURCE = re.compile(r"(?:数据|资料)来源：([^。；，\n]+)")
_ONLY_PLANNED = ("under_construction", "target")
YEARS = Rule("F06", "error", "years are those of facts")
VERIFIED = Rule("F09", "warning", "no word that waits for verification is printed, an open list ends with 等")


@finds(SHOWN_ALIKE, DIRECTION, YEARS, VERIFIED, SOURCE_NAMED)
def check_claims(pack: Pack, shown: Iterable[tuple[str, str]], texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what the files claim and the facts do not."""
    by_file: dict[str, list[Fact]] = {file: [] for file in texts}
    for file, key in sorted(set(shown)):
        if file in by_file:
            by_file[file].append(pack.facts[key])
    years, sources = _years(pack), _sources(pack)
    for file, facts in by_file.items():
        text = texts[file]
        yield from _years_without_a_fact(file, text, years)
        yield from _foreign_sources(file, text, sources)
        for fact in facts:
            yield from _growth_as_level(file, fact, text)
            yield from _planned_as_done(file, fact, text)
            yield from _closed_list(file, fact, text)


def _growth_as_level(file: str, fact: Fact, text: str) -> Iterator[Finding]:
    """What grew by a multiple did not reach it; the other way round is a wrong direction word (F07)."""
    if fact.kind != "growth_multiple":
        return
    for match in re.finditer(rf"({_REACHED})[^，。；\n]{{0,8}}?{re.escape(fact.prose())}", text):
        what = f"“{match.group()}” says reached, and {fact.id} says grown by"
        yield SHOWN_ALIKE.at(Place(file), what, f"write 增长{fact.prose()}")


def _planned_as_done(file: str, fact: Fact, text: str) -> Iterator[Finding]:
    """A goal, or what is being built, with the verb of something finished in the same clause."""
    said = fact.prose()
    if fact.status not in _ONLY_PLANNED or len(said) < 2 or said.isdigit():
        return
    for clause in _CLAUSE.split(text):
        verb = _done(clause, said)
        if verb:
            state = "a goal" if fact.status == "target" else "under construction"
            what = f"“{clause.strip()[:40]}” says {verb}, and {fact.id} is {state}"
            yield DIRECTION.at(Place(file), what, "say 正加速构建, 目标 or 到…年")


def _done(clause: str, said: str) -> str:
    """The verb by which a clause says that something is finished; empty where it does not, as in 力争实现80亿元的目标."""
    reached = re.search(rf"(实现|完成|达成)了?{re.escape(said)}的?[^，。；]{{0,6}}目标", clause)
    if reached:
        return "" if re.search(_WILL, clause) else reached.group(1)
    done = re.search(_DONE, clause)
    return done.group() if done and said in clause and not re.search(_AHEAD, clause) else ""


def _closed_list(file: str, fact: Fact, text: str) -> Iterator[Finding]:
    """The source leaves the list open."""
    if not fact.open_ended or len(fact.items) < 2:
        return
    tail = f"{re.escape(fact.items[-2])}、{re.escape(fact.items[-1])}"
    if re.search(rf"{tail}(?!等|[^，。；、\n]{{0,2}}等)", text):
        yield VERIFIED.at(Place(file), f"the open list {fact.id} is shown without 等", "end it with 等")


def _years_without_a_fact(file: str, text: str, known: frozenset[str]) -> Iterator[Finding]:
    """Years are those of facts."""
    for year in sorted(set(_YEAR.findall(text)) - known):
        yield YEARS.at(Place(file), f"{year}年 is printed, and no fact carries it", "take it out, or add a fact")


def _foreign_sources(file: str, text: str, known: str) -> Iterator[Finding]:
    """Who is named as a source is one in the pack."""
    for name in sorted({part.strip() for match in _SOURCE.findall(text) for part in re.split("[、和及]", match)}):
        if name and name not in known:
            yield SOURCE_NAMED.at(Place(file), f"the source “{name}” is none of the pack's", "name it under `sources`")


def _years(pack: Pack) -> frozenset[str]:
    """The years that the data of the pack hold: facts, figures, tables, photos, what it says of itself."""
    kept = {"facts", "figures", "tables", "photos", "sources", "title", "occasion", "subtitle", "date", "edition"}
    return frozenset(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", pack.model_dump_json(include=kept)))


def _sources(pack: Pack) -> str:
    told = pack.model_dump_json(include={"sources", "figures", "tables", "photos", "organisation"})
    return json.dumps(json.loads(told), ensure_ascii=False)
