"""Random packs with a report alone: sections, figures, photos and tables in any number, numbers of any length; invented places."""

import json
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, ImageDraw

_PARTS = (
    "全市坚持稳中求进", "各项工作有序推进", "项目建设提速增效", "服务事项进一步精简", "生态环境稳步改善", "城乡面貌持续更新",
    "产业链条不断延伸", "公共服务更加均衡", "基层治理更加精细", "对外交往不断扩大", "市场主体活力增强", "交通网络加密成环",
    "创新平台加快布局", "文化事业繁荣发展", "安全底线更加牢固", "营商环境持续优化", "重点领域改革走深走实", "居民生活水平稳步提高",
)  # fmt: skip
_NAMES = (
    "地区生产总值", "一般公共预算收入", "规模以上工业增加值", "社会消费品零售总额", "进出口总额", "港口货物吞吐量", "公路通车里程",
    "城镇新增就业", "居民人均可支配收入", "绿化覆盖率", "发明专利授权", "医疗机构床位", "用电量", "旅客发送量", "粮食产量", "粮",
    "高技术制造业增加值占规模以上工业增加值比重", "图书馆", "住户存款余额", "技术合同成交额",
)  # fmt: skip
_UNITS = (
    "亿元",
    "万元",
    "元",
    "人",
    "万人",
    "家",
    "公里",
    "%",
    "倍",
    "万标箱",
    "平方公里",
    "亿千瓦时",
    "件",
    "张",
    "万人次",
    "个百分点",
    "",
)
_BOUNDS = ("exact", "exact", "exact", "gt", "lt", "ge", "le", "approx", "approx_below", "approx_above", "about_after")
_HEADS = (
    "指标",
    "主管部门",
    "2021年",
    "2022年",
    "2023年",
    "比上年增长",
    "完成情况",
    "责任单位",
    "说明",
    "口径",
    "备注",
    "占比",
)
_PLACES = ("云陂市", "青岬市", "沧屿区", "石塘镇", "渡头街道", "上沙工业园", "北坪湿地", "南洲大桥")
_KINDS = ("column", "bar", "line", "then_now", "doughnut", "stacked")


def random_pack(folder: Path, seed: int) -> Path:
    """Write a pack into a folder and return it; the same seed gives the same pack."""
    random = Random(seed)
    folder.mkdir(parents=True)
    facts = [_fact(random, number) for number in range(random.randint(6, 40))]
    photos = [_photo(random, folder, number) for number in range(random.choice([0, 0, 1, 2, 3, 4, 5, 7, 9, 12]))]
    figures = [_figure(random, number) for number in range(random.randint(0, 8))]
    tables = [_table(random, number, facts, folder) for number in range(random.randint(0, 4))]
    sections = [_section(random, number, facts) for number in range(random.randint(1, 9))]
    for block in [
        *({"kind": "figure", "figure": one["id"]} for one in figures),
        *({"kind": "table", "table": one["id"]} for one in tables),
        *({"kind": "photo", "photo": one["id"]} for one in photos),
    ]:
        _put(random, random.choice(sections)["blocks"], block)
    short = [one["id"] for one in facts if len(str(one["value"])) < 6]
    pack = {
        "id": f"random-{seed}", "title": "云陂市发展情况", "short_title": "云陂市", "organisation": "云陂市综合办公室",
        "occasion": "云陂市建市纪念", "subtitle": "工作情况报告", "report_subtitle": "——云陂市工作情况", "theme": random.choice("AB"),
        "band": random.sample(short, min(len(short), random.randint(0, 4))), "photos": photos,
    }  # fmt: skip
    report: dict[str, Any] = {"sections": sections, "figures": figures, "tables": tables}
    if random.random() < 0.6:
        extra = _table(random, 90, facts, folder)
        tables.append(extra)
        sections[-1]["blocks"].append({"kind": "text", "text": f'汇总情况见{{{{ ref("{extra["id"]}") }}}}。'})
        report["annex"] = {
            "title": "主要指标一览",
            "blocks": [{"kind": "table", "table": extra["id"]}, _text(random, facts)],
        }
    source = {"label": "云陂市统计资料（虚构）"}
    contents = {"pack.yaml": pack, "report.yaml": report, "facts.yaml": {"sources": {"book": source}, "facts": facts}}
    for name, content in contents.items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    return folder


def _fact(random: Random, number: int) -> dict[str, Any]:
    digits = random.randint(1, 9)
    value = random.randint(10 ** (digits - 1), 10**digits - 1)
    decimals = random.choice([0, 0, 1, 2]) if digits < 7 else 0
    unit = random.choice(_UNITS)
    bound = random.choice(_BOUNDS)
    if bound == "approx_above":
        value, decimals = value * 10, 0
    fact: dict[str, Any] = {
        "id": f"f{number}", "label": random.choice(_NAMES), "kind": "level", "value": value / 10**decimals if decimals else value,
        "bound": bound if unit not in ("%", "", "倍") else "exact", "period": str(random.randint(2015, 2024)), "source": "book",
    }  # fmt: skip
    return fact | ({"unit": unit} if unit else {})


