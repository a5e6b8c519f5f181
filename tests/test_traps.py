"""The eighteen traps of the first pack: each test fails when its rule is broken in the built files."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.charts import chart_rule_violations
from reportgen.load import load_pack
from reportgen.load.formula import FormulaError, evaluate
from reportgen.model import Figure, Pack
from tests.conftest import Built

QUALIFIERS = {"不足": "lt", "超过": "gt", "近": "approx_below"}


@pytest.fixture(scope="module")
def pack(lanzhou: Path) -> Pack:
    return load_pack(lanzhou)


@pytest.fixture(scope="module")
def words(built: Built) -> str:
    """Everything that a reader of either file can see or hear: text, notes, charts, alternative texts."""
    return built.words


def sentences(text: str) -> Iterator[str]:
    yield from (part for part in re.split(r"[。；\n]", text) if part)


def shown_of(built: Built, fact: str) -> set[str]:
    """How a fact is printed, without its period, its unit alone and the line of the source."""
    texts = {row["text"] for row in built.ledger if row["fact_id"] == fact}
    return {text for text in texts if not re.match(r"目前|第\d+行|\d{4}年|—|(?:万人|倍|%)$", text)}


def test_t01_five_captions_and_the_headline_is_none_of_them(pack: Pack) -> None:
    assert [photo.line for photo in pack.photos] == [4, 12, 16, 20, 24]
    assert "激活发展新动能" in pack.title
    assert not any("激活发展新动能" in photo.caption for photo in pack.photos)


def test_t02_the_word_split_over_two_lines_of_the_source_is_whole(pack: Pack, words: str) -> None:
    assert pack.facts["applied_tech"].items[-1] == "同位素药物研发生产"
    assert not re.search(r"同位素药物研(?!发生产)", words)


def test_t03_the_four_seventies_are_four_facts(built: Built) -> None:
    assert shown_of(built, "resident_pop_now") <= {"70万人", "70"}
    assert shown_of(built, "fiscal_revenue_index") <= {"70倍", "70", "1"}
    assert shown_of(built, "urbanisation_rate") <= {"超过70%", ">70%", ">70", "70", "30"}  # 30: the rest of its bar
    assert shown_of(built, "pop_goal_progress") == {"70%"}


def test_t04_reached_is_not_grown(pack: Pack, words: str) -> None:
    assert not re.search(r"增长(了)?(近)?(69|70)倍", words)
    assert not re.search(r"达到[^，。；“”]{0,12}近50倍", words)
    figure = Figure(id="x", kind="then_now", facts=("fiscal_revenue_index", "urban_employment_growth"))
    assert any("growth multiple" in text for text in chart_rule_violations(figure, pack.facts))


def test_t05_multiples_have_no_absolute_value(pack: Pack, words: str) -> None:
    base = pack.facts["urban_employment_growth"].base
    assert base is None or base.value is None
    with pytest.raises(ValueError, match="no base value"):
        pack.facts["urban_employment_growth"].base_value()
    assert not re.search(r"一般公共预算收入[^。；]{0,20}亿元", words)


def test_t06_bounds_stay_at_their_numbers(words: str) -> None:
    assert not re.search(r"(?<!不足)(?<!\d)10万", words.replace("“不足10万”", ""))
    assert not re.search(r"(?<!近)(?<!\d)50倍", words)
    assert not re.search(r"(?<![≥\d])30%(?!以上)", words)
    for match in re.finditer(r"(?<!\d)70%", words):
        before = words[max(0, match.start() - 6) : match.start()]
        assert re.search(r"超过$|>$|目标的$|相当于$", before), words[match.start() - 20 : match.end() + 5]


def test_t07_no_year_is_printed_that_no_fact_carries(words: str) -> None:
    assert set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", words)) == {"2023", "2030"}


def test_t08_a_growth_without_period_is_never_compounded(pack: Pack) -> None:
    for key in ("industrial_investment_growth", "industrial_value_added_growth"):
        assert pack.facts[key].period is None
        with pytest.raises(FormulaError):
            evaluate(f"(1 + {key}) ** 12", pack.facts)
    assert not any("growth" in (fact.formula or "") for fact in pack.facts.values())


def test_t09_tiers_are_classes_under_construction_and_never_summed(pack: Pack, words: str) -> None:
    for key in ("tier_1000_count", "tier_500_count", "tier_100_count", "tiered_industries"):
        assert pack.facts[key].status == "under_construction"
    for sentence in sentences(words):
        if "亿级" in sentence:
            assert not re.search(r"已建成|建成了|形成了|实现了|产值达", sentence), sentence
    assert not re.search(r"\d{4,}亿", words.replace("1000亿元", ""))


def test_t10_the_goal_without_a_present_has_no_progress(pack: Pack, words: str) -> None:
    assert not any("goal_gdp" in (fact.formula or "") for fact in pack.facts.values())
    assert all("goal_gdp_2030" not in figure.fact_ids() for figure in pack.figures.values())
    figure = Figure(id="x", kind="progress", facts=("goal_gdp_2030",))
    assert any("needs a current value" in text for text in chart_rule_violations(figure, pack.facts))


def test_t11_population_is_compared_only_with_the_note(built: Built) -> None:
    places = [built.report_text, *built.deck_texts]
    compared = [text for text in places if "相当于" in text]
    assert len(compared) >= 2
    assert all("口径" in text for text in compared)


def test_t12_shares_of_different_denominators_never_meet(pack: Pack) -> None:
    both = {"rd_intensity", "st_contribution"}
    assert not any(both <= set(figure.fact_ids()) for figure in pack.figures.values())
    figure = Figure(id="x", kind="share_bar", facts=tuple(sorted(both)))
    assert any("different denominators" in text for text in chart_rule_violations(figure, pack.facts))


def test_t13_pillars_and_tiers_keep_their_own_names(pack: Pack, words: str) -> None:
    assert "新能源新材料" in pack.facts["pillar_industries"].items
    assert "新材料" in pack.facts["tier_1000_count"].items
    assert "新能源" in pack.facts["tier_500_count"].items
    assert "新能源、新材料" not in words
    assert "新能源新材料" in words


def test_t14_the_suspicious_word_is_printed_as_it_is_and_flagged(built: Built) -> None:
    for text in (built.report_text, *built.deck_texts):
        assert "钍" not in text
        assert "待核" not in text  # what waits for verification is a finding, not a text
    flagged = {finding.place.file for finding in built.findings if finding.rule == "F09" and "钎" in finding.what}
    assert flagged == {"report.docx", "deck.pptx"}
    assert sum("钎" in text for text in [built.report_text, *built.deck_texts]) >= 2


def test_t15_a_caption_that_ages_is_a_warning_when_it_is_shown(built: Built, built_with_photos: Built) -> None:
    assert not any(finding.rule == "F17" for finding in built.findings)
    assert any(finding.rule == "F17" and "即将投运" in finding.what for finding in built_with_photos.findings)


def test_t16_open_lists_keep_their_open_end_and_have_no_count(pack: Pack, words: str) -> None:
    for fact in (fact for fact in pack.facts.values() if fact.open_ended):
        last = re.escape(fact.items[-1])
        listed = re.findall(rf"{re.escape(fact.items[-2])}、{last}(.)", words)
        assert set(listed) <= {"等"}, fact.id
        with pytest.raises(ValueError, match="not a closed list"):
            fact.member_count()


def test_t17_set_terms_keep_chinese_numerals(words: str) -> None:
    for right, wrong in (
        ("十二周年", "12周年"), ("百余种", "100余种"), ("三环八射", "3环8射"), ("千亿级", "1000亿级"), ("70万人", "七十万人"),
    ):  # fmt: skip
        assert right in words
        assert wrong not in words


def test_t18_one_growth_stands_for_two_indicators(built: Built, words: str) -> None:
    one, other = (shown_of(built, f"industrial_{key}_growth") for key in ("investment", "value_added"))
    assert {"30%以上", "≥30"} <= one & other
    assert not re.search(r"(合计|共同|总体)[^。；]{0,8}30%以上", words)
