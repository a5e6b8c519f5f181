"""Owns what all jobs share, prepared once: templates, figures, parts. In: a pack folder, recipients; out: a Workshop, jobs."""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen import __version__
from reportgen.batch.hiding import facts_in
from reportgen.batch.job import Job
from reportgen.batch.part import part_of, part_problems
from reportgen.build import draw_all, find_template
from reportgen.cache_folder import cache_folder
from reportgen.edition.history import history_under
from reportgen.errors import PackError
from reportgen.load import load_pack
from reportgen.load.recipients import load_recipients, recipients_file
from reportgen.model import Pack, Recipient
from reportgen.model.file_names import file_of
from reportgen.template import Picture, Template


@dataclass(frozen=True)
class Part:
    """What recipients of one selection see: a pack, what may not show, the template by its key."""

    pack: Pack
    hidden: frozenset[str]
    template: str
    frame: str
    facts: str


@dataclass
class Workshop:
    """Everything that jobs need and none changes; it is pickled once a worker, or inherited."""

    pack: Pack
    templates: dict[str, Template] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)


def prepare(
    pack_dir: Path, list_file: Path | None = None, theme: str | None = None, output: Path = Path("output")
) -> tuple[Workshop, tuple[Recipient, ...]]:
    """Return the workshop without parts, and the recipients; all mistakes of pack and list are told before work."""
    pack = load_pack(pack_dir, history=history_under(output))
    if theme is not None:
        pack = pack.model_copy(update={"theme": theme})
    file = list_file or recipients_file(pack_dir)
    recipients = load_recipients(file, pack, pack_dir)
    problems = [problem for one in recipients for problem in part_problems(pack, one, str(file))]
    if problems:
        raise PackError(problems)
    cache = cache_folder()
    workshop = Workshop(pack)
    for one in recipients:
        key = _template_key(one)
        if key not in workshop.templates:
            path = find_template(_stage(one), pack, pack_dir, one.template)
            workshop.templates[key] = Template.open(path, cache=cache and cache / "templates")
    workshop.pictures = draw_all(pack, pack_dir, figures=any(_stage(one) == "report" for one in recipients))
    return workshop, recipients


def plan_jobs(workshop: Workshop, recipients: Sequence[Recipient]) -> Iterator[Job]:
    """Yield a job for each recipient; recipients who see the same share a part."""
    for one in recipients:
        name = _selection(one)
        if name not in workshop.parts:
            workshop.parts[name] = _part(workshop, one)
        part = workshop.parts[name]
        own = [(number.label, number.unit, number.value) for number in one.own]
        file = file_of(one, workshop.pack)
        key = _hash([part.frame, part.facts, one.name, own, one.format])
        yield Job(one, name, file, key)


def _stage(recipient: Recipient) -> str:
    return "deck" if recipient.format == "pptx" else "report"


def _template_key(recipient: Recipient) -> str:
    return f"{_stage(recipient)}:{recipient.template or ''}"


def _selection(recipient: Recipient) -> str:
    """The name of all that makes two recipients see the same, but for their names and their own values."""
    own = [(number.label, number.unit) for number in recipient.own]
    chosen = [choice.model_dump() for choice in (recipient.sections, recipient.facts, recipient.figures)]
    return _hash([chosen, own, _template_key(recipient)])[:16]


def _part(workshop: Workshop, recipient: Recipient) -> Part:
    pack, hidden = part_of(workshop.pack, recipient)
    key = _template_key(recipient)
    template = workshop.templates[key]
    content = _content(pack, _stage(recipient), every_figure=template.mentions("figures"))
    frame = _hash([__version__, template.checksums(), content])
    used = facts_used(content, pack.facts)
    facts = {
        name: pack.facts[name].model_dump(mode="json") for name in sorted(used) if not name.startswith("own_number")
    }
    return Part(pack, hidden, key, frame, _hash(facts))


def _content(pack: Pack, stage: str, *, every_figure: bool) -> dict[str, Any]:
    """All that a document of the part says, but for its facts: only these change it."""
    other = {"facts", "slides"} if stage == "report" else {"facts", "annex", "tables"}
    data = pack.model_dump(mode="json", exclude=other)
    if every_figure:
        return data
    text = json.dumps({key: value for key, value in data.items() if key != "figures"}, ensure_ascii=False)
    data["figures"] = {key: value for key, value in data["figures"].items() if f'"{key}"' in text}
    return data


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
