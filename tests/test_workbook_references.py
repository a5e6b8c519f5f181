"""Where rows and references go when rows repeat, held against a model that looks at every row."""

import os
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.ooxml.columns import column_letters, column_number
from reportgen.template.workbook.moves import MovedSheet, Moves, joined
from reportgen.template.workbook.references import (
    LAST_ROW,
    quoted,
    rewritten,
    shifted,
    unquoted,
)
from reportgen.template.workbook.row_map import MadeRow, RowMap

COUNT = 5_000 if os.environ.get("REPORTGEN_CAMPAIGN") else 200


@dataclass
class Loop:
    """A loop of a made-up template: what stands in it, and how often each of its rounds is."""

    inside: list["int | Loop"] = field(default_factory=list)
    rounds: int = 0


@dataclass
class Sample:
    """A made-up sheet: its map, and all that is in it in the order of its rows (None for an empty row that nobody wrote)."""

    map: RowMap
    blocks: list[tuple[int, int]]
    made: list[MadeRow]
    rows: list[MadeRow | None]
    last: int


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    blocks: list[tuple[int, int]] = []
    known: list[int] = []
    tree: list[int | Loop] = []
    row = 0

    def loop(depth: int) -> Loop:
        nonlocal row
        number = len(blocks)
        blocks.append((row + 1, row + 1))
        inside: list[int | Loop] = []
        for _ in range(draw(st.integers(1, 3))):
            if depth < 2 and draw(st.integers(0, 3)) == 0:
                inside.append(loop(depth + 1))
            else:
                row += 1
                known.append(row)
                inside.append(row)
        blocks[number] = blocks[number][0], row
        return Loop(inside, draw(st.integers(0, 3)))

    for _ in range(draw(st.integers(1, 5))):
        row += draw(st.integers(0, 2))  # rows that nobody writes
        if draw(st.booleans()):
            tree.append(loop(0))
        else:
            row += 1
            known.append(row)
            tree.append(row)
    made: list[MadeRow] = []
    rows: list[MadeRow | None] = []
    rounds = 0

    def go(items: list[int | Loop], path: tuple[int, ...], top: int) -> None:
        nonlocal rounds
        for item in items:
            if isinstance(item, Loop):
                for _ in range(item.rounds):
                    rounds += 1
                    go(item.inside, (*path, rounds), top)
            else:
                made.append(MadeRow(item, path))
                rows.append(made[-1])

    end = 0
    for item in tree:
        first = item if isinstance(item, int) else next(iter(sorted(numbers_of(item))))
        rows += [None] * (first - end - 1)
        go([item], (), 0)
        end = item if isinstance(item, int) else max(numbers_of(item))
    return Sample(RowMap(known, blocks, made), blocks, made, rows, row)


def numbers_of(loop: Loop) -> set[int]:
    found: set[int] = set()
    for item in loop.inside:
        found |= {item} if isinstance(item, int) else numbers_of(item)
    return found


@settings(max_examples=COUNT, deadline=None)
@given(samples())
def test_each_row_is_where_the_model_has_it(sample: Sample) -> None:
    places = [number for number, made in enumerate(sample.rows, 1) if made is not None]
    assert sample.map.numbers == places
    below = sample.map.of(sample.last + 7, (), 0)
    assert below == (len(sample.rows) + 7,) * 2


@settings(max_examples=COUNT, deadline=None)
@given(samples(), st.data())
def test_a_range_seen_from_elsewhere_holds_all_copies_of_its_ends(sample: Sample, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, sample.last))
    last = data.draw(st.integers(first, sample.last))
    found = sample.map.span(first, last, (), None, (False, False))
    written = {made.old for made in sample.made} | ({*range(1, sample.last + 1)} - known_of(sample))
    alive = [old for old in range(first, last + 1) if old in written]
    if not alive:
        assert found is None
        return
    assert found is not None
    ends = [sample.map.of(old, (), 0) for old in (alive[0], alive[-1])]
    assert ends[0] and ends[1] and found == (ends[0][0], max(ends[0][0], ends[1][1]))
    for number, made in enumerate(sample.rows, 1):
        if made is not None and made.old in (alive[0], alive[-1]) and alive[0] <= alive[-1]:
            assert found[0] <= number or made.old != alive[0]
            assert number <= found[1] or made.old != alive[-1]


def known_of(sample: Sample) -> set[int]:
    return set(sample.map._known)


