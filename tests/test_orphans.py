"""What is left of a pack when facts and sections are hidden stands alone: no antecedent is missing, no hidden indicator is named."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.distribute.shares.redaction.antecedents import leans_on_last, leans_on_several, without_orphans
from reportgen.distribute.shares.redaction.hidden_names import hidden_names
from reportgen.distribute.shares.redaction.texts import sentences, without_tags
from reportgen.distribute.shares.share import part_of
from reportgen.load import load_pack
from reportgen.model import Fact, Pack, Recipient, TextBlock
from reportgen.model.recipients.recipient import Choice
from tests.conftest import changed_pack

CHOICES = 300 if os.environ.get("REPORTGEN_CAMPAIGN") else 40


@pytest.mark.parametrize(
    ("parts", "hidden", "left"),
    [
        (["甲增长。", "其中，乙下降。", "丙持平。"], [0], ["丙持平。"]),
        (["甲增长。", "乙下降。", "前者快于后者。"], [0], ["乙下降。"]),
        (["甲增长。", "乙下降。", "两者口径不同。"], [1], ["甲增长。"]),
        (["甲增长。", "两者均为增长。", "以此为带动，丙提高。"], [0], []),
        (["{{ f.a }}和{{ f.b }}口径不同，两者不可比。"], [], ["{{ f.a }}和{{ f.b }}口径不同，两者不可比。"]),
        (["甲增长。", "{{ f.a }}家企业中，其中三家上市。"], [0], ["{{ f.a }}家企业中，其中三家上市。"]),
        (["甲增长。", "乙下降。", "同样，丙下降。"], [1], ["甲增长。"]),
        (["甲增长。", "乙同样达到30%。"], [0], []),
        (["甲增长。", "据此测算，乙为3。"], [0], []),
        (
            ["甲。", "乙。", "丙。", "丁。", "上述指标均为测算数。"],
            [0],
            ["乙。", "丙。", "丁。", "上述指标均为测算数。"],
        ),
    ],
)
def test_a_sentence_goes_with_what_it_leans_on(parts: list[str], hidden: list[int], left: list[str]) -> None:
    gone = without_orphans(parts, [number in hidden for number in range(len(parts))])
    assert [part for part, is_gone in zip(parts, gone, strict=True) if not is_gone] == left


def test_names_of_hidden_indicators_are_those_of_no_visible_one(lanzhou: Path) -> None:
    pack = load_pack(lanzhou)
    assert "城镇就业人数" in hidden_names(pack, {"urban_employment_growth"})
    assert hidden_names(pack, {"goal_gdp_2030"}) == {"地区生产总值目标"}  # the share of research is of it too
    assert hidden_names(pack, {"resident_pop_start"}) == frozenset()
    assert hidden_names(pack, set()) == frozenset()


@pytest.mark.parametrize(
    ("field", "hidden"),
    [("needs: [urbanisation_rate]", "urbanisation_rate"), ("needs: [fig-urban]", "urbanisation_rate")],
)
def test_a_block_goes_with_what_it_needs(lanzhou: Path, tmp_path: Path, field: str, hidden: str) -> None:
    text = "城市功能持续完善，宜居水平稳步提升。"
    new = f"      - {{kind: text, {field}, text: {text}}}\n      - {{kind: heading, text: 就业与公共服务}}\n"
    pack = load_pack(
        changed_pack(lanzhou, tmp_path, "report.yaml", "      - {kind: heading, text: 就业与公共服务}\n", new)
    )
    assert text in pack.model_dump_json()
    part, _ = part_of(pack, Recipient(id="a", name="甲", facts=Choice(without=(hidden,))))
    assert text not in part.model_dump_json()


def test_what_a_block_needs_must_be_there(lanzhou: Path, tmp_path: Path) -> None:
    new = "      - {kind: heading, needs: [nothing], text: 就业与公共服务}\n"
    pack = changed_pack(lanzhou, tmp_path, "report.yaml", "      - {kind: heading, text: 就业与公共服务}\n", new)
    with pytest.raises(Exception, match="no fact, figure or table `nothing`"):
        load_pack(pack)


def test_random_shares_leave_no_orphan(lanzhou: Path, harbour: Path) -> None:
    packs = [load_pack(lanzhou), load_pack(harbour)]
    chance = random.Random(21)
    for number in range(CHOICES):
        pack = packs[number % len(packs)]
        facts = chance.sample(sorted(pack.facts), chance.randint(1, 6))
        sections = chance.sample([one.id for one in pack.sections], chance.randint(1, len(pack.sections)))
        part, hidden = part_of(
            pack,
            Recipient(id="a", name="甲", facts=Choice(without=tuple(facts)), sections=Choice(only=tuple(sections))),
        )
        assert list(orphans(pack, part)) == [], (facts, sections)
        names = hidden_names(pack, hidden)
        told = [(name, text) for text in texts_of(part) for name in names if name in without_tags(text)]
        assert told == [], (facts, sections)
        assert [text for text in texts_of(part) if "f." in text and any(f"f.{key} " in text for key in hidden)] == []


def texts_of(pack: Pack) -> Iterator[str]:
    """The running texts of a pack."""
    for section in pack.sections:
        yield section.message
        yield from (block.text for block in section.blocks if isinstance(block, TextBlock))
    yield from (block.text for block in (pack.annex.blocks if pack.annex else ()) if isinstance(block, TextBlock))
    for slide in pack.slides:
        yield from (slide.notes, slide.source)
    yield from (table.note for table in pack.tables.values())


def orphans(pack: Pack, part: Pack) -> Iterator[str]:
    """The sentences of a share before which something is missing that they lean on."""
    whole = {
        parts[number]: parts[:number]
        for text in texts_of(pack)
        for parts in [sentences(text)]
        for number in range(len(parts))
    }
    for text in texts_of(part):
        parts = sentences(text)
        for number, sentence in enumerate(parts):
            before = whole.get(sentence)
            if before is None:
                continue
            near = 1 if leans_on_last(sentence) else 3 if leans_on_several(sentence) else 0
            if near and before and list(before[-near:]) != list(parts[:number])[-min(near, len(before)) :]:
                yield sentence


def test_a_fact_of_words_alone_has_no_name_to_hide() -> None:
    pack = Pack(
        id="p",
        title="题",
        short_title="题",
        organisation="某单位",
        facts={"a": Fact(id="a", label="营商环境建设", kind="list", items=("甲",))},
    )
    assert hidden_names(pack, {"a"}) == frozenset()
