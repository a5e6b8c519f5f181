"""A hidden number stands nowhere in what a recipient gets, in no form; and what could still be computed is named."""

import json
import os
import random
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hidden_number_search import hidden_in, spellings, texts_of
from hypothesis import given
from hypothesis import strategies as st

from reportgen.build.flow import find_template
from reportgen.cli.main import main
from reportgen.distribute.shares.draft import make_draft, words_of
from reportgen.distribute.shares.dry_run import SharePlan, dry_run, plans
from reportgen.distribute.shares.executors import Inline
from reportgen.distribute.shares.redaction.computable import computable
from reportgen.distribute.shares.redaction.hidden_facts import PackIndex, hidden_facts
from reportgen.distribute.shares.redaction.hidden_numbers import HiddenNumbers
from reportgen.distribute.shares.redaction.left_out import left_out
from reportgen.distribute.shares.redaction.number_forms import NumberForms
from reportgen.distribute.shares.redaction.quantities import quantities
from reportgen.distribute.shares.redaction.texts import Redaction
from reportgen.distribute.shares.run import run_batch
from reportgen.distribute.shares.share import part_of, part_problems
from reportgen.distribute.shares.shared_inputs import SharedInputs, Shares, plan_jobs, prepare
from reportgen.errors import PackError
from reportgen.load import load_pack
from reportgen.load.formula import fact_ids
from reportgen.load.lists.recipients import load_recipients
from reportgen.model import Choice, Fact, Pack, Recipient, TextBlock
from reportgen.model.facts.relation import Relation
from reportgen.model.recipients.recipient import OwnNumber
from reportgen.ooxml.package import Member, read_package, write_package

FULL = os.environ.get("REPORTGEN_CAMPAIGN") == "1"
COUNT = 150 if FULL else 6  # random choices for each pack and format
ESTUARY = Path(__file__).parent / "packs" / "estuary"


def workshop_of(folder: Path, place: Path) -> SharedInputs:
    """Everything that shares of a pack need, for reports and decks."""
    rows = place / f"{folder.name}.csv"
    rows.write_text("id,name,format,channel\na,甲,docx,folder\nb,乙,pptx,folder\n", "utf-8")
    return prepare(folder, rows)[0]


@pytest.fixture(scope="module")
def estuary(tmp_path_factory: pytest.TempPathFactory) -> SharedInputs:
    return workshop_of(ESTUARY, tmp_path_factory.mktemp("list"))


@pytest.fixture(scope="module")
def lanzhou_shop(lanzhou: Path, tmp_path_factory: pytest.TempPathFactory) -> SharedInputs:
    return workshop_of(lanzhou, tmp_path_factory.mktemp("list"))


def planned(workshop: SharedInputs, recipient: Recipient) -> SharePlan:
    return plans(workshop, [recipient])[0]


def made(workshop: SharedInputs, recipient: Recipient) -> bytes:
    """The file of a recipient, as a batch makes it."""
    (job,) = plan_jobs(workshop, [recipient])
    part = Shares(workshop).of(job)
    words = words_of(recipient, part.pack)
    return make_draft(workshop, part, job.kind, f"x.{job.kind}", words).address(words)


def random_choices(pack: Pack, count: int, seed: int) -> Iterator[tuple[str, ...]]:
    rng = random.Random(seed)
    keys = [key for key, fact in pack.facts.items() if fact.value is not None and key != pack.numeral]
    for _ in range(count):
        yield tuple(rng.sample(keys, rng.randint(1, 4)))


def computable_by_hand(pack: Pack, hidden: set[str], shown: set[str]) -> set[str]:
    """Hidden facts that a reader could compute, found by trying: formulas, and sums and differences of two numbers."""
    found = set()
    for key in hidden:
        fact = pack.facts[key]
        inputs = fact_ids(fact.formula) if fact.formula else []
        if inputs and all(one in shown for one in inputs):
            found.add(key)
        seen = [
            pack.facts[one] for one in shown if pack.facts[one].unit == fact.unit and pack.facts[one].value is not None
        ]
        small = (
            fact.unit in ("个", "种", "年", "条", "大")
            and len((fact.value or Decimal(0)).normalize().as_tuple().digits) < 2
        )
        if not small and any(
            one is not other
            and fact.value in ((one.value or 0) - (other.value or 0), (one.value or 0) + (other.value or 0))
            for one in seen
            for other in seen
        ):
            found.add(key)
    return found


