"""A year of ten plans on a machine that fails; REPORTGEN_CAMPAIGN=1 lives through forty of them, with 2,000 outages."""

import os
import random
from collections import Counter
from pathlib import Path

import chinese_calendar
from due_oracle import YEAR, works
from simulated_year import KINDS, Machine, judged, live

YEARS = 40 if os.environ.get("REPORTGEN_CAMPAIGN") == "1" else 1
OUTAGES, JUMPS = 50, 8


def test_the_oracle_knows_the_published_days_of_2026() -> None:
    assert all(works(day) == chinese_calendar.is_workday(day) for day in YEAR)


def test_every_due_run_is_made_once_or_told_as_skipped_whatever_fails(tmp_path: Path) -> None:
    found: Counter[str] = Counter()
    for year in range(YEARS):
        machine = Machine.of(random.Random(year), OUTAGES, JUMPS)
        for number, kind in enumerate(KINDS):
            folder = tmp_path / f"{year}-{number}"
            folder.mkdir()
            story = live(kind, machine, folder, random.Random(year * 100 + number))
            found += judged(kind, machine, story) + Counter(crashes=story.crashes)
        found["outages"] += len(machine.outages)
    print(dict(found))
    assert found["outages"] == YEARS * OUTAGES and found["on time"] and found["made up"] and found["skipped, told"]
    assert not found["silent"] and not found["twice"] and not found["early, not told"], dict(found)


def test_on_a_machine_that_never_fails_everything_is_on_time(tmp_path: Path) -> None:
    for number, kind in enumerate((KINDS[0], KINDS[6], KINDS[9])):
        folder = tmp_path / str(number)
        folder.mkdir()
        story = live(kind, Machine(), folder, random.Random(number), crash=0, fail=0, answer=0)
        found = judged(kind, Machine(), story)
        assert found["on time"] == found["due"] > 0, (kind.text, dict(found))
