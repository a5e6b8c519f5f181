"""Lists of recipients of any size, for tests and measurements: made-up departments at example domains."""

import csv
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

HEAD = ["id", "name", "sections", "facts_without", "format", "channel", "address", "file"]
FUNCTIONS = [
    "综合",
    "财政",
    "产业",
    "科技",
    "商务",
    "规划",
    "建设",
    "生态",
    "就业",
    "教育",
    "卫生",
    "统计",
    "招商",
    "审计",
    "应急",
    "民政",
]
_CHOICES = [
    "",
    "S0 S1",
    "S0 S2",
    "S0 S3",
    "S0 S4",
    "S0 S1 S5",
    "S0 S2 S5",
    "S1 S2 S3",
    "S4 S5",
    "S2 S3",
    "S0 S4 S5",
    "S5",
]
_WITHOUT = ["", "", "", "rd_intensity", "goal_gdp_2030"]
_SECTIONS = ["S0", "S1", "S2", "S3", "S4", "S5"]
_FACTS = [
    "rd_intensity", "goal_gdp_2030", "urban_employment_growth", "st_contribution", "fiscal_revenue_index", "urbanisation_rate",
]  # fmt: skip


def no_two_alike() -> Iterator[tuple[str, str]]:
    """Selections of sections and hidden facts; no two recipients see the same."""
    for hidden in range(2 ** len(_FACTS)):
        for shown in range(1, 2 ** len(_SECTIONS)):
            yield _of(shown, _SECTIONS), _of(hidden, _FACTS)


def _of(bits: int, names: list[str]) -> str:
    return " ".join(name for place, name in enumerate(names) if bits >> place & 1)


def write_recipients(
    path: Path,
    count: int,
    *,
    own: bool = False,
    decks: bool = False,
    distinct: bool = False,
    channel: str = "mail",
    seed: int = 1,
) -> Path:
    """Write a list of `count` recipients.

    With `own` each has two numbers of its own, with `decks` every tenth gets slides, with `distinct` no two see the same
    (up to 4,032); otherwise 36 selections are shared.
    """
    chance = random.Random(seed)
    shared = [(_CHOICES[n % len(_CHOICES)], _WITHOUT[n % len(_WITHOUT)]) for n in range(count)]
    chosen = list(islice(no_two_alike(), count)) if distinct else shared
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*HEAD, *(["own:承担事项（项）", "own:完成比例（%）"] if own else [])])
        for number in range(count):
            identity = f"d{number:05d}"
            name = f"{FUNCTIONS[number % len(FUNCTIONS)]}部门第{number + 1}处"
            address = f"{identity}@dept.example" if channel == "mail" else identity
            row = [
                identity, name, *chosen[number],
                "pptx" if decks and number % 10 == 9 else "docx", channel, address, "{id}-{name}",
            ]  # fmt: skip
            writer.writerow([*row, *([chance.randint(1, 99), chance.randint(10, 100)] if own else [])])
    return path
