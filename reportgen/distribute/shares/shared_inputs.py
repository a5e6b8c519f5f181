"""What all jobs share, prepared once: packs, templates, figures. In: a pack folder, recipients; out: a Workshop, jobs, parts.

A part is made where it is needed and kept as long as its neighbours need it: a list of thousands takes no more room than one of
hundreds.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.build.flow import draw_all, find_template
from reportgen.distribute.shares.redaction.hidden_facts import PackIndex
from reportgen.distribute.shares.redaction.hidden_numbers import HiddenNumbers
from reportgen.distribute.shares.redaction.texts import facts_in
from reportgen.distribute.shares.share import part_of, part_problems
from reportgen.distribute.shares.share_figures import computed_numbers
from reportgen.distribute.workers.job import Job
from reportgen.distribute.workers.made_of import MadeOf
from reportgen.documents.reading.file_reader import text_of_file
from reportgen.edition.history import history_under
from reportgen.errors import PackError
from reportgen.files import cache_folder
from reportgen.installed import program_version
from reportgen.load import load_pack
from reportgen.load.lists.recipients import load_recipients, load_sound_recipients, recipients_file
from reportgen.load.translation import Translations, own_language
from reportgen.model import Pack, Recipient
from reportgen.model.recipients.file_names import file_of
from reportgen.template import Picture, Template

_KEPT_PARTS = 8


@dataclass(frozen=True)
class Share:
    """What recipients of one selection see: a pack, what may not show, the template by its key, the language.

    `shown` are the facts that stand in it; `hidden_numbers` knows every form of those and of what is hidden, and is None where
    nothing is.
    """

    pack: Pack
    hidden: frozenset[str]
    template: str
    language: str
    texts: str
    facts: str
    layout: str
    shown: frozenset[str] = frozenset()
    hidden_numbers: HiddenNumbers | None = None

    def made_of(self, recipient: Recipient) -> MadeOf:
        """Return what a recipient's file is made of: what it says, its template, the program."""
        own = [(number.label, number.unit, number.value) for number in recipient.own]
        says = _hash([self.texts, self.facts, recipient.name, own, recipient.format])
        return MadeOf(says, self.layout, program_version())


@dataclass
class SharedInputs:
    """Everything that jobs need and none changes; it is pickled once a worker, or inherited."""

    pack: Pack
    packs: dict[str, Pack] = field(default_factory=dict)  # by language
    templates: dict[str, Template] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # of templates that are not the program's own
    pictures: dict[str, dict[str, Picture]] = field(default_factory=dict)  # by language

    def language_of(self, recipient: Recipient) -> str:
        """Return the language in which a recipient reads."""
        return recipient.language or own_language(self.pack)

    def pack_for(self, recipient: Recipient) -> Pack:
        """Return the pack in a recipient's language."""
        return self.packs[self.language_of(recipient)]


class Shares:
    """The parts of a workshop, made when they are asked for; the last ones are kept."""

    def __init__(self, workshop: SharedInputs) -> None:
        self.workshop = workshop
        self._kept: dict[str, Share] = {}

    def of(self, job: Job) -> Share:
        """Return the part that a job shows."""
        if job.part not in self._kept:
            while len(self._kept) >= _KEPT_PARTS:
                self._kept.pop(next(iter(self._kept)))
            self._kept[job.part] = _part(self.workshop, job.recipient)
        return self._kept[job.part]


def prepare(
    pack_dir: Path, list_file: Path | None = None, theme: str | None = None, output: Path = Path("output"),
    bad: dict[str, str] | None = None,
) -> tuple[SharedInputs, tuple[Recipient, ...]]:  # fmt: skip
    """Return the workshop and the recipients; all mistakes of pack and list are told before work.

    With `bad`, recipients whose row or part has a mistake are left out and put there, with the reason.
    """
    pack = load_pack(pack_dir, history=history_under(output))
    if theme is not None:
        pack = pack.model_copy(update={"theme": theme})
    file = list_file or recipients_file(pack_dir)
    spoken = Translations(pack, pack_dir)
    recipients = _recipients(file, pack, pack_dir, spoken, bad)
    workshop = SharedInputs(pack)
    for one in recipients:
        workshop.packs.setdefault(workshop.language_of(one), spoken.pack_for(one))
    _open_templates(workshop, recipients, pack_dir)
    for language, words in workshop.packs.items():
        reports = any(_stage(one) == "report" for one in recipients if workshop.language_of(one) == language)
        workshop.pictures[language] = draw_all(words, pack_dir, figures=reports)
    return workshop, recipients


def _recipients(
    file: Path, pack: Pack, pack_dir: Path, spoken: Translations, bad: dict[str, str] | None
) -> tuple[Recipient, ...]:
    if bad is None:
        found = load_recipients(file, pack, pack_dir)
    else:
        listed = load_sound_recipients(file, pack, pack_dir)
        found = listed.sound
        bad |= listed.bad
    problems = {one.id: list(part_problems(spoken.pack_for(one), one, str(file))) for one in found}
    faults = {key: some for key, some in problems.items() if some}
    if faults and (bad is None or len(faults) == len(found)):
        raise PackError([problem for some in faults.values() for problem in some])
    if bad is not None:
        bad |= {key: "\n".join(map(str, some)) for key, some in faults.items()}
    return tuple(one for one in found if one.id not in faults)