@pytest.mark.parametrize("kind", ["docx", "pptx"])
@pytest.mark.parametrize("name", ["lanzhou_shop", "estuary"])
def test_random_choices_of_hidden_facts_leave_no_hidden_number_in_any_part(
    name: str, kind: str, request: pytest.FixtureRequest
) -> None:
    workshop: SharedInputs = request.getfixturevalue(name)
    pack = workshop.pack
    searched = stopped = 0
    for keys in random_choices(pack, COUNT, seed=len(name) + len(kind)):
        one = Recipient(id="a", name="甲", facts=Choice(without=keys), format=kind)
        plan = planned(workshop, one)
        hidden = {item.fact_id for item in plan.hidden}
        assert set(keys) <= hidden
        (job,) = plan_jobs(workshop, [one])
        part = Shares(workshop).of(job)
        missed = computable_by_hand(pack, hidden, set(part.shown)) - {item.fact_id for item in plan.computable}
        assert not missed, (keys, missed)
        try:
            content = made(workshop, one)
        except PackError:
            stopped += 1
            continue
        searched += 1
        visible = [pack.facts[key] for key in part.shown]
        found = hidden_in(content, [pack.facts[key] for key in hidden], visible)
        assert not found, (keys, found)
    assert searched >= COUNT * 0.9, f"{stopped} of {COUNT} choices were stopped"
    print(f"{name} {kind}: {searched} files searched, {stopped} stopped")


@pytest.mark.parametrize(
    ("fact", "gone"),
    [
        ("households", "登记户数53,014户"),  # digits with a comma, typed into the prose
        ("area", "3670公顷"),  # another unit of the same quantity
        ("labs", "一百二十八家"),  # Chinese numerals
        ("parkrate", "百分之八十六点五"),  # percent in words
        ("freight", "年吞吐量318万吨"),  # the caption of a photo
    ],
)
def test_a_number_written_out_goes_with_the_fact(estuary: SharedInputs, fact: str, gone: str) -> None:
    whole = made(estuary, Recipient(id="a", name="甲"))
    assert any(gone in text for _, text in texts_of(whole))
    one = Recipient(id="a", name="甲", facts=Choice(without=(fact,)))
    assert not any(gone in text for _, text in texts_of(made(estuary, one)))
    words = [item.text for item in planned(estuary, one).left_out]
    assert any(gone in text or "photo Q1" in text for text in words)


def test_notes_that_say_the_number_in_words_lose_that_sentence(estuary: SharedInputs) -> None:
    deck = Recipient(id="a", name="甲", format="pptx", facts=Choice(without=("freight",)))
    assert any("三百一十八万吨" in item.text for item in planned(estuary, deck).left_out)
    assert not any("三百一十八" in text for _, text in texts_of(made(estuary, deck)))


def test_a_fact_takes_the_cell_of_a_table_with_the_same_number(estuary: SharedInputs) -> None:
    pack = estuary.pack
    twin = Fact(id="gear", label="装备产值", kind="level", value=Decimal("68.45"), unit="亿元", period="2024")
    more = pack.model_copy(update={"facts": {**pack.facts, "gear": twin}})
    hidden = hidden_facts(more, Choice(without=("gear",)))
    assert hidden["output.装备.2024年"] == "the same number as gear"
    assert hidden["output.合计.2024年"] == "the total from which output.装备.2024年 would follow"
    share, _ = part_of(more, Recipient(id="a", name="甲", facts=Choice(without=("gear",))))
    assert "68.45" not in share.model_dump_json(exclude={"data"}) and "146.65" not in share.model_dump_json(
        exclude={"data"}
    )


def test_equal_short_numbers_of_two_indicators_are_two_numbers(lanzhou_shop: SharedInputs) -> None:
    hidden = hidden_facts(lanzhou_shop.pack, Choice(without=("industrial_value_added_growth",)))
    assert set(hidden) == {"industrial_value_added_growth"}  # 产业投资 grows by 30%以上 too


