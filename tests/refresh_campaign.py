"""The campaign of refreshes: random edits, saved by several programs, new numbers, and an independent look at what came out."""

import io
import random
import re
import subprocess
import tempfile
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path

from lxml import etree

from reportgen.build.refresh.flow import RefreshResult, refresh_files
from reportgen.build.refresh.records import rows
from reportgen.edition.refresh.settle import Take
from reportgen.errors import PackError
from reportgen.load import load_pack
from reportgen.model import Fact, Pack
from tests.refresh_edits import NUMBER, Edited, Hand, W, keys_of, lines_of

_TRIES = 20
SAVERS = ("nothing", "python", "libreoffice")


@dataclass
class Outcome:
    """What a case showed: lines that lost a hand edit, wrong or mixed numbers, conflicts that were not told; counts of lines."""

    seed: int
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    untouched: int = 0
    refreshed: int = 0
    left: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    @property
    def fine(self) -> bool:
        """Whether nothing was lost, wrong or untold."""
        return not (self.lost or self.wrong or self.untold)


def new_values(pack: Pack, choice: random.Random, count: int) -> dict[str, str]:
    """Return new values for facts, written as they are printed."""
    facts = [fact for fact in pack.facts.values() if _can_move(fact)]
    found = {}
    for fact in choice.sample(facts, min(count, len(facts))):
        assert fact.value is not None
        step = Decimal(choice.randrange(1, 9)) * Decimal(10) ** (fact.value.as_tuple().exponent)  # type: ignore[operator]
        value = fact.value + step
        found[fact.id] = fact.model_copy(update={"value": value}).prose()
    return found


def _can_move(fact: Fact) -> bool:
    plain = (
        fact.value is not None
        and fact.words is None
        and not fact.formula
        and fact.edition is None
        and fact.movement is None
    )
    return (
        plain and fact.fraction is None and fact.upper is None and fact.kind not in ("date", "list") and bool(fact.unit)
    )


def saved(content: bytes, suffix: str, saver: str) -> bytes:
    """Return a file as a program saves it; the edits themselves were saved by python-docx or python-pptx."""
    return libreoffice([content], suffix)[0] if saver == "libreoffice" else content


def libreoffice(contents: Sequence[bytes], suffix: str) -> list[bytes]:
    """Return files as LibreOffice saves them, all in one call."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in"), Path(folder, "out")
        source.mkdir()
        for number, content in enumerate(contents):
            (source / f"{number}{suffix}").write_bytes(content)
        words = [
            "soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", suffix[1:],
            "--outdir", str(target), *map(str, sorted(source.iterdir())),
        ]  # fmt: skip
        subprocess.run(words, check=True, capture_output=True, timeout=600)
        return [(target / f"{number}{suffix}").read_bytes() for number in range(len(contents))]


def edits_of(content: bytes, seed: int) -> Edited:
    """Return a file with random edits."""
    return Hand(content, seed).work(random.Random(seed).randrange(1, 9))


def judge(
    seed: int, base: bytes, edited: Edited, file: Path, pack_dir: Path, output: Path
) -> tuple[Outcome, RefreshResult]:
    """Refresh an edited file with new numbers for 1 to 12 facts and judge what came out."""
    choice = random.Random(seed)
    pack = load_pack(pack_dir)
    for _ in range(_TRIES):
        values = new_values(pack, choice, choice.randrange(1, 13))
        take: Take | None = choice.choice(("new", "new", "mine", None))
        try:
            result = refresh_files(
                [file], pack_dir, settings=values, output=output,
                ask=lambda questions, pack, take=take: {q.key: take for q in questions} if take else {},
            )  # fmt: skip
        except PackError:  # such values the pack cannot have: parts that are no whole
            continue
        outcome = _judged(seed, base, edited, file.read_bytes(), result, take)
        if file.suffix == ".docx" and seed % 2 == 0:
            answer = dict(result.settled.questions and [(q.key, t) for q, t in result.settled.questions if t])
            tracked = refresh_files(
                [file], pack_dir, settings=values, output=output, tracked=True, ask=lambda q, p, a=answer: a
            )
            outcome.wrong += _untrue(file.read_bytes(), tracked.files[0].content, result.files[0].content)
        return outcome, result
    raise AssertionError("no values that the pack can have")


def _untrue(before: bytes, tracked: bytes, after: bytes) -> list[str]:
    """What tracked changes say otherwise than the person's file when all are rejected, and the refreshed one when all are accepted."""
    rejected, accepted = (_decided(tracked, accept=accept) for accept in (False, True))
    found = [f"rejected: {one} is not {two}" for one, two in zip(rejected, lines_of(before), strict=True) if one != two]
    return found + [
        f"accepted: {one} is not {two}" for one, two in zip(accepted, lines_of(after), strict=True) if one != two
    ]


def _decided(content: bytes, *, accept: bool) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for change in [c for c in root.iter(f"{W}ins", f"{W}del") if c.get(f"{W}author") == "reportgen"]:
        keeps = (change.tag == f"{W}ins") == accept
        for text in change.iter(f"{W}delText"):
            text.tag = f"{W}t"
        if not keeps:
            change.getparent().remove(change)  # type: ignore[union-attr]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", etree.tostring(root))
    return lines_of(out.getvalue())


