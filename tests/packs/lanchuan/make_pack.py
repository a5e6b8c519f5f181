"""A large pack of an invented city: 124 facts of four years from a workbook, a CSV file and a database; sound, or with 36 faults.

The faults of `broken=True`: 12 conflicts, 8 relations that fail, 10 rows that match nothing, 6 figures that mix units on one axis.
"""

import csv
import io
import json
import sqlite3
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook

YEARS = (2020, 2021, 2022, 2023)
# id, label, unit, value of 2020, growth a year; sums are computed
BOOK = [
    ("primary", "第一产业增加值", "亿元", "120.5", "3.1"), ("secondary", "第二产业增加值", "亿元", "830.2", "41.7"),
    ("tertiary", "第三产业增加值", "亿元", "910.4", "55.6"), ("gdp", "地区生产总值", "亿元", "", ""),
    ("revenue", "一般公共预算收入", "亿元", "96.38", "4.17"), ("investment", "工业投资", "亿元", "305.0", "22.4"),
    ("retail", "社会消费品零售总额", "亿元", "610.9", "31.2"), ("exports", "出口总额", "亿元", "73.06", "6.48"),
    ("deposits", "住户存款余额", "亿元", "1820.7", "190.3"), ("loans", "各项贷款余额", "亿元", "1544.1", "160.9"),
    ("grain", "粮食产量", "万吨", "52.34", "0.61"), ("tourists", "接待游客", "万人次", "812.5", "77.3"),
]  # fmt: skip
TABLE = [
    ("urban", "城镇人口", "人", "1203400", "18650"), ("rural", "乡村人口", "人", "701255", "-9120"), ("pop", "户籍人口", "人", "", ""),
    ("large", "大型企业", "家", "38", "3"), ("middle", "中型企业", "家", "412", "27"), ("small", "小微企业", "家", "53014", "4120"),
    ("firms", "市场主体中的企业", "家", "", ""), ("patents", "发明专利授权", "件", "1204", "233"),
    ("schools", "中小学校", "所", "268", "-4"), ("beds", "医疗机构床位", "张", "11870", "640"),
]  # fmt: skip
BASE = [
    ("roads", "公路通车里程", "公里", "4310.6", "58.2"), ("green", "建成区绿化覆盖率", "%", "38.0", "0.7"),
    ("forest", "森林覆盖率", "%", "41.25", "0.3"), ("power", "全社会用电量", "亿千瓦时", "101.7", "6.3"),
    ("water", "城市供水量", "万吨", "14030", "310"), ("buses", "公共汽车", "辆", "1086", "42"),
    ("jobs", "城镇新增就业", "人", "41250", "1330"), ("income", "居民人均可支配收入", "元", "34120", "1985"),
    ("area", "建成区面积", "平方公里", "132.8", "3.4"),
]  # fmt: skip
SUMS = {"gdp": ("primary", "secondary", "tertiary"), "pop": ("urban", "rural"), "firms": ("large", "middle", "small")}
DISTRICTS = {
    "东湾区": ("31.20", "8.45", "210.6"),
    "西屏区": ("28.75", "6.10", "188.3"),
    "南埠县": ("14.32", "15.08", "96.4"),
}
# what the broken pack says of a number that a relation holds to be another: the totals and one row of the table
WRONG_TOTALS = {
    "gdp_2021": "9.8",
    "gdp_2023": "-12.0",
    "pop_2020": "3000",
    "pop_2022": "-450",
    "firms_2021": "17",
    "firms_2022": "1",
}
# a second fact of the same label and time: id of the first, value as the sound pack has it, as the broken pack has it, unit, bound
AGAIN = [
    ("revenue_2020", "9638", "9683", "百万元", "exact"), ("investment_2021", "327.4", "372.4", "亿元", "exact"),
    ("grain_2022", "53.56", "53.65", "万吨", "exact"), ("patents_2023", "1900", "2000", "件", "gt"),
    ("schools_2020", "268", "286", "所", "exact"), ("beds_2021", "12510", "1251", "张", "exact"),
    ("green_2022", "39", "40", "%", "ge"), ("forest_2021", "41.55", "41.5", "%", "exact"),
    ("roads_2023", "4485.2", "4458.2", "公里", "exact"), ("income_2020", "3.412", "3.42", "万元", "exact"),
]  # fmt: skip
CELLS = [("东湾区常住人口", "39.65", "39.56"), ("南埠县产值", "96.4", "69.4")]
LOST_ROWS = {
    "book": [("gdp_2020x", "地区生产总直"), ("export_23", "出口总额指数"), ("x01", "港口吞吐量"), ("x02", "机场旅客")],
    "csv": [("popu_2023", "户籍人囗"), ("x03", "养老床位"), ("x04", "幼儿园")],
    "base": [("road_2023", "公路里程数"), ("x05", "污水处理率"), ("x06", "图书馆")],
}
MIXED = {
    "column": ["gdp_2023", "grain_2023", "green_2023"], "bar": ["roads_2023", "area_2023"], "line": ["power_2020", "water_2021"],
    "dumbbell": ["beds_2020", "schools_2020"], "slope": ["income_2020", "revenue_2023"], "heat": ["buses_2020", "jobs_2020"],
}  # fmt: skip


