"""The flow of a refresh: read the edited files, print the pack anew, merge, ask, write, check. Nothing is written to disk here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from reportgen.build.flow import print_pack
from reportgen.build.mapping import Mapped, Printing
from reportgen.build.refresh.contents import with_page_numbers
from reportgen.build.refresh.edited_file import EditedFile, read_edited
from reportgen.build.refresh.sense import SenseCheck
from reportgen.check.numbers.forms import Forms
from reportgen.documents.reading.file_reader import passages
from reportgen.documents.reading.passage import Passage
from reportgen.edition.file_map import FileMap, read_map, with_map
from reportgen.edition.history import history_under
from reportgen.edition.refresh.apply import Applied, apply_items
from reportgen.edition.refresh.apply_objects import ObjectWriter
from reportgen.edition.refresh.next_map import next_map, undone_items
from reportgen.edition.refresh.objects import ObjectChange, plan_objects
from reportgen.edition.refresh.plan import FilePlan, Item, plan_file
from reportgen.edition.refresh.settle import Question, Settled, Take, ancestors_of, questions_of, settle
from reportgen.edition.refresh.text_places import OpenParts
from reportgen.edition.refresh.tokens import Tokenizer
from reportgen.edition.refresh.tracked import is_proven
from reportgen.errors import InputError, PackError, Problem
from reportgen.load import load_pack
from reportgen.model import Pack
from reportgen.ooxml.parsed_package import Opened

Answers = Mapping[tuple[str, str, str], Take]
Ask = Callable[[Sequence[Question], Pack], Answers]
Printer = Callable[[Pack, Sequence[EditedFile]], Printing]


@dataclass
class Refreshed:
    """One file with new numbers: what was planned, what was written, and the file itself."""

    edited: EditedFile
    plan: FilePlan
    members: Opened
    applied: Applied
    looks: list[Item] = field(default_factory=list)

    @cached_property
    def found(self) -> list[Passage]:
        """The passages of the file as it is now."""
        return passages(self.edited.name, self.members)

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        from reportgen.ooxml.package import write_package

        return write_package(self.members.values())


@dataclass
class RefreshResult:
    """What a refresh made of its files; the questions with their answers."""

    pack: Pack
    edition: str
    files: list[Refreshed]
    settled: Settled
    printing: Printing  # what the pack prints now

    @property
    def printed(self) -> Mapped:
        """The files that the pack prints now."""
        return self.printing.made

    def facts_to_write(self) -> list[Question]:
        """Return the questions whose answer is that the person's number becomes the fact."""
        return [question for question, take in self.settled.questions if take == "fact"]


def refresh_files(
    paths: Sequence[Path],
    pack_dir: Path,
    *,
    settings: Mapping[str, str] | None = None,
    output: Path = Path("output"),
    edition: Path | None = None,
    tracked: bool = False,
    ask: Ask = lambda questions, pack: {},
    printer: Printer | None = None,
) -> RefreshResult:
    """Return edited files with the new numbers of a pack; what the persons wrote stays.

    `ask` answers the questions, once for numbers and once for words that depend on them; `printer` prints other files than report
    and deck, such as the parts of recipients. Raises a PackError or InputError for
    files that cannot be refreshed.
    """
    pack = load_pack(pack_dir, settings, history_under(output))
    files = read_edited(list(paths), output / pack.id, edition)
    _refuse_others(files, pack)
    if printer is None:
        names = {file.kind for file in files}
        printing = print_pack(pack, pack_dir, pack.edition, None if len(names) > 1 else next(iter(names)))
    else:
        printing = printer(pack, files)
    return _Refresh(files, printing, ask, tracked=tracked).run()


def _refuse_others(files: Sequence[EditedFile], pack: Pack) -> None:
    wrong = [
        Problem(
            str(file.path),
            None,
            None,
            f"was built from the pack {file.printed.pack}, not from {pack.id}",
            "give its pack with --pack",
        )
        for file in files
        if file.printed.pack != pack.id
    ]
    if wrong:
        raise PackError(wrong)


