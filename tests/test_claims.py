"""What finished words may claim of the facts of a pack (F04, F06 to F09): each once broken and once kept."""

from pathlib import Path

import pytest

from reportgen.check.numbers.claims import check_claims
from reportgen.load import load_pack
from reportgen.model import Pack

FILE = "report.docx"


@pytest.fixture(scope="module")
def pack(lanzhou: Path) -> Pack:
    return load_pack(lanzhou)


def told(pack: Pack, text: str, *facts: str) -> list[str]:
    return [finding.rule for finding in check_claims(pack, [(FILE, key) for key in facts], {FILE: text})]


@pytest.mark.parametrize(
    ("fact", "wrong", "right", "rule"),
    [
        ("urban_employment_growth", "城镇就业达到近50倍。", "城镇就业累计增长近50倍。", "F04"),
        ("tiered_industries", "新区已建成11个百亿级以上产业，", "新区正加速构建11个百亿级以上产业。", "F07"),
        ("goal_pop_2030", "常住人口已实现100万人。", "到2030年，人口目标为100万人。", "F07"),
        ("pillar_industries", None, None, "F09"),
        ("resident_pop_now", "2019年常住人口为70万人。", "2023年的指标，到2030年的目标。", "F06"),
        ("resident_pop_now", "数据来源：某某统计网。", "数据来源：兰州新区党工委办公室。", "F08"),
    ],
)  # fmt: skip
def test_a_claim_that_no_fact_bears_is_told(
    pack: Pack, fact: str, wrong: str | None, right: str | None, rule: str
) -> None:
    if wrong is None or right is None:  # a list that the source leaves open
        fact = next(key for key, item in pack.facts.items() if item.open_ended and len(item.items) > 1)
        members = "、".join(pack.facts[fact].items)
        wrong, right = f"包括{members}。", f"包括{members}等。"
    assert told(pack, wrong, fact) == [rule]
    assert told(pack, right, fact) == []


def test_facts_that_a_file_does_not_show_claim_nothing_in_it(pack: Pack) -> None:
    assert told(pack, "城镇就业达到近50倍。") == []


def test_a_line_that_speaks_of_the_future_may_use_a_finished_verb(pack: Pack) -> None:
    assert told(pack, "力争形成了11个百亿级以上产业的格局。", "tiered_industries") == []