@settings(max_examples=COUNT, deadline=None)
@given(samples(), st.data())
def test_a_formula_in_a_loop_sees_the_rows_of_its_own_round(sample: Sample, data: st.DataObject) -> None:
    if not sample.made:
        return
    mine = data.draw(st.sampled_from(sample.made))
    other = data.draw(st.sampled_from(sorted({made.old for made in sample.made})))
    found = sample.map.span(other, other, mine.path, mine.old, (False, False))
    loops = [n for n, (first, last) in enumerate(sample.blocks) if first <= mine.old <= last and first <= other <= last]
    wanted = [
        n
        for n, made in enumerate(sample.rows, 1)
        if made and made.old == other and made.path[: len(loops)] == mine.path[: len(loops)]
    ]
    assert found == ((wanted[0], wanted[-1]) if wanted else None)


@settings(max_examples=COUNT, deadline=None)
@given(samples(), st.data())
def test_an_area_has_a_copy_for_each_round_of_its_innermost_loop(sample: Sample, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(sorted(known_of(sample))))
    copies = [(n, n) for n, made in enumerate(sample.rows, 1) if made is not None and made.old == row]
    assert [(first, last) for first, last, _ in sample.map.areas(row, row)] == copies


def moves(blocks: list[tuple[int, int]], rounds: int) -> Moves:
    """A sheet whose row 3 repeats, among five rows."""
    made = [MadeRow(1), MadeRow(2), *(MadeRow(3, (n + 1,)) for n in range(rounds)), MadeRow(4), MadeRow(5)]
    return Moves("book.xlsx", {"s": MovedSheet("S 2", RowMap(range(1, 6), blocks, made)), "t": MovedSheet("T")})


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+A4", "A1+A6"), ("$A$4", "$A$6"), ("SUM(A3:A3)", "SUM(A3:A5)"), ("SUM(A3)", "SUM(A3:A5)"), ("A3", "A3"),
        ("SUM(A3,1)", "SUM(A3:A5,1)"), ("SUM(A3*2)", "SUM(A3*2)"), ("A1:B4", "A1:B6"), ("A4:A1", "A6:A1"), ("4:5", "6:7"),
        ("A:B", "A:B"), ("$3:$3", "$3:$5"), ('"A4"&A4', '"A4"&A6'), ("LOG10(A4)", "LOG10(A6)"), ("T!A4", "T!A4"),
        ("S!A4", "'S 2'!A6"), ("'S'!A3:A3", "'S 2'!A3:A5"), ("[1]S!A4", "[1]S!A4"), ("T1[A4]", "T1[A4]"), ("name4", "name4"),
        ("A4(1)", "A4(1)"), ("1E4+A4", "1E4+A6"), ("IF(A4>0,#N/A,A5)", "IF(A6>0,#N/A,A7)"), ("SUM(A100:A200)", "SUM(A102:A202)"),
        ("SUM(A4:A1048576)", "SUM(A6:A1048576)"), ("一季度!A4", "一季度!A4"), ("{1,2;A4}", "{1,2;A6}"), ("S!A:A", "'S 2'!A:A"),
    ],
)  # fmt: skip
def test_references_follow_and_all_else_stays(formula: str, moved: str) -> None:
    assert moves([(3, 3)], 3).formula(formula, "S").replace("'S 2'!", "'S 2'!") == moved


def test_a_range_whose_rows_are_gone_names_an_empty_cell() -> None:
    assert moves([(3, 3)], 0).formula("SUM(A3:A3)+A4", "S") == f"SUM(A{LAST_ROW}:A{LAST_ROW})+A3"


@settings(max_examples=COUNT, deadline=None)
@given(st.text(alphabet="AB1$:!'\"()[],;+ 甲#/.", max_size=30))
def test_a_formula_that_nothing_moves_stays_as_it_is(formula: str) -> None:
    assert rewritten(formula, lambda name, rows: (name, [(rows.first, rows.last)])).replace(":", "") == formula.replace(
        ":", ""
    )


@pytest.mark.parametrize(
    ("formula", "copied"),
    [
        ("A1*$B$1", "B3*$B$1"),
        ("SUM(A$1:A1)", "SUM(B$1:B3)"),
        ('"A1"', '"A1"'),
        ("T!A1", "T!B3"),
        ("1:$2", "3:$2"),
        ("XFD1", "XFE3"),
    ],
)
def test_shared_formulas_are_copied_as_excel_does(formula: str, copied: str) -> None:
    assert shifted(formula, 2, 1) == copied


@given(st.integers(1, 16_384))
def test_columns_have_letters_and_numbers(number: int) -> None:
    assert column_number(column_letters(number)) == number


@given(st.text(min_size=1, max_size=31))
def test_a_sheet_name_is_quoted_so_that_it_is_read_back(name: str) -> None:
    if name.startswith("'"):
        return
    assert unquoted(quoted(name) + "!") == name


def test_areas_that_touch_become_one() -> None:
    assert joined(["A3:B3", "A4:B4", "A6:B6", "C7"]) == ["A3:B4", "A6:B6", "C7"]