def values(broken: bool) -> dict[str, Decimal]:
    """Every number of the three sources by the id of its fact."""
    found: dict[str, Decimal] = {}
    for key, _, _, start, step in (*BOOK, *TABLE, *BASE):
        for number, year in enumerate(YEARS):
            if start:
                found[f"{key}_{year}"] = Decimal(start) + Decimal(step) * number
            else:
                found[f"{key}_{year}"] = sum((found[f"{part}_{year}"] for part in SUMS[key]), Decimal(0))
    for key, error in (WRONG_TOTALS if broken else {}).items():
        found[key] += Decimal(error)
    return found


def make_pack(folder: Path, *, broken: bool = False) -> Path:
    """Write the pack into a folder that does not exist yet, and return it."""
    (folder / "tables").mkdir(parents=True)
    numbers = values(broken)
    _workbook(folder / "bureau.xlsx", numbers, LOST_ROWS["book"] if broken else [])
    _csv(folder / "departments.csv", numbers, LOST_ROWS["csv"] if broken else [])
    _database(folder / "utilities.db", numbers, LOST_ROWS["base"] if broken else [])
    _districts(folder / "tables" / "districts.csv", broken)
    contents = {
        "pack.yaml": _pack(),
        "facts.yaml": _facts(broken),
        "report.yaml": _report(broken),
        "deck.yaml": _deck(),
    }
    for name, content in contents.items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")  # JSON is YAML
    return folder


def _rows(indicators: list[tuple[str, str, str, str, str]], numbers: dict[str, Decimal]) -> list[list[Any]]:
    return [
        [f"{key}_{year}", label, numbers[f"{key}_{year}"], unit, str(year)]
        for key, label, unit, _, _ in indicators for year in YEARS
    ]  # fmt: skip


