"""Damages of finished files are found at their place, and sound files have no finding."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.build.flow import build_pack
from reportgen.check.numbers.audit import audit
from reportgen.documents.reading.file_reader import read_file_text
from reportgen.documents.reading.passage import Passage
from reportgen.edition.file_map import FileMap, read_map
from reportgen.findings import Finding
from reportgen.load import load_pack
from reportgen.model import Pack
from reportgen.ooxml.parsed_package import Opened
from tests.conftest import Built
from tests.damages import KINDS, Damage, damaged
from tests.damages.file import File, P, texts, words

NAMES = ("report.docx", "deck.pptx")
CAMPAIGN = bool(os.environ.get("REPORTGEN_CAMPAIGN"))
ROUNDS = 10 if CAMPAIGN else 1  # of each kind in each file of each pack


@pytest.fixture(scope="session")
def editions(
    built: Built, lanzhou: Path, harbour: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Pack, Path]]:
    """Two packs and the folders of their editions."""
    made = build_pack(harbour, output=tmp_path_factory.mktemp("harbour"))
    return {"lanzhou": (load_pack(lanzhou), built.folder), "harbour": (load_pack(harbour), made.edition_dir)}


def audited(pack: Pack, name: str, content: bytes) -> tuple[Finding, ...]:
    """What the audit says of a file, by the map that it carries."""
    members = Opened.of(content, name)
    printed = read_map(members, name)
    assert isinstance(printed, FileMap)
    found: tuple[Passage, ...] = read_file_text(name, members).passages
    return audit(pack, {name: found}, {name: printed.passages}).findings


def at_place(findings: tuple[Finding, ...], damage: Damage) -> bool:
    """Whether a finding stands where the damage is."""
    return any(
        re.search(rf"(?<!\d){re.escape(word)}(?!\d)", str(finding.place))
        for finding in findings
        for word in damage.words
    )


def campaign(editions: dict[str, tuple[Pack, Path]]) -> Iterator[tuple[str, str, str, Damage, tuple[Finding, ...]]]:
    """Yield pack, file and kind of each damage, the damage, and what the audit says of it."""
    for key, (pack, folder) in editions.items():
        for name in NAMES:
            content = (folder / name).read_bytes()
            for kind in KINDS:
                for seed in range(ROUNDS):
                    made = damaged(name, content, kind, seed)
                    if made is not None:
                        yield key, name, kind, made[1], audited(pack, name, made[0])


def test_damages_are_found_at_their_place(editions: dict[str, tuple[Pack, Path]]) -> None:
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed = []
    for key, name, kind, damage, findings in campaign(editions):
        made[kind] += 1
        if at_place(findings, damage):
            found[kind] += 1
        else:
            said = "; ".join(str(finding) for finding in findings[:2])
            missed.append(f"{key} {name}, {kind}: {damage.what} at {damage.words} — {said or 'nothing'}")
    print(f"{sum(found.values())} of {sum(made.values())} damages of {len(made)} kinds", *missed, sep="\n")
    assert len(made) >= 40
    assert sum(found.values()) >= 0.98 * sum(made.values()), missed
    assert [kind for kind in made if found[kind] < 0.9 * made[kind] and made[kind] - found[kind] > 1] == []


def test_sound_files_have_no_finding(editions: dict[str, tuple[Pack, Path]]) -> None:
    for pack, folder in editions.values():
        for name in NAMES:
            assert [str(finding) for finding in audited(pack, name, (folder / name).read_bytes())] == []


@pytest.mark.parametrize(
    "words",
    [
        "联系电话010-88888888。",
        "连续三年保持稳定。",
        "一套班子，一艘船。",
        "执行GB/T 15835—2011。",
        "邮编730000。",
    ],
)
def test_what_is_no_quantity_may_be_set_into_a_printed_text(editions: dict[str, tuple[Pack, Path]], words: str) -> None:
    import io

    from docx import Document as open_docx

    pack, folder = editions["lanzhou"]
    file = open_docx(str(folder / "report.docx"))
    next(p for p in file.paragraphs if p.style.name == "报告正文" and len(p.text) > 60).add_run(words)
    out = io.BytesIO()
    file.save(out)
    assert not [one for one in audited(pack, "report.docx", out.getvalue()) if one.level == "error"]


def test_a_shape_that_is_hidden_on_a_slide_is_told(editions: dict[str, tuple[Pack, Path]]) -> None:
    for pack, folder in editions.values():
        file = File("deck.pptx", (folder / "deck.pptx").read_bytes())
        head = next(e for e in file.tree(file.slides()[2]).iter(f"{P}cNvPr") if e.get("id") != "1" and e.get("name"))
        head.set("hidden", "1")
        found = [one for one in audited(pack, "deck.pptx", file.content()) if one.level != "info"]
        assert any(one.rule == "A06" and one.place.number == 3 and one.place.region == "hidden" for one in found)


def test_another_source_under_a_table_is_told(editions: dict[str, tuple[Pack, Path]]) -> None:
    for pack, folder in editions.values():
        file = File("report.docx", (folder / "report.docx").read_bytes())
        _, paragraph, place = next(item for item in file.body() if words(item[1]).startswith(("数据来源：", "来源：")))
        texts(paragraph)[-1].text = "来源：道听途说"
        for element in texts(paragraph)[:-1]:
            element.text = ""
        found = [one for one in audited(pack, "report.docx", file.content()) if one.level != "info"]
        assert found and at_place(tuple(found), Damage("another source", (place,)))