def test_what_could_still_be_computed_is_named_with_its_formula(
    estuary: SharedInputs, lanzhou_shop: SharedInputs
) -> None:
    found = planned(estuary, Recipient(id="a", name="甲", facts=Choice(without=("locals",)))).computable
    assert [(item.fact_id, item.operands, item.certain) for item in found] == [
        ("locals", ("migrants", "workers"), True)
    ]
    found = planned(lanzhou_shop, Recipient(id="a", name="甲", facts=Choice(without=("pop_goal_gap",)))).computable
    assert str(found[0]).startswith("pop_goal_gap can be computed from goal_pop_2030, resident_pop_now")


def test_a_stated_relation_takes_its_total_or_is_named(estuary: SharedInputs) -> None:
    facts = {
        key: Fact(id=key, label=key, kind="count", value=Decimal(value), unit="家")
        for key, value in (("state", 214), ("private", 3071), ("firms", 3285))
    }
    relation = Relation(sum=("state", "private"), equals="firms")
    pack = estuary.pack.model_copy(
        update={"facts": facts, "relations": (relation,), "figures": {}, "tables": {}, "data": {}}
    )
    assert hidden_facts(pack, Choice(without=("state",))) == {
        "state": "hidden by the list", "firms": "the total from which state would follow",
    }  # fmt: skip
    (found,) = computable(PackIndex.of(pack), ["firms"], ["state", "private"])
    assert found.certain and found.operands == ("private", "state")


def test_numbers_that_only_fit_are_told_as_what_may_be_computed(estuary: SharedInputs) -> None:
    facts = {
        **estuary.pack.facts,
        "gap": Fact(id="gap", label="投资缺口", kind="level", value=Decimal("72.66"), unit="亿元"),
        "rate": Fact(id="rate", label="投资完成率", kind="share", value=Decimal("63.7"), unit="%"),
    }
    index = PackIndex.of(estuary.pack.model_copy(update={"facts": facts}))
    found = computable(index, ["gap", "rate"], ["invest", "goal_invest", "workers"])
    assert [(item.fact_id, item.how, item.certain) for item in found] == [
        ("gap", "goal_invest − invest", False),
        ("rate", "invest ÷ goal_invest", False),
    ]


def test_a_column_whose_numbers_are_all_hidden_goes_in_the_place_of_its_rows(estuary: SharedInputs) -> None:
    keys = tuple(key for key in estuary.pack.data["output"].fact_ids() if key.endswith(".2023年"))
    share, _ = part_of(estuary.pack, Recipient(id="a", name="甲", facts=Choice(without=keys)))
    table = share.tables["tab-output"]
    assert len(table.columns) == 2 and len(table.rows) == 4
    assert [column.width_mm for column in table.columns] == [None, None]  # widths are measured


def test_rows_columns_and_tables_are_left_out_by_name(estuary: SharedInputs, tmp_path: Path) -> None:
    rows = tmp_path / "l.csv"
    rows.write_text(
        "id,name,tables_without,rows_without,columns_without\n"
        "a,甲,,tab-all/从业人员 tab-all/建成面积,tab-all/说明\n"
        "b,乙,tab-all,,\n",
        "utf-8",
    )
    first, second = load_recipients(rows, estuary.pack, ESTUARY)
    share, _ = part_of(estuary.pack, first)
    assert [column.head for column in share.tables["tab-all"].columns] == ["指标", "数值"]
    assert [row[0] for row in share.tables["tab-all"].rows] == ["登记户数", "固定资产投资", "港口吞吐量", "研发机构"]
    share, _ = part_of(estuary.pack, second)
    assert share.annex is not None and "tab-all" not in share.model_dump_json(include={"sections", "annex"})
    rows.write_text("id,name,rows_without,columns_without\na,甲,tab-all/人员,tab-no/数值\n", "utf-8")
    with pytest.raises(PackError) as caught:
        load_recipients(rows, estuary.pack, ESTUARY)
    assert "the table tab-all has no row `人员`" in str(caught.value) and "no table `tab-no`" in str(caught.value)


