"""Refusing a file that would show a hidden number: where it stands, and what to do."""

from collections.abc import Iterable

from reportgen.distribute.shares.redaction.file_search import Leak, leaks
from reportgen.distribute.shares.redaction.hidden_numbers import HiddenNumbers
from reportgen.documents.reading.file_reader import passages
from reportgen.errors import PackError, Problem
from reportgen.template import Document

_LONGEST = 40  # characters of a line that a message repeats


def refuse_leaks(document: Document, numbers: HiddenNumbers | None, name: str) -> None:
    """Raise a PackError that names each hidden number of a filled document with its place; nothing is hidden without `numbers`."""
    if numbers is None:
        return
    by_tag = [item for item in document.shown if item.fact_id in numbers.hidden]
    problems = [
        Problem(
            name, None, None, f"would show {item.fact_id} (“{item.text}”, hidden) at {item.part}, {item.spot}", _HINT
        )
        for item in by_tag
    ]
    found = list(dict.fromkeys(leaks(document.members, numbers)))
    problems += [] if by_tag or not found else _problems(found, document, name)
    if problems:
        raise PackError(problems)


_HINT = "take the number out of the pack's text or template, write it as {{ f.… }}, or let the recipient see it"


def _problems(found: Iterable[Leak], document: Document, name: str) -> list[Problem]:
    places = passages(name, document.to_bytes())
    problems = []
    for leak in found:
        place = next((one.place.inside for one in places if one.part == leak.part and one.text == leak.line), leak.part)
        line = leak.line if len(leak.line) <= _LONGEST else f"{leak.line[:_LONGEST]}…"
        what = f"would show {leak.fact_id} (“{leak.text}”, hidden) at {place}: “{line}”"
        problems.append(Problem(name, None, None, what, _HINT))
    return list(dict.fromkeys(problems))
