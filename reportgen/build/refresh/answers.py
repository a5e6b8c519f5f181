"""The answers to questions of a refresh, kept beside its output so that a run can be repeated."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.edition.refresh.settle import Question, Take
from reportgen.errors import PackError
from reportgen.load.yaml_files.yaml_file import read_yaml

_HEAD = (
    "# Answers to the questions of reportgen refresh. take: new (the number of the pack), mine (the number in the file),\n"
    "# fact (the number in the file becomes the fact), ask.\n"
)
_TAKES = ("new", "mine", "fact", "ask")
Key = tuple[str, str, str]


def read_answers(path: Path) -> dict[Key, Take]:
    """Return the answers that a file keeps; none where there is no file. Raises a PackError for what is no answer."""
    if not path.is_file():
        return {}
    file = read_yaml(path, str(path))
    found: dict[Key, Take] = {}
    problems = []
    for at, row in enumerate(file.data.get("answers") or ()):
        take = str(row.get("take", "")) if isinstance(row, dict) else ""
        if take not in _TAKES:
            hint = "allowed: new, mine, fact, ask"
            problems.append(file.problem(("answers", at, "take"), f"unknown answer {take!r}", hint))
        elif take != "ask":
            key = str(row.get("facts", "")), str(row.get("mine", "")), str(row.get("new", ""))
            found[key] = take  # type: ignore[assignment]
    if problems:
        raise PackError(problems)
    return found


def answers_yaml(questions: Iterable[tuple[Question, Take | None]], label: Mapping[str, str]) -> bytes:
    """Return the file of answers; open questions stand in it with `ask`."""
    rows = [_HEAD, "answers:\n"]
    for question, take in questions:
        facts, mine, new = question.key
        name = "、".join(label.get(fact, fact) for fact in question.facts)
        rows.append(f"  # {name}: {question.old} -> {new}\n".replace("\n  ", " "))
        rows.append(f"  - facts: {json.dumps(facts, ensure_ascii=False)}\n")
        rows.append(f"    mine: {json.dumps(mine, ensure_ascii=False)}\n")
        rows.append(f"    new: {json.dumps(new, ensure_ascii=False)}\n")
        rows.append(f"    take: {take or 'ask'}\n")
    return "".join(rows).encode()


def answers_for(questions: Iterable[Question], kept: Mapping[Key, Take], take: Take | None) -> dict[Key, Take]:
    """Return the answers to questions: those that are kept, else one for all."""
    found: dict[Key, Take] = {}
    for question in questions:
        answer = kept.get(question.key, take)
        if answer is not None:
            found[question.key] = answer
    return found