def test_a_text_that_still_names_a_hidden_fact_is_named_and_own_numbers_hinder_nothing(estuary: SharedInputs) -> None:
    own = (OwnNumber(label="承担事项", unit="项", value="12"),)
    plan = planned(
        estuary, Recipient(id="a", name="甲", own=own, facts=Choice(without=("invest_growth", "households")))
    )
    assert ("annex, block 2", True) not in {(item.where, item.refers) for item in plan.left_out}
    deck = Recipient(id="a", name="甲", own=own, format="pptx", facts=Choice(without=("parkrate",)))
    assert not [item for item in planned(estuary, deck).left_out if item.refers and "园区入驻率" not in item.text]
    pack = load_pack(ESTUARY)
    block = TextBlock(kind="text", text="研发机构数量居前。")
    more = pack.sections[2].model_copy(update={"blocks": (*pack.sections[2].blocks, block)})
    pack = pack.model_copy(update={"sections": (*pack.sections[:2], more)})
    share, hidden = part_of(pack, Recipient(id="a", name="甲", facts=Choice(without=("labs",))))
    found = left_out(pack, share, ["E1", "E2", "E3"], hidden, set(pack.facts) - hidden, deck=False)
    assert "研发机构数量居前。" in {item.text for item in found}


def test_a_cover_slide_that_shows_a_hidden_fact_is_a_mistake_and_does_not_vanish(estuary: SharedInputs) -> None:
    cover = estuary.pack.slides[0].model_copy(update={"lead": "登记户数五万三千零一十四户"})
    pack = estuary.pack.model_copy(update={"slides": (cover, *estuary.pack.slides[1:])})
    hidden = Choice(without=("households",))
    found = [
        str(one) for one in part_problems(pack, Recipient(id="a", name="甲", format="pptx", facts=hidden), "l.csv")
    ]
    assert len(found) == 1 and "the cover slide shows households" in found[0]
    assert not list(part_problems(pack, Recipient(id="a", name="甲", facts=hidden), "l.csv"))


def poisoned(folder: Path, words: str) -> Path:
    """The estuary pack with a report template in which a hand has written a sentence."""
    pack = Path(shutil.copytree(ESTUARY, folder / "estuary"))
    members = read_package(find_template("report", load_pack(pack), pack).read_bytes(), "report.docx")
    body = members["word/document.xml"].content.decode()
    head, mark, tail = body.rpartition("<w:sectPr")
    run = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in (words[:6], words[6:]))
    members["word/document.xml"] = Member.of("word/document.xml", f"{head}<w:p>{run}</w:p>{mark}{tail}".encode())
    (pack / "own.docx").write_bytes(write_package(members.values()))
    return pack


def test_a_template_that_has_the_number_stops_its_recipient_alone_and_names_the_place(tmp_path: Path) -> None:
    pack = poisoned(tmp_path, "登记户数５３,０１４户。")
    (pack / "departments.csv").write_text(
        "id,name,template,facts_without,channel\n"
        "a,甲,own.docx,households,folder\nb,乙,,households,folder\nc,丙,own.docx,,folder\n",
        "utf-8",
    )
    result = run_batch(pack, Inline(), output=tmp_path / "out")
    assert set(result.made) == {"b", "c"} and set(result.failed) == {"a"}
    assert "would show households" in result.failed["a"] and "paragraph" in result.failed["a"]


def test_a_visible_number_of_the_same_value_stops_nobody(tmp_path: Path) -> None:
    pack = poisoned(tmp_path, "从业人员占比为33.25%，另见说明。")
    facts = (pack / "facts.yaml").read_text("utf-8").replace("derived:", _TWIN + "derived:")
    (pack / "facts.yaml").write_text(facts, "utf-8")
    report = (pack / "report.yaml").read_text("utf-8")
    (pack / "report.yaml").write_text(
        report.replace("研发机构{{ f.labs }}。", "从业人员占比{{ f.staff }}。研发机构{{ f.labs }}。"), "utf-8"
    )
    (pack / "departments.csv").write_text(
        "id,name,template,facts,facts_without,channel\na,甲,own.docx,,light,folder\n", "utf-8"
    )
    plan = dry_run(pack)[0]
    assert "staff" in {item.fact_id for item in plan.hidden}  # as long a number is the same, unless the list names it
    named = ";".join(key for key in load_pack(pack).facts if key != "light")
    (pack / "departments.csv").write_text(f"id,name,template,facts,channel\na,甲,own.docx,{named},folder\n", "utf-8")
    result = run_batch(pack, Inline(), output=tmp_path / "out")
    assert result.made == ("a",), result.failed


