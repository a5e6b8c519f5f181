"""Packs of random slides: any counts, labels, numbers, photos and tables."""

import random
from pathlib import Path
from typing import Any

from tests.layout_packs import COUNTS, LABELS, Content, pack, slide

UNITS = ("亿元", "万元", "万标箱", "平方公里", "%", "万人次", "家", "公顷", "千瓦时", "个百分点", "标准箱每小时", "")
BOUNDS = ("exact", "exact", "gt", "ge", "lt", "le", "approx_below", "approx")
WORDS = "港口航线企业岗位绿地公交食堂岸线仓容班列图书口岸服务提升建设统筹"


class RandomContent(Content):
    """Content with labels, texts and numbers of any length."""

    def __init__(self, seed: int, longest: int) -> None:
        super().__init__(seed)
        self.longest = longest

    def words(self, most: int) -> str:
        """Return a text of at most so many characters."""
        return "".join(self.random.choice(WORDS) for _ in range(self.random.randint(2, max(most, 2))))

    def number(self) -> tuple[str, str, str]:
        """Return a number of one to nine digits with any unit and bound."""
        digits = self.random.randint(1, 9)
        value = str(self.random.randint(10 ** (digits - 1), 10**digits - 1))
        if self.random.random() < 0.3 and digits > 2:
            value = f"{value[:-2]}.{value[-2:]}"
        unit = self.random.choice(UNITS)
        return (value if unit != "%" else value[:2]), unit, self.random.choice(BOUNDS)

    def fact(self, number: tuple[str, str, str] | None = None) -> str:
        """Return the id of a fact with a random number."""
        return super().fact(self.number())

    def cards(self, count: int, **more: Any) -> list[dict[str, Any]]:
        """Return cards with random labels and notes."""
        made = super().cards(count, **more)
        return [{**card, "label": self.words(self.longest), "note": self.words(self.longest - 2)} for card in made]

    def items(self, count: int, *, text: str = "", numbers: bool = False) -> list[dict[str, Any]]:
        """Return items with random heads and texts; a text that is given stays."""
        made = super().items(count, text=text, numbers=numbers)
        most = self.longest if 0 < len(text) < 5 else self.longest * 2  # a short sample is a name
        return [
            {**item, "head": self.words(self.longest), "text": text if "\n" in text else self.words(most)}
            for item in made
        ]


def random_table(content: RandomContent) -> dict[str, Any]:
    """Return a table of 3 to 60 rows and 2 to 9 columns of numbers and texts."""
    columns, rows = content.random.randint(2, 9), content.random.randint(3, 60)
    kinds = [content.random.choice(("number", "text", "year")) for _ in range(columns - 1)]
    units = [content.random.choice(UNITS) for _ in kinds]

    def cell(kind: str, unit: str, row: int) -> str:
        if kind == "year":
            return "甲乙丙丁戊己庚辛壬癸"[row % 10] + "年度"
        return content.words(content.longest * 2) if kind == "text" else f"{{{{ f.{content.fact()} | cell }}}}"

    body = [
        [f"{LABELS[n % 12]}{n // 12 or ''}", *(cell(k, u, n) for k, u in zip(kinds, units, strict=True))]
        for n in range(rows)
    ]
    return {"columns": ["指标", *(f"{content.words(5)}" for _ in kinds)], "rows": body}


def random_pack(folder: Path, seed: int) -> Path:
    """Write a pack of about eight random slides; every other pack keeps its texts short enough for any layout."""
    chosen = random.Random(seed)
    content = RandomContent(seed, longest=6 if seed % 2 else chosen.randint(4, 20))
    photos = chosen.randint(0, 12)
    slides = [slide("cover", content, 2)]
    for layout in chosen.sample(sorted(COUNTS), 7):
        low, high = COUNTS[layout]
        count = chosen.randint(low, high)
        if layout == "photo_grid":
            count = min(count, photos)
        made = slide(layout, content, count, lead=chosen.random() < 0.5)
        if layout == "table":
            made |= random_table(content)
        if (layout != "photo_grid" or count) and (layout != "photo_facts" or photos):
            slides.append(made)
    return pack(folder, slides, content, theme="AB"[seed % 2], photos=photos)
