"""A list of recipients is right before anything is made, and mistakes are told all at once."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from many_recipients import write_recipients
from openpyxl import Workbook

from reportgen.distribute.shares.redaction.texts import Redaction, sentences
from reportgen.distribute.shares.share import part_of, part_problems
from reportgen.errors import PackError
from reportgen.load import load_pack
from reportgen.load.lists.recipients import load_recipients, recipients_file
from reportgen.load.translation import load_variant
from reportgen.model import Choice, Pack, Recipient
from reportgen.model.recipients.channels import address_fault
from reportgen.model.recipients.file_names import file_name_fault, file_of


@pytest.fixture(scope="module")
def pack(lanzhou: Path) -> Pack:
    return load_pack(lanzhou)


def problems_of(tmp_path: Path, pack: Pack, text: str) -> list[str]:
    path = tmp_path / "departments.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(PackError) as caught:
        load_recipients(path, pack, tmp_path)
    return [str(problem).removeprefix(str(path)) for problem in caught.value.problems]


def test_the_list_of_the_first_pack_is_right(lanzhou: Path, pack: Pack) -> None:
    found = load_recipients(lanzhou / "departments.csv", pack, lanzhou)
    assert len(found) == 18
    assert all(not one.address or "@" not in one.address or one.address.endswith(".example") for one in found)
    assert [problem for one in found for problem in part_problems(pack, one, "x")] == []


def test_all_mistakes_are_told_at_once_with_row_and_column(tmp_path: Path, pack: Pack) -> None:
    text = (
        "id,name,sections,facts_without,format,channel,address,file,valid_from\n"
        "a,甲,S9,no_such,docx,mail,,x,2026-13-01\n"
        "../b,乙,S1,,docx,mail,b@b.example,b,\n"
        "c,丙,S1,,odt,mail,c.example,c,\n"
        "d,丁,S1,,docx,fax,1,d,\n"
        "e,戊,S1,,docx,mail,not an address,same,\n"
        "f,己,S1,,docx,mail,f@f.example,SAME,\n"
        "e,庚,S1,,docx,folder,../../etc,../../{id},\n"
    )
    found = "\n".join(problems_of(tmp_path, pack, text))
    for place in (":2:9:", ":3:1:", ":4:5:", ":5:6:", ":6:7:", ":7:8:", ":8:1:", ":8:7:", ":8:8:"):
        assert place in found, place
    assert "is not a mail address" in found and "writes SAME.docx, as row 6 does" in found


@pytest.mark.parametrize("hidden", ["\u202e", "\u200f", "\u200b", "\x07", "\x1b", "\ufeff", "\u2066", "\u2028"])
def test_a_name_with_a_character_that_nobody_sees_is_refused(tmp_path: Path, pack: Pack, hidden: str) -> None:
    text = f"id,name,address\na,科技{hidden}xcod.部门,x\nb,乙,处{hidden}室\n"
    found = "\n".join(problems_of(tmp_path, pack, text))
    assert f"`name` holds U+{ord(hidden):04X}" in found and f"holds U+{ord(hidden):04X}" in found.partition(":3:")[2]


def test_unknown_names_are_told_with_the_nearest(tmp_path: Path, pack: Pack) -> None:
    found = problems_of(tmp_path, pack, "id,name,facts,figurs\na,甲,rd_intensty,\n")
    assert "did you mean figures?" in found[0]
    found = problems_of(tmp_path, pack, "id,name,facts\na,甲,rd_intensty\n")
    assert "did you mean rd_intensity" in found[0]


@pytest.mark.parametrize(
    "pattern",
    ["../x", "/etc/x", "a/../../x", "..", "a\\..\\x", "CON", "x\n", "~/x", "{name.__class__}", "{0}", "C:x", ".x"],
)
def test_a_pattern_cannot_leave_the_folder(pack: Pack, pattern: str) -> None:
    one = Recipient(id="a", name="甲", file=pattern)
    fault = file_name_fault(one, pack)
    assert fault is not None or not set("/\\") & set(file_of(one, pack))


@pytest.mark.parametrize("name", ["../../x", "a/b", "..\\x", "x:y", "/root"])
def test_a_name_in_a_pattern_cannot_leave_the_folder(pack: Pack, name: str) -> None:
    one = Recipient(id="a", name=name, file="{name}")
    made = file_of(one, pack)
    assert not set('/\\:"') & set(made) and ".." not in made


@pytest.mark.parametrize("identity", ["../a", "a/b", "", ".", "a b", "-a", "a\u0000"])
def test_an_id_is_one_plain_word(identity: str) -> None:
    with pytest.raises(ValueError):
        Recipient(id=identity, name="甲")


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("mail", "a@b"), ("mail", "a b@c.example"), ("mail", "a@c.example\nBcc: x@y.example"), ("mail", ".a@c.example"),
        ("folder", "../x"), ("folder", "/etc"), ("folder", "sftp://u:secret@host/x"), ("folder", "C:\\x"),
        ("chat", "https://hook.example/key"), ("chat", ""),
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(channel: str, address: str) -> None:
    fault = address_fault(channel, address)
    assert fault is not None
    assert "secret" not in " ".join(fault)


def test_a_workbook_says_the_same_as_a_csv(tmp_path: Path, pack: Pack) -> None:
    rows = [["id", "name", "sections", "valid_from", "own:面积（亩）"], ["a", "甲", "S0 S1", "2026-08-20", 12]]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "departments.xlsx")
    (tmp_path / "departments.csv").write_text("\n".join(",".join(map(str, row)) for row in rows), "gb18030")
    found = [load_recipients(tmp_path / f"departments.{kind}", pack, tmp_path) for kind in ("xlsx", "csv")]
    assert found[0] == found[1]
    assert found[0][0].own[0].unit == "亩"


def test_a_generated_list_of_any_size_is_right(tmp_path: Path, pack: Pack) -> None:
    assert len(load_recipients(write_recipients(tmp_path / "l.csv", 500, own=True, decks=True), pack, tmp_path)) == 500


def test_sentences_end_outside_of_tags() -> None:
    assert sentences('甲{{ "。" }}乙。丙；丁') == ('甲{{ "。" }}乙。', "丙；", "丁")


def test_a_hidden_fact_takes_its_sentence_and_a_lost_figure_its_aside() -> None:
    hidden = Redaction(frozenset({"x"}), frozenset({"fig"}))
    assert hidden.rest("甲{{ f.y }}。乙{{ f.x | cell }}；丙。") == "甲{{ f.y }}。丙。"
    assert hidden.rest('甲（见{{ ref("fig") }}）。乙见{{ ref("fig") }}。') == "甲。"


def test_a_part_shows_nothing_that_is_hidden_and_nothing_computed_from_it(pack: Pack) -> None:
    one = Recipient(id="a", name="甲", facts=Choice(without=("goal_pop_2030",)))
    part, hidden = part_of(pack, one)
    assert hidden == {"goal_pop_2030", "pop_goal_progress", "pop_goal_gap"}
    text = part.model_dump_json(exclude={"facts", "figures"})
    assert not [key for key in hidden if key in text]
    assert "fig-goal" not in text and "fig-growth" not in text


def test_a_part_keeps_the_references_to_what_it_shows_and_loses_the_others(pack: Pack) -> None:
    part, _ = part_of(pack, Recipient(id="a", name="甲", sections=Choice(only=("S0", "S1"))))
    text = part.model_dump_json(exclude={"facts", "figures", "slides"})
    assert "主要举措见{{ ref(" in text and "企业开办等改革举措见" in text
    part, _ = part_of(pack, Recipient(id="a", name="甲", sections=Choice(only=("S0",))))
    assert part.annex is not None and "企业开办等改革举措见" not in part.tables["tab-indicators"].note


def test_a_heading_that_shows_a_hidden_fact_is_a_mistake(pack: Pack) -> None:
    one = Recipient(id="a", name="甲", facts=Choice(without=("anniversary_years",)), line=3)
    assert [str(problem).split(";")[0] for problem in part_problems(pack, one, "d.csv")] == [
        "d.csv:3: the cover shows anniversary_years, which a must not see"
    ]


def registry(folder: Path, rows: list[tuple[str, ...]]) -> Path:
    """A database with a table of departments."""
    with sqlite3.connect(folder / "registry.sqlite") as database:
        database.execute("CREATE TABLE department (code TEXT, title TEXT, mail TEXT, own REAL, active INTEGER)")
        database.executemany("INSERT INTO department VALUES (?,?,?,?,1)", rows)
    database.close()
    return folder / "registry.sqlite"


QUERY = """{head}
select code as id, title as name, 'S0 S1' as sections, 'mail' as channel, mail as address, own as "own:事项（项）"
from department where active = 1 order by code
"""


@pytest.mark.parametrize("kind", ["sqlite", "database"])
def test_a_list_comes_from_a_query(tmp_path: Path, pack: Pack, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file = registry(tmp_path, [("b", "乙部门", "b@b.example", 3.5), ("a", "甲部门", "a@a.example", 4.0)])  # type: ignore[list-item]
    monkeypatch.setenv("REPORTGEN_REGISTRY", f"sqlite:///{file}")
    head = "-- sqlite: registry.sqlite" if kind == "sqlite" else "-- who gets a part\n-- database: REPORTGEN_REGISTRY"
    (tmp_path / "departments.sql").write_text(QUERY.format(head=head), "utf-8")
    found = load_recipients(recipients_file(tmp_path), pack, tmp_path)
    assert [(one.id, one.name, one.address, one.sections.only) for one in found] == [
        ("a", "甲部门", "a@a.example", ("S0", "S1")),
        ("b", "乙部门", "b@b.example", ("S0", "S1")),
    ]
    assert [(one.own[0].label, one.own[0].unit, one.own[0].value) for one in found] == [
        ("事项", "项", "4"),
        ("事项", "项", "3.5"),
    ]


def test_mistakes_in_the_rows_of_a_query_are_told_with_row_and_column(tmp_path: Path, pack: Pack) -> None:
    registry(tmp_path, [("a", "甲", "no address", None), ("../b", "乙", "b@b.example", None)])  # type: ignore[list-item]
    path = tmp_path / "departments.sql"
    path.write_text(QUERY.format(head="-- sqlite: registry.sqlite"), "utf-8")
    with pytest.raises(PackError) as caught:
        load_recipients(path, pack, tmp_path)
    assert [str(problem).removeprefix(str(path)) for problem in caught.value.problems] == [
        ", row 1 of the query, id: `id` is '../b'; letters, digits, Chinese, - and _, beginning with no mark; "
        "it becomes part of file names",
        ", row 2 of the query, address: 'no address' is not a mail address; write it as office@dept.example",
    ]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("select 1 as id", "does not say which database it asks; begin with `-- sqlite: registry.sqlite`"),
        ("-- sqlite: nowhere.sqlite\nselect 1", ":1: nowhere.sqlite is not there"),
        ("-- sqlite: registry.sqlite\nselect * from nobody", "the query failed: no such table: nobody"),
        (
            "-- sqlite: registry.sqlite\ndelete from department",
            "the query failed: attempt to write a readonly database",
        ),
        ("-- sqlite: registry.sqlite\nselect code as id, code as id from department", "gives the column `id` twice"),
        ("-- database: postgresql://me:secret@host/db\nselect 1", "`database` names no environment variable"),
        ("-- database: REPORTGEN_NOWHERE\nselect 1", "the environment has no REPORTGEN_NOWHERE"),
    ],
)
def test_a_query_that_cannot_be_asked_is_told_in_words(tmp_path: Path, pack: Pack, query: str, told: str) -> None:
    registry(tmp_path, [])
    path = tmp_path / "departments.sql"
    path.write_text(query, "utf-8")
    with pytest.raises(PackError) as caught:
        load_recipients(path, pack, tmp_path)
    assert told in str(caught.value) and "secret" not in str(caught.value)


@pytest.fixture(scope="module")
def bilingual(lanzhou: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first pack, with words in English for a part of it."""
    folder = Path(shutil.copytree(lanzhou, tmp_path_factory.mktemp("bilingual") / lanzhou.name))
    shutil.copytree(Path(__file__).parent / "packs" / "lanzhou-english", folder / "en")
    return folder