class _Refresh:
    def __init__(self, files: Sequence[EditedFile], printing: Printing, ask: Ask, *, tracked: bool) -> None:
        self.files, self.printing = files, printing
        self.pack, self.printed = printing.pack, printing.made
        self.ask, self.tracked = ask, tracked
        self.tokenizer = Tokenizer(fact.unit for fact in self.pack.facts.values() if fact.unit)
        self.maps = {file.name: self._new_map(file) for file in files}
        self.objects: dict[str, dict[int, ObjectChange]] = {}

    def run(self) -> RefreshResult:
        """Plan all files, ask, write them."""
        plans = [self._plan(file) for file in self.files]
        settled, looks = self._settled(plans)
        made = [
            self._written(file, plan, settled, looks[plan.name]) for file, plan in zip(self.files, plans, strict=True)
        ]
        return RefreshResult(self.pack, self.pack.edition, made, settled, self.printing)

    def _new_map(self, file: EditedFile) -> FileMap:
        if file.kind not in self.printed.documents:
            what = f"the pack prints no {file.kind} now"
            raise PackError([Problem(str(file.path), None, None, what, "build the pack to see what it prints")])
        found = read_map(self._new_members(file), file.name)
        assert found is not None
        return found

    def _new_members(self, file: EditedFile) -> Opened:
        return Opened({member.name: member for member in self.printed.documents[file.kind].members})

    def _plan(self, file: EditedFile) -> FilePlan:
        new = self.maps[file.name]
        plan = plan_file(file.name, file.printed, new, file.text.passages, self.tokenizer)
        self.objects[file.name] = plan_objects(plan, file.printed, new, plan.printed)
        return plan

    def _settled(self, plans: Sequence[FilePlan]) -> tuple[Settled, dict[str, list[Item]]]:
        """What is done, after all questions; and what to look at, by file."""
        ancestors = ancestors_of({key: fact.made_of for key, fact in self.pack.facts.items()})
        asked = questions_of(plans, ancestors)
        answers = dict(self.ask(asked, self.pack)) if asked else {}
        settled = settle(plans, asked, answers)
        check = SenseCheck(Forms(self.pack))
        more = [one for plan in plans for one in check.questions(plan, settled.done[plan.name])]
        if more:
            answers |= self.ask(more, self.pack)
            settled = settle(plans, [*asked, *more], answers)
        return settled, {plan.name: check.doubts(plan, settled.done[plan.name]) for plan in plans}

    def _written(self, file: EditedFile, plan: FilePlan, settled: Settled, looks: list[Item]) -> Refreshed:
        done = list({id(item): item for item in settled.done[file.name]}.values())
        tracked = self.tracked and file.kind == "report"
        members, applied = self._applied(file, plan, done, tracked=tracked)
        if tracked:
            self._prove(file, plan, done, members)
        elif applied.done:
            members = with_page_numbers(members)
        undone = undone_items(plan, applied.done, settled)
        content = next_map(file.printed, self.maps[file.name], plan, undone, self.objects[file.name])
        members = with_map(members, content)
        return Refreshed(file, plan, members, applied, looks)

    def _applied(
        self, file: EditedFile, plan: FilePlan, done: Sequence[Item], *, tracked: bool
    ) -> tuple[Opened, Applied]:
        parts = OpenParts(file.members)
        objects = self.objects[file.name]
        applied = apply_items(parts, plan, [item for item in done if item.passage not in objects], tracked=tracked)
        new = self._new_members(file)
        writer = ObjectWriter(parts, plan.theirs, file.printed.passages, new, self.maps[file.name].passages)
        drawn = writer.apply([item for item in done if item.passage in objects], objects)
        applied.done += drawn.done
        applied.failed += drawn.failed
        applied.untracked += drawn.done if tracked else []
        return parts.written(), applied

    def _prove(self, file: EditedFile, plan: FilePlan, done: Sequence[Item], members: Opened) -> None:
        """Raise an InputError unless rejecting all changes gives the person's text and accepting all the refreshed one."""
        plain, _ = self._applied(file, plan, done, tracked=False)
        if not is_proven(file.members, members, plain):
            what = "the new numbers cannot be written as tracked changes here"
            raise InputError([Problem(str(file.path), None, None, what, "refresh it without --tracked")])