def _workbook(path: Path, numbers: dict[str, Decimal], lost: list[tuple[str, str]]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "主要指标"
    sheet.append(["澜川市主要经济指标"])
    sheet.append(["编号", "指标", "数值", "单位", "时点"])
    for row in _rows(BOOK, numbers):
        sheet.append(row)
        places = max(0, -int(row[2].as_tuple().exponent))
        sheet.cell(sheet.max_row, 3).number_format = f"0.{'0' * places}" if places else "0"
    for key, label in lost:
        sheet.append([key, label, 12, "亿元", "2023"])
    book.save(path)


def _csv(path: Path, numbers: dict[str, Decimal], lost: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["编号", "指标", "数值", "单位", "时点"])
    writer.writerows(_rows(TABLE, numbers))
    writer.writerows([key, label, "12", "家", "2023"] for key, label in lost)
    path.write_bytes(out.getvalue().encode("gb18030"))


def _database(path: Path, numbers: dict[str, Decimal], lost: list[tuple[str, str]]) -> None:
    with sqlite3.connect(path) as base:
        base.execute("create table t (id text, label text, value text, unit text, period text)")
        rows = [[key, label, f"{value:f}", unit, year] for key, label, value, unit, year in _rows(BASE, numbers)]
        base.executemany("insert into t values (?, ?, ?, ?, ?)", rows)
        base.executemany("insert into t values (?, ?, '12', '个', '2023')", lost)
    base.close()


def _districts(path: Path, broken: bool) -> None:
    lines = ["区县,城镇（万人）,乡村（万人）,常住人口（万人）,产值（亿元）"]
    for number, (name, (urban, rural, output)) in enumerate(DISTRICTS.items()):
        total = Decimal(urban) + Decimal(rural) + (Decimal("0.3") if broken and number == 1 else 0)
        lines.append(f"{name},{urban},{rural},{total},{output}")
    path.write_text("\n".join(lines) + "\n", "utf-8-sig")


def _pack() -> dict[str, Any]:
    return {
        "id": "lanchuan", "edition": "2023", "title": "澜川市国民经济和社会发展主要数据", "title_lines": ["澜川市", "主要数据"],
        "occasion": "澜川市年度数据汇编", "subtitle": "年度汇编", "short_title": "澜川市主要数据", "organisation": "澜川市数据局",
        "theme": "A", "band": ["gdp_2023", "patents_2023", "green_2023"],
        "data": [{"id": "districts", "file": "tables/districts.csv", "source": "bureau", "label": "各区县主要指标"}],
        "layers": [
            {"file": "bureau.xlsx", "source": "bureau"}, {"file": "departments.csv", "source": "departments"},
            {"sqlite": "utilities.db", "query": "select * from t", "source": "utilities"},
        ],
        "sources": {
            "bureau": {"label": "澜川市统计局（虚构）", "title": "主要经济指标", "date": "2024年3月", "rank": 1},
            "departments": {"label": "澜川市有关部门（虚构）", "rank": 2},
            "utilities": {"label": "澜川市公用事业数据库（虚构）", "rank": 2},
        },
    }  # fmt: skip


def _facts(broken: bool) -> dict[str, Any]:
    indicators = {key: (label, unit) for key, label, unit, _, _ in (*BOOK, *TABLE, *BASE)}
    facts = [
        {"id": f"{key}_{year}", "label": label, "kind": "share" if unit == "%" else "level", "unit": unit, "period": str(year)}
        for key, (label, unit) in indicators.items() for year in YEARS
    ]  # fmt: skip
    for key, sound, wrong, unit, bound in AGAIN:
        label, year = indicators[key.rpartition("_")[0]][0], key.rpartition("_")[2]
        facts.append({
            "id": f"again_{key}", "label": label, "kind": "level", "value": wrong if broken else sound, "unit": unit, "bound": bound,
            "period": year, "source": "departments",
        })  # fmt: skip
    for number, (label, sound, wrong) in enumerate(CELLS):
        unit = "万人" if "人口" in label else "亿元"
        facts.append({"id": f"again_cell{number}", "label": label, "kind": "level", "value": wrong if broken else sound, "unit": unit,
                      "source": "departments"})  # fmt: skip
    facts.append({  # rightly another number, and the pack says why
        "id": "gdp_revised", "label": "地区生产总值", "kind": "level", "value": "1860.0", "unit": "亿元", "period": "2020",
        "source": "departments", "differs_from": "gdp_2020", "because": "初步核算数",
    })  # fmt: skip
    return {"facts": facts, "relations": _relations(broken)}


def _relations(broken: bool) -> list[dict[str, Any]]:
    sums = [
        {"sum": [f"{part}_{year}" for part in parts], "equals": f"{total}_{year}"}
        for total, parts in SUMS.items() if total != "gdp" for year in YEARS
    ]  # fmt: skip
    wholes = [{"parts": [f"{part}_{year}" for part in SUMS["gdp"]], "of": f"gdp_{year}"} for year in YEARS]
    table = {"sum": "districts.城镇 + districts.乡村", "equals": "districts.常住人口", "for_each": "区县"}
    mixed = {"parts": ["loans_2020", "grain_2020"], "of": "gdp_2020"}  # of two units
    declared = mixed if broken else {"parts": ["urban_2023", "rural_2023"], "of": "pop_2023"}
    return [*sums, *wholes, table, declared]


def _report(broken: bool) -> dict[str, Any]:
    figures = [
        {"id": "fig-gdp", "kind": "column", "head": "地区生产总值", "unit": "亿元", "categories": [f"{year}年" for year in YEARS],
         "series": [{"name": "地区生产总值", "values": [f"gdp_{year}" for year in YEARS]}], "caption": "地区生产总值", "message": "总量逐年增加。"},
        {"id": "fig-mix", "kind": "stacked", "head": "三次产业增加值", "unit": "亿元", "categories": [f"{year}年" for year in YEARS],
         "series": [{"name": name, "values": [f"{key}_{year}" for year in YEARS]}
                    for key, name in (("primary", "第一产业"), ("secondary", "第二产业"), ("tertiary", "第三产业"))],
         "caption": "三次产业增加值", "message": "第三产业占比最高。"},
        {"id": "fig-pop", "kind": "line", "head": "户籍人口", "unit": "人", "categories": [f"{year}年" for year in YEARS],
         "series": [{"name": "户籍人口", "values": [f"pop_{year}" for year in YEARS]}], "caption": "全市户籍人口", "message": "人口稳中有增。"},
    ]  # fmt: skip
    for kind, keys in (MIXED if broken else {}).items():
        series = [{"name": f"系列{number}", "values": [key, key]} for number, key in enumerate(keys, 1)]
        figures.append({"id": f"mixed-{kind}", "kind": kind, "head": "混合", "categories": ["甲", "乙"], "series": series,
                        "caption": "混合", "message": "混合。"})  # fmt: skip
    tables, sections = [], []
    for name, indicators in (("经济", BOOK), ("社会", TABLE), ("设施", BASE)):
        heads = [{"head": "指标", "width_mm": 40}, {"head": "单位", "width_mm": 20, "align": "center"},
                 *({"head": f"{year}年", "width_mm": 24, "align": "right"} for year in YEARS)]  # fmt: skip
        rows = [
            [label, "{{ f.%s_2020 | unit }}" % key, *("{{ f.%s_%s | column }}" % (key, year) for year in YEARS)]  # noqa: UP031
            for key, label, _, _, _ in indicators
        ]
        tables.append({"id": f"tab-{name}", "caption": f"{name}主要指标", "columns": heads, "rows": rows})
        blocks = [{"kind": "text", "text": f"本章汇总澜川市{name}方面的主要指标，见{{{{ ref(\"tab-{name}\") }}}}。"},
                  {"kind": "table", "table": f"tab-{name}"}]  # fmt: skip
        sections.append(
            {"id": f"S{len(sections) + 1}", "heading": f"{name}指标", "message": f"{name}平稳。", "blocks": blocks}
        )
    sections[0]["blocks"] += _shown("总量逐年增加", "fig-gdp") + _shown("结构继续优化", "fig-mix")
    sections[1]["blocks"] += _shown("人口稳中有增", "fig-pop")
    sections[1]["blocks"] += [
        {"kind": "text", "text": "各区县情况见{{ ref(\"districts\") }}。"}, {"kind": "table", "table": "districts"},
    ]  # fmt: skip
    again = [f"again_{key}" for key, *_ in AGAIN] + ["again_cell0", "again_cell1"]
    said = "、".join("{{ f.%s }}" % key for key in again)  # noqa: UP031
    sections[2]["blocks"].append(
        {"kind": "text", "text": f"有关部门报送的数据依次为{said}；初步核算数为{{{{ f.gdp_revised }}}}。"}
    )
    return {"sections": sections, "figures": figures, "tables": tables}


def _shown(message: str, figure: str) -> list[dict[str, Any]]:
    return [
        {"kind": "text", "text": f"{message}，具体数值和变化见{{{{ ref(\"{figure}\") }}}}。"}, {"kind": "figure", "figure": figure},
    ]  # fmt: skip


def _deck() -> dict[str, Any]:
    return {"slides": [
        {"layout": "cover", "title": "澜川市　主要数据", "lead": "年度汇编"},
        {"layout": "chart_takeaway", "section": "S1", "kicker": "经济指标", "title": "地区生产总值逐年增加到{{ f.gdp_2023 }}", "head": "地区生产总值",
         "unit": "（亿元）", "figure": "fig-gdp", "notes": "先讲总量，再讲结构，数字以统计局为准。",
         "items": [{"head": "总量", "text": "{{ f.gdp_2023 }}"}, {"head": "收入", "text": "{{ f.revenue_2023 }}"},
                   {"head": "零售", "text": "{{ f.retail_2023 }}"}]},
        {"layout": "cards_3_4", "section": "S2", "kicker": "社会指标", "title": "人口与企业都在增加", "notes": "三项都是年末数，来源是有关部门。",
         "cards": [{"label": "户籍人口", "fact": "pop_2023", "lines": ["年末数"]}, {"label": "城镇人口", "fact": "urban_2023", "lines": ["年末数"]},
                   {"label": "小微企业", "fact": "small_2023", "lines": ["年末数"]}], "lead": "人口和企业的口径与上年一致"},
        {"layout": "closing", "section": "S3", "kicker": "说明", "title": "数字来源与口径说明", "notes": "说明数字的出处与口径。",
         "items": [{"head": "来源", "text": "统计局、有关部门和公用事业数据库"}, {"head": "口径", "text": "与上年一致"},
                   {"head": "修订", "text": "地区生产总值另有初步核算数"}]},
    ]}  # fmt: skip


if __name__ == "__main__":
    make_pack(Path(sys.argv[1]), broken="--broken" in sys.argv)
