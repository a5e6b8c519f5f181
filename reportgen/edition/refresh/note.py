"""The Word note of a refresh: what changed, what to look at, what was typed, and the questions with their answers."""

from collections.abc import Mapping, Sequence

from reportgen.edition.compare.note import NoteBody, note_file
from reportgen.edition.compare.places import FILES
from reportgen.edition.refresh.settle import Question, Take
from reportgen.edition.refresh.summary import HEADINGS, PARTS, Row, question_text

_WIDTHS = {"changed": (2800, 3400, 1413, 1413), "look": (2400, 2800, 2000, 1826), "typed": (2800, 1800, 4426)}
_HEADS = {
    "zh": {"changed": ("位置", "指标", "原", "现"), "look": ("位置", "指标及数值", "您的文字", "原因"), "typed": ("位置", "数", "句子")},
    "en": {
        "changed": ("Location", "Fact", "Before", "Now"), "look": ("Location", "Fact and numbers", "Your text", "Reason"),
        "typed": ("Location", "Number", "Sentence"),
    },
}  # fmt: skip
_TITLES = {
    "zh": ("更新说明", "需要您决定的问题", "没有需要更新的内容。"),
    "en": ("Refresh note", "Questions", "Nothing to refresh."),
}
_TAKEN = {
    "zh": {"new": "用新数", "mine": "保留您的数", "fact": "以您的数为准", None: "未答复，保持原样"},
    "en": {"new": "take the new one", "mine": "keep yours", "fact": "yours becomes the fact", None: "open; left as it is"},
}  # fmt: skip


def refresh_note(
    rows: Sequence[Row], questions: Sequence[tuple[Question, Take | None]], label: Mapping[str, str], language: str
) -> bytes:
    """Return the note as a .docx."""
    body = NoteBody()
    title, asked, nothing = _TITLES[language]
    body.heading(title, "Title")
    if not rows and not questions:
        body.heading(nothing, "Lead")
    if questions:
        body.heading(asked)
        for question, take in questions:
            body.heading(f"{question_text(question, label, language)}（{_TAKEN[language][take]}）", "Passage")
    for part, heading in zip(PARTS, HEADINGS[language], strict=True):
        own = [row for row in rows if row.part == part]
        if own:
            body.heading(f"{heading}（{len(own)}）" if language == "zh" else f"{heading} ({len(own)})")
            body.table([_HEADS[language][part], *(_cells(row, label, language) for row in own)], _WIDTHS[part])
    return note_file(body)


def _cells(row: Row, label: Mapping[str, str], language: str) -> tuple[str, ...]:
    name = FILES.get(row.file, row.file) if language == "zh" else row.file
    place = f"{name}：{row.place.zh()}" if language == "zh" else f"{name}, {row.place.inside}"
    facts = "、".join(label.get(fact, fact) for fact in row.facts)
    if row.part == "changed":
        return place, facts, row.old, row.new
    if row.part == "typed":
        return place, row.mine, row.context
    step = f"{row.old} → {row.new}" if row.new != row.old else row.old
    return place, f"{facts} {step}".strip(), row.mine or row.context, row.why_in(language)
