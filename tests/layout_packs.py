"""Packs that show layouts of the deck at any counts, with invented content."""

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PIL import Image

LABELS = (
    "港口吞吐量",
    "外贸航线",
    "注册企业",
    "岗位培训",
    "绿地面积",
    "通勤公交",
    "社区食堂",
    "示范岸线",
    "冷链仓容",
    "联运班列",
    "图书馆藏",
    "口岸查验",
)
NUMBERS = (
    ("34", "条", "exact"), ("56", "%", "gt"), ("12,734", "亿元", "exact"), ("4000", "万标箱", "approx_below"), ("22.91", "万元", "exact"),
    ("17,752.12", "公顷", "exact"), ("3", "倍", "ge"), ("780", "家", "lt"),
)  # fmt: skip
TEXT = "岸线与仓储统一调度，船舶到港后即到即靠"


class Content:
    """Makes facts, cards and items of a pack, one after another."""

    def __init__(self, seed: int = 1, numbers: Iterable[tuple[str, str, str]] = NUMBERS) -> None:
        self.random = random.Random(seed)
        self.numbers = tuple(numbers)
        self.facts: list[dict[str, Any]] = []
        self.titles = 0

    def fact(self, number: tuple[str, str, str] | None = None) -> str:
        """Return the id of a new fact."""
        count = len(self.facts)
        value, unit, bound = number or self.numbers[count % len(self.numbers)]
        kind = "share" if unit == "%" else "level"
        said = {
            "id": f"n{count}",
            "label": f"指标第{count}项",
            "kind": kind,
            "value": value.replace(",", ""),
            "unit": unit,
            "bound": bound,
        }
        if unit == "words":  # a date, a ratio: what is printed is what is written
            said = {
                "id": f"n{count}",
                "label": said["label"],
                "kind": "date" if "年" in value else "list",
                "words": value,
            }
        self.facts.append({**said, "period": "2023", "source": "made_up"})
        return f"n{count}"

    def mark(self) -> str:
        """Return two letters that no other title has."""
        self.titles += 1
        return "甲乙丙丁戊己庚辛壬癸"[self.titles // 10 % 10] + "子丑寅卯辰巳午未申酉"[self.titles % 10]

    def cards(self, count: int, **more: Any) -> list[dict[str, Any]]:
        """Return number cards."""
        return [{"label": LABELS[n % len(LABELS)], "fact": self.fact(), "note": "年末数", **more} for n in range(count)]

    def items(self, count: int, *, text: str = TEXT, numbers: bool = False) -> list[dict[str, Any]]:
        """Return heads with texts."""
        return [
            {"head": LABELS[n % len(LABELS)], "text": text, **({"fact": self.fact()} if numbers else {})}
            for n in range(count)
        ]


def slide(layout: str, content: Content, count: int, *, lead: bool = True) -> dict[str, Any]:
    """Return a slide of a layout with a count of what it repeats."""
    made = _MADE[layout](content, count)
    words = (
        {"lead": "港产城一体推进，口岸与园区共用一套服务"}
        if lead and layout in _WITH_LEAD and (layout, count > 4) != ("regions", True)
        else {}
    )
    made |= {"source": "虚构资料"} if layout in ("tasks", "comparison", "table", "quote") else {}
    common = {
        "layout": layout,
        "title": f"{LABELS[count % 12]}建设取得进展{content.mark()}",
        "kicker": "样张",
        "section": "S1",
    }
    return {**common, "notes": "说明这一张的数字和口径。", **words, **made}


_WITH_LEAD = (
    "number_grid", "two_charts", "cards_3_4", "roadmap", "key_numbers_pair", "chart_full", "chart_pair", "photo", "photo_grid", "regions",
)  # fmt: skip
_FIGURES = ("bars", "lines")


def _rows(content: Content, rows: int, heads: list[str]) -> dict[str, Any]:
    cells = [
        [LABELS[n % 12], *(f"{{{{ f.{content.fact(NUMBERS[c % 3])} | cell }}}}" for c in range(len(heads) - 1))]
        for n in range(rows)
    ]
    return {"columns": heads, "rows": cells}


_MADE: dict[str, Any] = {
    "cover": lambda c, n: {"lead": "工作情况汇报"},
    "agenda": lambda c, n: {"items": c.items(n)},
    "section": lambda c, n: {"head": "壹", "lead": TEXT, "items": c.items(n), "heroes": c.cards(1)},
    "key_numbers": lambda c, n: {"heroes": c.cards(2, figure="pair"), "cards": c.cards(n)},
    "key_numbers_pair": lambda c, n: {"heroes": c.cards(2), "items": c.items(n)},
    "key_numbers_rows": lambda c, n: {"heroes": c.cards(2), "items": c.items(n)},
    "big_number": lambda c, n: {"heroes": c.cards(1), "items": c.items(n)},
    "number_grid": lambda c, n: {"cards": c.cards(n)},
    "ranking": lambda c, n: {"cards": c.cards(n)},
    "regions": lambda c, n: {"cards": c.cards(n, lines=["岸线统一调度", "船舶即到即靠"])},
    "chart_takeaway": lambda c, n: {"figure": "bars", "head": "吞吐量", "unit": "（万箱）", "items": c.items(n)},
    "chart_full": lambda c, n: {"figure": "bars", "head": "吞吐量", "unit": "（万箱）"},
    "chart_pair": lambda c, n: {"figures": list(_FIGURES)},
    "two_charts": lambda c, n: {"heroes": c.cards(n)},
    "table": lambda c, n: _rows(c, n, ["指标", "起点", "现状", "目标"]),
    "comparison": lambda c, n: _rows(c, n, ["指标", "此前", "现在", "变化"]),
    "then_now": lambda c, n: {"columns": ["起点", "现状"], "items": c.items(n, text="三条航线\n十二条航线")},
    "tiers": lambda c, n: {
        "tiers": [{"label": f"{LABELS[t]}级", "number": "XYZW"[t], "chips": list(LABELS[: 3 + t])} for t in range(n)]
    },
    "timeline": lambda c, n: {"items": [{**item, "head": "甲乙丙丁戊己庚辛"[k] + "年开港"} for k, item in enumerate(c.items(n, numbers=n % 2 == 0))]},
    "cards_3_4": lambda c, n: {"cards": [{"label": LABELS[k], "lines": ["岸线统一调度", "船舶即到即靠"]} for k in range(n)]},
    "photo": lambda c, n: {"photos": ["q0"]},
    "photo_facts": lambda c, n: {"photos": ["q0"], "cards": c.cards(n)},
    "photo_grid": lambda c, n: {"photos": [f"q{k}" for k in range(n)]},
    "quote": lambda c, n: {"lead": "手续办得快，货走得顺，我们愿意把船队的母港放在这里。", "head": "某航运企业负责人（虚构）", "date": "企业座谈会"},
    "roadmap": lambda c, n: {"heroes": c.cards(n), "roles": c.items(4, text="示范区")},
    "tasks": lambda c, n: {"columns": ["任务", "责任单位", "完成时限"], "rows": [[f"{LABELS[k]}工程", "港务部门", "年底前"] for k in range(n)]},
    "next_steps": lambda c, n: {"items": c.items(n)},
    "closing": lambda c, n: {"items": c.items(n)},
}  # fmt: skip
COUNTS = {
    "agenda": (2, 12), "section": (0, 4), "key_numbers": (2, 6), "key_numbers_pair": (2, 6), "key_numbers_rows": (2, 4), "big_number": (2, 4),
    "number_grid": (2, 8), "ranking": (3, 12), "regions": (2, 8), "chart_takeaway": (1, 4), "two_charts": (1, 2), "table": (3, 20),
    "comparison": (3, 7), "then_now": (2, 6), "tiers": (2, 4), "timeline": (3, 8), "cards_3_4": (2, 6), "photo_facts": (2, 4),
    "photo_grid": (2, 12), "roadmap": (1, 4), "tasks": (3, 6), "next_steps": (3, 7), "closing": (2, 8),
}  # fmt: skip


def pack(folder: Path, slides: list[dict[str, Any]], content: Content, *, theme: str = "A", photos: int = 12) -> Path:
    """Write a pack of slides into a folder; JSON is YAML too."""
    import json

    folder.mkdir(parents=True, exist_ok=True)
    for number in range(photos):
        path = folder / f"q{number}.png"
        if not path.exists():
            Image.new("RGB", (1500, 1000), (60 + 15 * number, 120, 200 - 12 * number)).save(path)
    files = {
        "pack": {
            "id": "layouts", "title": "港产城一体　临港再出发", "title_lines": ["港产城一体", "临港再出发"], "occasion": "样张",
            "short_title": "版式样张", "organisation": "样张编写组",
            "theme": theme, "sources": {"made_up": {"label": "虚构资料，仅供测试"}}, "edition": "draft",
            "photos": [{"id": f"q{n}", "file": f"q{n}.png", "caption": f"{LABELS[n]}现场"} for n in range(photos)],
            "figures": [
                {"id": "bars", "kind": "column", "caption": "吞吐量", "head": "吞吐量", "unit": "万箱", "message": "吞吐量逐年增加",
                 "categories": ["甲年", "乙年", "丙年"], "series": [{"name": "吞吐量", "values": [12, 18, 26]}]},
                {"id": "lines", "kind": "line", "caption": "航线", "head": "航线", "unit": "条", "message": "航线逐年增加",
                 "categories": ["甲年", "乙年", "丙年"], "series": [{"name": "航线", "values": [3, 7, 12]}]},
                {"id": "pair", "kind": "bar", "caption": "对比", "head": "对比", "unit": "条", "message": "航线增加",
                 "categories": ["起点", "现状"], "series": [{"name": "航线", "values": [3, 12]}]},
            ],
        },
        "facts": {"facts": content.facts},
        "report": {"sections": [{"id": "S1", "heading": "一、样张", "message": "版式的样张", "blocks": []}]},
        "deck": {"slides": slides},
    }  # fmt: skip
    for name, data in files.items():
        (folder / f"{name}.yaml").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return folder
