"""The facts and figures that the chart tests draw: each kind of bound, index, share, goal and tier once."""

from decimal import Decimal

from reportgen.model import Base, Fact, Figure, TierRow

FACTS = {
    fact.id: fact
    for fact in (
        Fact(id="start", label="常住人口", kind="level", value=Decimal(10), unit="万人", bound="lt", period="12年前"),
        Fact(id="now", label="常住人口", kind="level", value=Decimal(70), unit="万人", as_of="article"),
        Fact(id="goal", label="人口目标", kind="target", value=Decimal(100), unit="万人", period="2030"),
        Fact(id="index", label="一般公共预算收入", kind="index", value=Decimal(70), unit="倍", as_of="article",
             base=Base(label="开发建设之初", value=Decimal(1))),
        Fact(id="urban", label="城镇化率", kind="share", value=Decimal(70), unit="%", bound="gt", as_of="article"),
        Fact(id="research", label="研发投入强度", kind="share", value=Decimal("3.8"), unit="%", period="2023"),
        Fact(id="about", label="岗位", kind="level", value=Decimal(5), unit="万个", bound="approx_below", period="2023"),
        Fact(id="large", label="千亿级产业", kind="count", value=Decimal(3), unit="个", items=("绿色化工", "新材料", "商贸物流")),
        Fact(id="special", label="特色产业", kind="list", items=("航空", "食品加工", "应急救援"), open_ended=True),
    )
}  # fmt: skip

POPULATION = Figure(
    id="population", kind="then_now", head="常住人口", unit="万人", facts=("start", "now", "goal"), highlight="now",
    caption="常住人口的起点、现状与目标", message="常住人口由不足10万人增加到70万人，2030年目标为100万人。",
)  # fmt: skip
REVENUE = Figure(
    id="revenue", kind="index_pair", head="一般公共预算收入", unit="开发建设之初=1", facts=("index",), highlight="index",
    message="一般公共预算收入达到开发建设之初的70倍，绝对值来源未载。",
)  # fmt: skip
URBAN = Figure(id="urban", kind="share_bar", head="城镇化率", unit="%", facts=("urban",), message="城镇化率超过七成。")
RESEARCH = Figure(id="research", kind="share_bar", head="研发投入强度", unit="%", facts=("research",))
PROGRESS = Figure(
    id="progress", kind="progress", head="人口", unit="万人", facts=("now", "goal"), labels={"now": "常住人口"},
    note="目标口径为“人口”。",
)  # fmt: skip
TIERS = Figure(
    id="tiers", kind="tiers", message="层级为建设目标的规模档次，不可加总。",
    tiers=(TierRow(fact="large", label="千亿级"), TierRow(fact="special", label="特色产业", mark="X")),
)  # fmt: skip
PANEL = Figure(id="panel", kind="panel", message="人口与财力跨越式增长。", panels=(POPULATION, REVENUE))
ALL = (POPULATION, REVENUE, URBAN, RESEARCH, PROGRESS, TIERS, PANEL)
NATIVE = (POPULATION, REVENUE, URBAN, RESEARCH, PROGRESS)
