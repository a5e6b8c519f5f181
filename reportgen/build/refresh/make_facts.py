"""The number of a person becomes the fact: written into facts.yaml with who, when and the old value."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from reportgen.build.fact_changes import write_facts
from reportgen.edition.refresh.settle import Question
from reportgen.errors import PackError, Problem
from reportgen.load.facts_workbook.changes import FactChange, raw_of, value_changes
from reportgen.load.sources.update import UnreadableValue, updated
from reportgen.model import Fact, Pack
from reportgen.model.numbers.reading import Reader


def make_facts(pack_dir: Path, pack: Pack, questions: Sequence[Question], by: str, today: date) -> Path:
    """Write the numbers of questions into the facts of a pack; return the backup of facts.yaml.

    Raises a PackError for a number that cannot become a fact: a computed one, a wording, one that cannot be read.
    """
    changes: list[FactChange] = []
    problems: list[Problem] = []
    for question in questions:
        made = _changes(pack, question, by, today)
        if isinstance(made, Problem):
            problems.append(made)
        else:
            changes += made
    if problems:
        raise PackError(problems)
    return write_facts(pack_dir, pack, changes)


def _changes(pack: Pack, question: Question, by: str, today: date) -> list[FactChange] | Problem:
    name, hint = "+".join(question.facts), "answer new or mine, or change facts.yaml yourself"
    facts = [pack.facts[key] for key in question.facts if key in pack.facts]
    if question.why or len(facts) != 1:
        return Problem(name, None, None, f"“{question.mine}” is not the number of one fact", hint)
    fact = facts[0]
    if fact.formula or fact.edition or fact.movement:
        made_of = ", ".join(fact.made_of) or fact.formula
        return Problem(
            name, None, None, "is computed, so no number can be set for it", f"change what it is made of: {made_of}"
        )
    try:
        new = updated(raw_of(fact), _with_unit(fact, question.mine))
    except UnreadableValue as error:
        return Problem(name, None, None, f"“{question.mine}” cannot be its value: {error}", hint)
    changes = value_changes(fact, new, by)
    if not changes:
        return []
    note = f"{today.isoformat()} {by}: {fact.prose()} -> {question.mine}"
    if fact.words is not None:
        changes.append(FactChange(fact.id, "words", fact.words, None, by))
    return [*changes, FactChange(fact.id, "note", fact.note, f"{fact.note}; {note}" if fact.note else note, by)]


def _with_unit(fact: Fact, text: str) -> str:
    """A number as it is printed; one from a column has its unit in the head."""
    number = next(iter(Reader((fact.unit,) if fact.unit else ()).numbers(text)), None)
    if number is not None and not number.unit and fact.unit and not number.scale:
        return f"{text}{fact.unit}"
    return text