def test_a_language_that_the_pack_does_not_speak_is_told_with_its_row(
    bilingual: Path, pack: Pack, lanzhou: Path
) -> None:
    path = bilingual.parent / "l.csv"
    rows = ["a,甲,docx,zh,S0", "b,B,pptx,en,S0", "c,C,docx,en,S2", "d,D,docx,fr,S0", "e,E,docx,en,S5"]
    path.write_text("\n".join(["id,name,format,language,sections", *rows]), "utf-8")
    with pytest.raises(PackError) as caught:
        load_recipients(path, pack, bilingual)
    told = [str(problem).removeprefix(str(path)) for problem in caught.value.problems]
    assert told[0].startswith(":3:4: the pack has no slides in `en`; write them in")
    assert told[1] == ":4:5: no section `S2`; did you mean S5, S0?" and told[-1].startswith(":5:4: `language` is 'fr'")
    with pytest.raises(PackError, match=r":3:4: the pack says nothing in `en`; there are: zh"):
        load_recipients(path, pack, lanzhou)


def test_both_languages_say_the_same_numbers(bilingual: Path, pack: Pack) -> None:
    english = load_variant(pack, bilingual, "en")
    said = {key: english.facts[key].prose() for key in ("resident_pop_start", "resident_pop_now", "goal_gdp_2030")}
    assert said == {
        "resident_pop_start": "less than 100,000 people",
        "resident_pop_now": "700,000 people",
        "goal_gdp_2030": "100 billion yuan",
    }
    assert english.facts["urban_employment_growth"].prose() == "nearly 50 times"
    assert english.facts["urbanisation_rate"].cell() == ">70%" and english.facts["tier_500_count"].prose() == "3个"
    one = Recipient(id="a", name="Trade Bureau", language="en")
    assert file_of(one, english) == "Trade Bureau-Lanzhou New Area.docx"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "{id: resident_pop_now, label: Residents, unit: people, value: 75}",
            "`value` of resident_pop_now is not a word",
        ),
        ("{id: resident_pop_now, label: Residents, words: 700 thousand}", "its number prints itself; give a `unit`"),
        ("{id: resident_pop_now, label: Residents}", "its unit is Chinese: 万人; say it in English"),
        ("{id: resident_pop_now, unit: people}", "`label` is Chinese: 常住人口; say it in English"),
        ("{id: residents, label: Residents}", "no fact `residents`"),
    ],
)
def test_words_of_a_language_change_no_number(
    bilingual: Path, pack: Pack, tmp_path: Path, line: str, told: str
) -> None:
    folder = Path(shutil.copytree(bilingual, tmp_path / "pack"))
    facts = folder / "en" / "facts.yaml"
    text = facts.read_text("utf-8").replace("{id: resident_pop_now, label: Residents, unit: people}", line)
    facts.write_text(text, "utf-8")
    with pytest.raises(PackError) as caught:
        load_variant(pack, folder, "en")
    assert f"{facts}:" in str(caught.value) and told in str(caught.value)