def _photo(random: Random, folder: Path, number: int) -> dict[str, Any]:
    size = random.choice([(1800, 1350), (1400, 1800), (2000, 1200), (1500, 1500)])
    image = Image.new("RGB", size, tuple(random.randint(60, 220) for _ in range(3)))
    ImageDraw.Draw(image).ellipse((size[0] // 3, size[1] // 3, size[0] // 2, size[1] // 2), fill="white")
    image.save(folder / f"p{number}.jpg", quality=30)
    caption = random.choice(_PLACES) + "".join(random.sample("建设中的新貌一角夜景晨光秋色", random.randint(2, 12)))
    return {
        "id": f"P{number}",
        "caption": caption,
        "file": f"p{number}.jpg",
        "focus": random.choice(["center", "left", "top"]),
    }


def _figure(random: Random, number: int) -> dict[str, Any]:
    kind = random.choice(_KINDS[:4] if random.random() < 0.7 else _KINDS)
    count = 2 if kind == "then_now" else random.randint(3, 8)
    key = f"fig{number}"
    figure: dict[str, Any] = {
        "id": key,
        "kind": kind,
        "caption": "".join(random.sample(_NAMES, 1)) + "变化情况",
        "source": "book",
    }
    if kind == "then_now":
        figure["kind"] = "column"
    values = [random.randint(1, 900) for _ in range(count)]
    if kind == "doughnut":
        values = [40, 35, 25]
    names = [f"{2024 - len(values) + at}年" for at in range(len(values))]
    many = random.randint(2, 3) if kind in ("stacked", "line") else 1
    series = [{"name": _NAMES[at], "values": [value + at for value in values]} for at in range(many)]
    unit = "%" if kind == "doughnut" else "亿元"
    return figure | {"categories": names, "series": series, "unit": unit}


def _table(random: Random, number: int, facts: list[dict[str, Any]], folder: Path) -> dict[str, Any]:
    """A table of data from a file, or one that is written, of facts and words."""
    written = random.random() < 0.4
    width, height = random.randint(2, 6 if written else 9), random.choice([3, 4, 6, 9, 14, 25, 40, 60])
    heads = ["指标", *random.sample(_HEADS[1:], width - 1)]
    kinds = [random.choice(["number", "number", "word", "same"]) for _ in heads[1:]]
    same = random.choice(_PLACES)
    rows = [
        [_label(random, at), *(_cell(random, kind, facts, same, written) for kind in kinds)] for at in range(height)
    ]
    table = {"id": f"tab{number}", "caption": f"{random.choice(_NAMES)}情况", "note": "资料由各区提供"}
    if written:
        return table | {"columns": [{"head": head} for head in heads], "rows": rows}
    (folder / "tables").mkdir(exist_ok=True)
    lines = "\n".join(",".join(row) for row in [heads, *rows])
    (folder / "tables" / f"data{number}.csv").write_text(lines, "utf-8")
    return table | {"data": f"data{number}"}


def _label(random: Random, at: int) -> str:
    return random.choice(_PLACES) + "甲乙丙丁戊己庚辛壬癸"[at % 10] + "一二三四五六"[at // 10]


def _cell(random: Random, kind: str, facts: list[dict[str, Any]], same: str, written: bool) -> str:
    if kind == "number":
        return (
            f"{{{{ f.{random.choice(facts)['id']} | cell }}}}"
            if written
            else f"{random.randint(0, 99999) / 10 ** random.randint(0, 2):g}"
        )
    return same if kind == "same" else "、".join(random.sample(_PARTS, random.choice([1, 1, 2])))


def _section(random: Random, number: int, facts: list[dict[str, Any]]) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = []
    for _ in range(random.randint(1, 3)):
        if random.random() < 0.6:
            blocks.append({"kind": "heading", "text": f"{random.choice(_PARTS)[:6]}方面"})
        blocks += [_text(random, facts) for _ in range(random.randint(1, 3))]
    heading = random.choice(_PARTS) + ("" if random.random() < 0.8 else "，" + random.choice(_PARTS))
    return {"id": f"S{number}", "heading": heading, "message": "各项工作取得进展", "blocks": blocks}


def _text(random: Random, facts: list[dict[str, Any]]) -> dict[str, Any]:
    said = "，".join(random.choice(_PARTS) for _ in range(random.randint(3, 18)))
    fact = random.choice(facts)
    return {"kind": "text", "text": f"{said}，{fact['label']}为{{{{ f.{fact['id']} }}}}。"}


def _put(random: Random, blocks: list[dict[str, Any]], block: dict[str, Any]) -> None:
    """Put a block behind a text, which speaks of it where it has a number."""
    texts = [number for number, one in enumerate(blocks) if one["kind"] == "text"]
    at = random.choice(texts)
    key = block.get("figure") or block.get("table")
    if key:
        blocks[at] = {**blocks[at], "text": blocks[at]["text"].rstrip("。") + f'，见{{{{ ref("{key}") }}}}。'}
    after = at + 1
    while block["kind"] == "photo" and after < len(blocks) and blocks[after]["kind"] == "photo":
        after += 1
    blocks.insert(after, block)
