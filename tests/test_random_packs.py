"""Random packs: no text over its box, no box over another; what has no room is told at its place in deck.yaml, once a field."""

import os
from collections import Counter
from pathlib import Path

import pytest

from reportgen.build.flow import build_pack
from reportgen.errors import PackError
from reportgen.findings import Finding
from tests.random_packs import random_pack

CAMPAIGN = 300 if os.environ.get("REPORTGEN_CAMPAIGN") else 8
ROOM = ("G01", "G03", "G04", "G05")


def outcome(folder: Path, seed: int) -> tuple[list[Finding], list[str]]:
    """Return what the build of a random pack reports, and the messages of one that is turned away."""
    made = random_pack(folder / "pack", seed)
    try:
        return list(build_pack(made, output=folder / "out", only="deck").findings), []
    except PackError as error:
        return [], [str(problem) for problem in error.problems]


@pytest.mark.parametrize("seed", range(CAMPAIGN))
def test_what_has_no_room_is_told_once_at_its_place_in_deck_yaml_and_short_texts_have_room(
    seed: int, tmp_path: Path
) -> None:
    findings, messages = outcome(tmp_path, seed)
    room = [finding for finding in findings if finding.rule in ROOM]
    assert [str(finding) for finding in room if not finding.place.file.startswith("deck.yaml:")] == []
    assert all(finding.hint for finding in room)
    assert max(Counter(str(finding.place) for finding in room).values(), default=1) == 1
    assert all("deck.yaml:" in message and "the table of" in message and "drop" in message for message in messages)
    assert len(messages) <= 1
    if seed % 2:  # its texts are short enough for any layout
        assert [str(finding) for finding in room if "fits in none of its sizes" not in finding.what] == []
