"""The table of chart kinds: model, schema, code, gallery and docs name the same kinds, and what is missing is said in words."""

import json
import re
from collections.abc import Collection
from pathlib import Path

import pytest

from reportgen.charts import KINDS
from reportgen.charts.kinds import _kind
from reportgen.charts.samples import samples
from reportgen.model import KINDS as NAMES
from reportgen.model.schema import json_schema

ROOT = Path(__file__).parents[1]
FILES = [path.stem for path in (ROOT / "reportgen" / "charts" / "kinds").glob("*.py") if path.stem != "__init__"]
DOCS = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "charts.md").read_text("utf-8"), re.MULTILINE)
SHIPPED = json.loads((ROOT / "data" / "pack.schema.json").read_text("utf-8"))


def missing(places: dict[str, Collection[str]]) -> list[str]:
    """Return a sentence for each kind that some places name and others do not."""
    every = sorted({name for names in places.values() for name in names})
    return [
        f"chart kind `{name}` stands in {', '.join(p for p in places if name in places[p])}, and is missing in {place}"
        for name in every
        for place in places
        if name not in places[place]
    ]


def test_every_place_names_the_same_kinds() -> None:
    found = missing(
        {
            "FigureKind of reportgen/model/figure.py": NAMES,
            "the files of reportgen/charts/kinds (a file KIND.py each)": FILES,
            "the table of docs/charts.md (one line: | `KIND` | name | shows | give it |)": DOCS,
            "the samples of the gallery (samples= of its KIND)": {figure.kind for figure in samples()[1]},
            "data/pack.schema.json (run `reportgen schema -o data/pack.schema.json`)": SHIPPED["$defs"]["Figure"][
                "properties"
            ]["kind"]["enum"],
            "the JSON Schema": json_schema()["$defs"]["Figure"]["properties"]["kind"]["enum"],
        }
    )
    assert found == [], "\n".join(found)


def test_a_kind_that_was_added_in_one_place_only_is_told_with_the_places_that_wait_for_it() -> None:
    found = missing({"the model": ["line", "radar"], "the files": ["line"], "the docs": ["line"]})
    assert found == [
        "chart kind `radar` stands in the model, and is missing in the files",
        "chart kind `radar` stands in the model, and is missing in the docs",
    ]
    with pytest.raises(ImportError, match=r"names `radar`, and charts/kinds/radar.py does not exist"):
        _kind("radar")


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_says_everything_of_itself(name: str) -> None:
    kind = KINDS[name]
    assert kind.name == name, f"the KIND of charts/kinds/{name}.py is named `{kind.name}`"
    assert kind.label and kind.english and kind.needs and kind.samples, f"a word or sample is missing in {name}.py"
    assert (kind.draw is None) != (kind.panels is None), f"{name}.py gives draw, or panels"
    assert f"| `{name}` | {kind.label} | {kind.english} | {kind.needs} |" in (ROOT / "docs" / "charts.md").read_text(
        "utf-8"
    )


def test_no_label_names_two_kinds() -> None:
    labels = [kind.label for kind in KINDS.values()]
    assert len(set(labels)) == len(labels)