def _judged(seed: int, base: bytes, edited: Edited, theirs: bytes, result: RefreshResult, take: Take | None) -> Outcome:
    file = result.files[0]
    document = next(iter(result.printed.documents.values()))
    before, now = lines_of(base), lines_of(document.to_bytes())
    mine, after = lines_of(theirs), lines_of(file.content)
    outcome = Outcome(seed, done=Counter(edited.done))
    said = [row for row in rows(result) if row.part != "changed"]
    told = " ".join(
        [*(f"{row.mine} {row.old} {row.context}" for row in said), *(q.mine for q, _ in result.settled.questions)]
    )
    words = "\n".join(after)
    everything, before_save = _everything(file.content), _everything(theirs)
    for mark in edited.marks:
        if mark not in words and mark not in everything and mark in before_save:
            outcome.lost.append(mark)
    if len(mine) != len(after):
        outcome.lost.append(f"{len(mine)} lines became {len(after)}")
        return outcome
    models = _models(edited, before, mine)
    today = _Aligned(before, now, keys_of(base), keys_of(document.to_bytes()))
    known = {one for n in range(len(edited.lines)) if (one := today.line(edited, n)) is not None} | set(now)
    for number, (text, got) in enumerate(zip(mine, after, strict=True)):
        model = models.get(number)
        wanted = today.line(edited, model) if model is not None else None
        line = edited.lines[model] if model is not None else None
        if take == "new" and line in edited.untyped:
            text_of_pack = edited.untyped[line](today)
            if _is_mix(got, text_of_pack, wanted or text):
                continue
        plain = model is not None and edited.plain[model]
        _judge_line(outcome, text, got, wanted, plain=plain, told=told, known=known)
    for number in edited.typed:
        if number in words and take != "new" and number not in told:
            outcome.untold.append(number)
    return outcome


class _Aligned(list[str]):
    """The lines of today by the numbers of the printed ones; a line that has no sure counterpart is not looked at."""

    def __init__(self, before: Sequence[str], now: Sequence[str], keys: Sequence[str], new: Sequence[str]) -> None:
        super().__init__(before)
        self.unknown: set[int] = set()
        self.used: set[int] = set()
        if keys:
            place = {key: number for number, key in enumerate(new)}
            self.unknown = {number for number, key in enumerate(keys) if key not in place}
            for number, key in enumerate(keys):
                super().__setitem__(number, now[place.get(key, 0)])
            return
        a, b = ([NUMBER.sub("#", line) for line in lines] for lines in (before, now))
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
            if tag == "equal" or i2 - i1 == j2 - j1 == 1:
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                    super().__setitem__(i, now[j])
            else:
                self.unknown |= set(range(i1, i2))

    def __getitem__(self, number: int) -> str:  # type: ignore[override]
        self.used.add(number)
        return super().__getitem__(number)

    def line(self, edited: Edited, model: int) -> str | None:
        """Return what a line of a person should be today."""
        self.used.clear()
        try:
            found = edited.lines[model](self)
        except (IndexError, ValueError):  # a sentence that today's text does not have
            return None
        return None if self.used & self.unknown else found


def _models(edited: Edited, before: Sequence[str], mine: Sequence[str]) -> dict[int, int]:
    """Which line of the edits each line of the saved file is; a program that rewrites lines leaves some out."""
    made = [line(before) for line in edited.lines]
    if len(made) == len(mine):
        return {n: n for n in range(len(mine)) if made[n] == mine[n]}
    places: dict[str, list[int]] = {}
    for number, text in enumerate(made):
        places.setdefault(text, []).append(number)
    counts = Counter(mine)
    return {n: places[text][0] for n, text in enumerate(mine) if counts[text] == 1 and len(places.get(text, ())) == 1}


def _judge_line(
    outcome: Outcome, text: str, got: str, wanted: str | None, *, plain: bool, told: str, known: set[str]
) -> None:
    if wanted is None:
        if got != text and not any(_is_merge(got, text, one) for one in known):
            outcome.wrong.append(f"{text} => {got}, which nothing prints")
        return
    moved = plain and wanted != text
    outcome.untouched += moved
    if got == wanted:
        outcome.refreshed += moved
        return
    if got == text:
        if moved and not any(part and part in told for part in re.split("[。；]", text)):
            outcome.left.append(f"{text} (should be {wanted})")
        else:
            outcome.untouched -= moved  # it waits for an answer, and the list says so
        return
    if not _is_merge(got, text, wanted):
        outcome.wrong.append(f"{text} => {got}, not {wanted}")


def _is_merge(got: str, text: str, wanted: str) -> bool:
    """Whether a line says nothing but what the person or today's edition says, clause by clause or number by number."""
    got, text, wanted = (
        re.sub(r"（?见[图表]\d*）?", "", one) for one in (got, text, wanted)
    )  # fields, which programs rewrite
    return _is_mix(got, text, wanted) or set(_clauses(got)) <= {*_clauses(text), *_clauses(wanted)}


def _clauses(line: str) -> list[str]:
    return [part for part in re.split("[，。；]", line) if part]


def _is_mix(got: str, text: str, wanted: str) -> bool:
    """Whether every number of a line is that of the person or that of today, and its words are those of one of them."""
    numbers = [NUMBER.findall(one) for one in (got, text, wanted)]
    skeletons = [NUMBER.sub("#", one) for one in (got, text, wanted)]
    if skeletons[0] not in skeletons[1:]:
        return False
    if len(numbers[0]) == len(numbers[1]) == len(numbers[2]):
        return all(one in (old, new) for one, old, new in zip(*numbers, strict=True))
    return Counter(numbers[0]) - Counter(numbers[1]) - Counter(numbers[2]) == Counter()


def _everything(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(
            archive.read(name).decode("utf-8", "ignore") for name in archive.namelist() if name.endswith(".xml")
        )