def _open_templates(workshop: SharedInputs, recipients: Sequence[Recipient], pack_dir: Path) -> None:
    cache = cache_folder()
    for one in recipients:
        key = _template_key(workshop, one)
        if key not in workshop.templates:
            path = find_template(_stage(one), workshop.pack_for(one), pack_dir, one.template)
            workshop.templates[key] = Template.open(path, cache=cache and cache / "templates")
            if _is_own(key):
                workshop.words[key] = text_of_file(path.name, path.read_bytes())


def plan_jobs(workshop: SharedInputs, recipients: Sequence[Recipient]) -> Iterator[Job]:
    """Yield a job for each recipient; recipients who see the same share a part."""
    for one in recipients:
        yield Job(one, _selection(workshop, one), file_of(one, workshop.pack_for(one)))


def made_of(workshop: SharedInputs, jobs: Sequence[Job]) -> dict[str, MadeOf]:
    """Return what each recipient's file would be made of now."""
    parts = Shares(workshop)
    return {job.recipient.id: parts.of(job).made_of(job.recipient) for job in sorted(jobs, key=lambda job: job.part)}


def _stage(recipient: Recipient) -> str:
    return "deck" if recipient.format == "pptx" else "report"


def _template_key(workshop: SharedInputs, recipient: Recipient) -> str:
    """The name of a template: a language may have one of its own."""
    own = getattr(workshop.pack_for(recipient).templates, _stage(recipient))
    return f"{_stage(recipient)}:{recipient.template or own or workshop.language_of(recipient)}"


def _is_own(template: str) -> bool:
    """Whether a template, by its key, is of the pack; others come with the program."""
    return not template.endswith(":")


def _selection(workshop: SharedInputs, recipient: Recipient) -> str:
    """The name of all that makes two recipients see the same, but for their names and their own values."""
    own = [(number.label, number.unit) for number in recipient.own]
    choices = (recipient.sections, recipient.facts, recipient.figures, recipient.tables)
    chosen = [
        *((choice.only, choice.without) for choice in choices), recipient.rows_without, recipient.columns_without
    ]  # fmt: skip
    language = workshop.language_of(recipient)
    return _hash([chosen, own, language, _template_key(workshop, recipient)])[:16]


def _part(workshop: SharedInputs, recipient: Recipient) -> Share:
    pack, hidden = part_of(workshop.pack_for(recipient), recipient)
    key = _template_key(workshop, recipient)
    template = workshop.templates[key]
    content = _content(pack, _stage(recipient), every_figure=template.mentions("figures"))
    texts = _hash([_said(content), workshop.words.get(key, "")])
    layout = _hash([template.checksums() if _is_own(key) else "", workshop.pack.theme])
    used = facts_used(content, pack.facts)
    facts = {
        name: _said(pack.facts[name].model_dump(mode="json"))
        for name in sorted(used)
        if not name.startswith("own_number")
    }
    language = workshop.language_of(recipient)
    shown, numbers = frozenset[str](), None
    if hidden:
        shown = frozenset(facts_used({name: value for name, value in content.items() if name != "data"}, pack.facts))
        drawn = frozenset(value for one in pack.figures.values() for value, _ in computed_numbers(one, pack.facts))
        numbers = HiddenNumbers(PackIndex.of(workshop.packs[language]).forms, hidden, shown, drawn)
    return Share(pack, hidden, key, language, texts, _hash(facts), layout, shown, numbers)


def _content(pack: Pack, stage: str, *, every_figure: bool) -> dict[str, Any]:
    """All that a document of the part says, but for its facts: only these change it."""
    other = {"theme", "templates", "facts", *(("slides",) if stage == "report" else ("annex", "tables"))}
    data = pack.model_dump(mode="json", exclude=other)
    if every_figure:
        return data
    text = json.dumps({key: value for key, value in data.items() if key != "figures"}, ensure_ascii=False)
    data["figures"] = {key: value for key, value in data["figures"].items() if f'"{key}"' in text}
    return data


def _said(value: Any) -> Any:
    """A value without what nobody said, so that a later version with new keys says the same of an old pack."""
    if isinstance(value, dict):
        pruned = {key: _said(one) for key, one in value.items()}
        return {key: one for key, one in pruned.items() if one is not None and one not in ("", [], {})}
    return [_said(one) for one in value] if isinstance(value, list) else value


def facts_used(value: Any, facts: Collection[str]) -> set[str]:
    """Return the facts that a part names anywhere: by tags in texts, or by id."""
    return {key for text in _texts(value) for key in (text, *facts_in(text)) if key in facts}


def _texts(value: Any) -> Iterator[str]:
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict | list):
            left += one.values() if isinstance(one, dict) else one


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