_TWIN = '  - {id: staff, label: 从业人员占比, kind: share, value: 33.25, unit: "%", period: "2024", source: bureau, locator: {line: 5}}\n'


def test_the_command_lists_plans_as_text_and_json_and_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "l.csv"
    rows.write_text("id,name,facts_without\na,甲,locals\nb,乙,\n", "utf-8")
    arguments = ["batch", str(ESTUARY), "--list", str(rows), "-o", str(tmp_path / "out"), "--dry-run"]
    assert main(arguments) == 1
    told = capsys.readouterr().out
    assert (
        "hidden: locals (本地从业人员" in told
        and "still computable: locals can be computed from migrants, workers" in told
    )
    assert main([*arguments, "--json"]) == 1
    first, second = json.loads(capsys.readouterr().out)["recipients"]
    assert first["hidden"][0]["fact_id"] == "locals" and first["still_computable"][0]["operands"] == [
        "migrants",
        "workers",
    ]
    assert second["hidden"] == [] and second["left_out"] == []
    assert not (tmp_path / "out").exists()


@given(
    st.one_of(
        st.integers(min_value=1, max_value=9_999_999).map(Decimal),
        st.decimals(min_value="0.1", max_value="9999", places=2, allow_nan=False),
    )
)
def test_every_spelling_of_a_number_is_read_back(value: Decimal) -> None:
    for text in spellings(value):
        assert value in {found.value for found in quantities(f"共{text}户。")}, text


@pytest.mark.parametrize(
    ("fact", "texts"),
    [
        (
            {"value": 15, "upper": 20, "unit": "%", "bound": "range"},
            ["增速在15%～20%之间", "增长15-20%", "最高达百分之二十"],
        ),
        ({"value": "1/80"}, ["占全国的1/80", "八十分之一", "约占1.25%"]),
        ({"value": "-2.35", "unit": "%"}, ["指标A为-2.35%", "指标A为－２.３５％"]),
        ({"value": 12734, "unit": "亿元"}, ["达12,734亿元", "达1.2734万亿元", "达一万二千七百三十四亿元"]),
        ({"value": "35.5", "unit": "公里"}, ["全长35.5公里", "全长35500米", "全长三十五点五千米"]),
        (
            {"value": 700000, "unit": "人"},
            ["70万人", "七十万人", "柒拾万人", "700，000人", "7\u200b0万人", "０.７百万人"],
        ),
    ],
)
def test_a_hidden_number_is_known_in_every_writing(fact: dict[str, object], texts: list[str]) -> None:
    hidden = Fact.model_validate({"id": "x", "label": "指标A", "kind": "level", **fact})
    other = Fact(id="y", label="指标B", kind="count", value=Decimal(7), unit="家")
    pack = Pack(id="p", title="t", short_title="t", organisation="o", facts={"x": hidden, "y": other})
    numbers = HiddenNumbers(NumberForms(pack), frozenset({"x"}))
    for text in texts:
        assert [hit.fact_id for hit in numbers.hits(text)][:1] == ["x"], text
    assert not list(numbers.hits("2024年1月15日，第20页，共3个方面，7家企业。"))


def test_a_number_in_the_name_of_a_visible_row_is_that_name_and_beside_it_is_a_leak() -> None:
    facts = {
        "x": Fact(id="x", label="货运量", kind="level", value=Decimal(3871), unit="亿元"),
        "row": Fact(id="row", label="第三十八片区", kind="list", words="片区3871"),
    }
    pack = Pack(id="p", title="t", short_title="t", organisation="o", facts=facts)
    numbers = HiddenNumbers(NumberForms(pack), frozenset({"x"}))
    assert not list(numbers.hits("片区3871情况较好。"))
    assert [hit.fact_id for hit in numbers.hits("片区3871情况较好，3871。")] == ["x"]
    assert [hit.fact_id for hit in numbers.hits("3871", "片区3871")] == ["x"]


def test_a_text_that_chooses_its_facts_while_it_is_printed_counts_as_showing_all() -> None:
    redaction = Redaction(frozenset({"x"}))
    assert redaction.mentions("{{ f[key] }}") and redaction.mentions("{% for k in f %}{{ k }}{% endfor %}")
    assert redaction.mentions("{{ f.get('x') }}") and not redaction.mentions("{{ f.y }}{{ sections | length }}")
