"""The merge of texts: what a person wrote stays, numbers that stand where they were printed take the new value, all else is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.edition.refresh.settle import questions_of
from tests.refresh_lines import Marked, merged

POP: Marked = (
    "新区常住人口由10万人增加到70万人，集聚能力增强。城镇化率达到72%。",
    [("start", "10万人"), ("pop", "70万人"), ("rate", "72%")],
)
NOW: Marked = (
    "新区常住人口由10万人增加到73万人，集聚能力增强。城镇化率达到75%。",
    [("start", "10万人"), ("pop", "73万人"), ("rate", "75%")],
)


def one(theirs: str, **how: object) -> tuple[str, list[str]]:
    texts, plan = merged([POP], [NOW], [theirs], **how)  # type: ignore[arg-type]
    return texts[0], [item.outcome for item in plan.items if item.outcome != "changed"]


def test_an_untouched_text_becomes_that_of_today() -> None:
    assert one(POP[0]) == (NOW[0], [])


@pytest.mark.parametrize(
    ("theirs", "wanted"),
    [
        ("人口从10万人起步，如今增加到70万人，能力增强。城镇化率达到72%。", "人口从10万人起步，如今增加到73万人，能力增强。城镇化率达到75%。"),
        ("据统计，新区常住人口由10万人增加到70万人。城镇化率达到72%。", "据统计，新区常住人口由10万人增加到73万人。城镇化率达到75%。"),
        ("城镇化率达到72%。新区常住人口由10万人增加到70万人，集聚能力增强。", "城镇化率达到75%。新区常住人口由10万人增加到73万人，集聚能力增强。"),
        ("新区常住人口由10万人增加到７０万人，能力增强。城镇化率达到72%。", "新区常住人口由10万人增加到７３万人，能力增强。城镇化率达到75%。"),
    ],
)  # fmt: skip
def test_words_of_a_person_stay_around_the_new_numbers(theirs: str, wanted: str) -> None:
    assert one(theirs) == (wanted, [])


def test_a_number_that_a_person_changed_is_a_conflict_and_stays_until_it_is_answered() -> None:
    theirs = POP[0].replace("70万人", "71万人")
    assert one(theirs) == (theirs.replace("72%", "75%"), ["conflict"])
    assert one(theirs, take="new")[0] == NOW[0]
    assert one(theirs, take="mine")[0] == theirs.replace("72%", "75%")


def test_what_is_computed_from_a_number_in_question_waits_with_it() -> None:
    theirs = POP[0].replace("70万人", "71万人")
    assert one(theirs, made_of={"rate": ["pop"]})[0] == theirs
    assert one(theirs, made_of={"rate": ["pop"]}, take="new")[0] == NOW[0]


def test_one_number_in_two_forms_is_one_question() -> None:
    before: list[Marked] = [
        ("人口达到70万人，增势较好。", [("pop", "70万人")]),
        ("人口的总数为70，单位见表头。", [("pop", "70")]),
    ]
    now: list[Marked] = [
        ("人口达到73万人，增势较好。", [("pop", "73万人")]),
        ("人口的总数为73，单位见表头。", [("pop", "73")]),
    ]
    theirs = ["人口达到71万人，增势较好。", "人口的总数为71，单位见表头。"]
    _, plan = merged(before, now, theirs)
    questions = questions_of([plan], {})
    assert [(question.mine, len(question.items)) for question in questions] == [("71万人", 2)]
    assert merged(before, now, theirs, take="new")[0] == [text for text, _ in now]


def test_a_person_who_wrote_the_new_number_already_is_not_asked() -> None:
    assert one(POP[0].replace("70万人", "73万人")) == (NOW[0], [])


def test_a_bound_that_a_person_put_before_a_number_is_a_conflict() -> None:
    assert one(POP[0].replace("70万人", "近70万人"))[1] == ["conflict"]


def test_a_number_in_other_writing_is_asked_about_and_never_left_old_in_silence() -> None:
    assert "conflict" in one(POP[0].replace("70万人", "七十万人"))[1]


def test_a_number_that_was_taken_out_is_told() -> None:
    text, told = one("新区常住人口稳步增加，集聚能力增强。城镇化率达到72%。")
    assert text == "新区常住人口稳步增加，集聚能力增强。城镇化率达到75%。"
    assert set(told) == {"gone"}


def test_a_typed_number_is_told_and_one_that_reads_as_the_fact_did_is_to_be_looked_at() -> None:
    theirs = POP[0] + "全市另有5万人在外务工。目前总数仍按70万人计。"
    text, plan = merged([POP], [NOW], [theirs])
    assert text[0].endswith("全市另有5万人在外务工。目前总数仍按70万人计。")
    told = {(item.outcome, item.change.mine) for item in plan.items if item.outcome in ("typed", "look")}
    assert told == {("typed", "5万人"), ("look", "70万人")}


def test_two_facts_that_read_alike_keep_apart() -> None:
    before: Marked = ("甲占30%，乙占30%。", [("a", "30%"), ("b", "30%")])
    now: Marked = ("甲占31%，乙占35%。", [("a", "31%"), ("b", "35%")])
    assert merged([before], [now], ["甲占30%，我们看乙占30%。"])[0] == ["甲占31%，我们看乙占35%。"]
    texts, plan = merged([before], [now], ["乙占30%。"])
    assert texts == ["乙占35%。"] or [item.outcome for item in plan.items if item.outcome == "look"]
    assert texts != ["乙占31%。"]


def test_one_fact_twice_in_a_paragraph_is_refreshed_twice() -> None:
    before: Marked = ("人口70万人；其中，按70万人计算。", [("pop", "70万人"), ("pop", "70万人")])
    now: Marked = ("人口73万人；其中，按73万人计算。", [("pop", "73万人"), ("pop", "73万人")])
    assert merged([before], [now], ["人口70万人；其中，大家都按70万人计算。"])[0] == [
        "人口73万人；其中，大家都按73万人计算。"
    ]


def test_split_joined_moved_and_copied_paragraphs_are_found() -> None:
    other: Marked = ("全年实现税收442亿元，增速居前。", [("tax", "442亿元")])
    later: Marked = ("全年实现税收450亿元，增速居前。", [("tax", "450亿元")])
    first, second = POP[0].split("。")[:2]
    assert merged([POP, other], [NOW, later], [f"{first}。", f"{second}。", other[0]])[0] == [
        "新区常住人口由10万人增加到73万人，集聚能力增强。", "城镇化率达到75%。", later[0]
    ]  # fmt: skip
    assert merged([POP, other], [NOW, later], [POP[0] + other[0]])[0] == [NOW[0] + later[0]]
    assert merged([POP, other], [NOW, later], [other[0], POP[0]])[0] == [later[0], NOW[0]]
    assert merged([POP, other], [NOW, later], [POP[0], other[0], POP[0]])[0] == [NOW[0], later[0], NOW[0]]


def test_words_that_follow_a_number_wait_with_it() -> None:
    before: Marked = ("人口由10万人增加到70万人。", [("start", "10万人"), ("pop", "70万人")])
    now: Marked = ("人口由10万人减少到8万人。", [("start", "10万人"), ("pop", "8万人")])
    theirs = "人口由10万人增加到71万人。"
    assert merged([before], [now], [theirs])[0] == [theirs]


words = st.text(alphabet="甲乙丙丁戊己庚辛，的", max_size=6)


@given(words, words, st.integers(1, 999), st.integers(1, 999))
def test_words_put_in_anywhere_are_kept_and_no_number_is_mixed(start: str, end: str, old: int, new: int) -> None:
    before: Marked = (f"新区常住人口增加到{old}万人，集聚能力增强。", [("pop", f"{old}万人")])
    now: Marked = (f"新区常住人口增加到{new}万人，集聚能力增强。", [("pop", f"{new}万人")])
    text = merged([before], [now], [f"{start}{before[0]}{end}"])[0][0]
    assert text in (f"{start}{now[0]}{end}", f"{start}{before[0]}{end}")
