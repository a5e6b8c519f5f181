"""Texts before, now and as a person left them, merged without any file: what most tests of refresh need."""

from collections.abc import Sequence

from reportgen.documents.reading.passage import Passage
from reportgen.edition.file_map import FactSpan, FileMap
from reportgen.edition.refresh.plan import FilePlan, plan_file
from reportgen.edition.refresh.settle import Take, ancestors_of, questions_of, settle
from reportgen.edition.refresh.text_edits import edited
from reportgen.edition.refresh.tokens import Tokenizer
from reportgen.findings import Place

Marked = tuple[str, list[tuple[str, str]]]  # a text, and its facts with their words in order


def passage(text: str, number: int) -> Passage:
    """Return a paragraph of a report."""
    return Passage(
        Place("report.docx", "body", paragraph=number), "text", text, "word/document.xml", f"paragraph {number}"
    )


def printed(lines: Sequence[Marked]) -> FileMap:
    """Return the map of a report with these paragraphs."""
    spans = []
    for text, facts in lines:
        at, own = 0, []
        for fact, words in facts:
            start = text.index(words, at)
            own.append(FactSpan(fact, start, start + len(words)))
            at = start + len(words)
        spans.append(tuple(own))
    found = tuple(passage(text, n) for n, (text, _) in enumerate(lines, 1))
    return FileMap("p", "1", "", found, tuple(spans))


def merged(
    before: Sequence[Marked], now: Sequence[Marked], theirs: Sequence[str], *, take: Take | None = None,
    made_of: dict[str, list[str]] | None = None,
) -> tuple[list[str], FilePlan]:  # fmt: skip
    """Return the person's paragraphs with the new numbers, and the plan; `take` answers every question."""
    found = [passage(text, n) for n, text in enumerate(theirs, 1)]
    plan = plan_file(
        "report.docx", printed(before), printed(now), found, Tokenizer(("万人", "亿元", "%", "标箱", "倍"))
    )
    questions = questions_of([plan], ancestors_of(made_of or {}))
    settled = settle([plan], questions, {q.key: take for q in questions} if take else {})
    edits: dict[int, set[object]] = {}
    for item in settled.done["report.docx"]:
        edits.setdefault(item.passage, set()).update(item.change.edits)
    return [edited(text, edits.get(n, ())) for n, text in enumerate(theirs)], plan  # type: ignore[arg-type]
