"""Each kind is one file and one entry in one table; a test says in words what is missing where one of them stands alone."""

import importlib
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from pptx import Presentation
from pydantic import ValidationError

import reportgen
from reportgen.distribute.send.channels import maker
from reportgen.files import shipped
from reportgen.load.sources.kinds.file import BY_ENDING
from reportgen.load.sources.reading import reader
from reportgen.model.facts.layer import Layer, source_kinds
from reportgen.model.layouts import LAYOUTS
from reportgen.model.recipients.channels import CHANNELS, address_fault, channel_names
from reportgen.model.recipients.recipient import Recipient
from reportgen.model.slide import Slide
from tests import kind_samples

ROOT = Path(reportgen.__file__).parent
DOCS = ROOT.parent / "docs"


def with_name(folder: str, name: str) -> set[str]:
    """The modules of a folder that have a function or value of a name at their left margin."""
    found = (path for path in (ROOT / folder).glob("*.py") if path.stem != "__init__")
    starts = (f"\ndef {name}(", f"\n{name} = ", f"\n{name}: ")
    return {path.stem for path in found if any(start in path.read_text("utf-8") for start in starts)}


def nothing_missing(table: Iterable[str], there: Iterable[str], said: str, wrong: str) -> None:
    """Fail in words for each name that stands in the table alone, or beside it alone."""
    table, there = set(table), set(there)
    faults = [said.format(name=name) for name in sorted(table - there)]
    faults += [wrong.format(name=name) for name in sorted(there - table)]
    assert not faults, "; ".join(faults)


def test_each_channel_has_a_sender_a_sample_and_a_line_of_docs() -> None:
    where = "CHANNELS in reportgen/model/recipients/channels.py"
    nothing_missing(
        CHANNELS, with_name("distribute/send", "channel"),
        "the channel {name} has no sender: write reportgen/distribute/send/{name}.py with `def channel(around)`",
        "reportgen/distribute/send/{name}.py is the sender of no channel: add {name} to " + where,
    )  # fmt: skip
    nothing_missing(
        CHANNELS, kind_samples.CHANNELS,
        "the channel {name} has no sample: add an address that is right and one that is wrong to tests/kind_samples.py",
        "tests/kind_samples.py has a sample of the channel {name}, which is not in " + where,
    )  # fmt: skip
    text = (DOCS / "departments.md").read_text("utf-8")
    for name, kind in CHANNELS.items():
        line = f"| `{name}` | {kind.address} | {'yes' if kind.copies else 'no'} |"
        assert line in text, f"docs/departments.md does not name the channel {name}: add the line “{line}”"


@pytest.mark.parametrize("name", CHANNELS)
def test_a_channel_takes_its_right_address_and_no_wrong_one(name: str) -> None:
    right, wrong = kind_samples.CHANNELS[name]
    assert address_fault(name, right) is None
    assert address_fault(name, wrong) is not None
    assert Recipient(id="a", name="甲", channel=name, address=right).channel == name
    assert callable(maker(name)) and importlib.import_module(f"reportgen.distribute.send.{name}").__doc__


def test_a_channel_that_is_in_no_table_is_refused_with_the_names_that_are() -> None:
    assert address_fault("smoke", "roof") == ("the channel 'smoke' is unknown", f"use {channel_names()}")


def test_each_kind_of_source_has_a_reader_a_sample_and_a_line_of_docs() -> None:
    where = "Layer in reportgen/model/facts/layer.py"
    nothing_missing(
        source_kinds(), with_name("load/sources/kinds", "records"),
        "the source {name} has no reader: write reportgen/load/sources/kinds/{name}.py with `records` and `grid`",
        "reportgen/load/sources/kinds/{name}.py reads no kind of source: add the field {name} with its SourceKind to " + where,
    )  # fmt: skip
    nothing_missing(
        source_kinds(), kind_samples.SOURCES,
        "the source {name} has no sample: add a layer that is right and one that is wrong to tests/kind_samples.py",
        "tests/kind_samples.py has a sample of the source {name}, which is no field of " + where,
    )  # fmt: skip
    text = (DOCS / "numbers.md").read_text("utf-8")
    for name in source_kinds():
        assert f"- {{{name}: " in text, f"docs/numbers.md does not show the source {name}: add a line “- {{{name}: …}}”"


@pytest.mark.parametrize("name", source_kinds())
def test_a_layer_of_a_kind_is_taken_and_what_is_no_source_refused(name: str) -> None:
    right, wrong = kind_samples.SOURCES[name]
    layer = Layer.model_validate(right)
    assert (layer.kind, layer.address) == (name, right[name])
    assert callable(reader(name).records) and callable(reader(name).grid)
    with pytest.raises(ValidationError):
        Layer.model_validate(wrong)


def test_each_format_of_files_has_a_sample_and_a_word_of_docs() -> None:
    where = "FORMATS in reportgen/load/sources/kinds/file.py"
    nothing_missing(
        BY_ENDING, kind_samples.FORMATS,
        "files {name} have no sample: add one to FORMATS of tests/kind_samples.py",
        "tests/kind_samples.py has a sample of {name}, which is not in " + where,
    )  # fmt: skip
    text = (DOCS / "numbers.md").read_text("utf-8")
    for ending in BY_ENDING:
        assert ending.lstrip(".") in text, f"docs/numbers.md does not name files {ending}"


@pytest.mark.parametrize("ending", [ending for ending, content in kind_samples.FORMATS.items() if content])
def test_a_file_of_each_format_gives_its_facts(ending: str, tmp_path: Path) -> None:
    (tmp_path / f"stats{ending}").write_bytes(kind_samples.FORMATS[ending] or b"")
    layer = Layer(file=f"stats{ending}")
    (record,) = reader("file").records(layer, tmp_path).records
    assert (record.text("id"), record.text("value")) == ("pop", "70")


def test_each_layout_has_a_drawing_a_sample_and_a_line_of_docs() -> None:
    where = "LAYOUTS in reportgen/model/layouts.py"
    modules = sorted((ROOT.parent / "templates").glob("layouts_of_*.py"))
    tables = [text[text.index("LAYOUTS: dict") :] for text in (path.read_text("utf-8") for path in modules)]
    drawn = re.findall(r'^    "(\w+)": ', "".join(tables), re.M)
    nothing_missing(
        LAYOUTS.keys() - {"cover"}, drawn,  # the cover is drawn by templates/build_deck.py
        "the layout {name} has no drawing: add it to the table of a templates/layouts_of_*.py, and run templates/build_deck.py",
        "templates/layouts_of_*.py draw {name}, which is no layout: add it to " + where,
    )  # fmt: skip
    nothing_missing(
        LAYOUTS, kind_samples.LAYOUTS,
        "the layout {name} has no sample: add the content of a slide to LAYOUTS of tests/kind_samples.py",
        "tests/kind_samples.py has a sample of the layout {name}, which is not in " + where,
    )  # fmt: skip
    text = (DOCS / "designer.zh-CN.md").read_text("utf-8")
    for name, kind in LAYOUTS.items():
        line = f"| {name} | {kind.use} |"
        assert line in text, f"docs/designer.zh-CN.md does not name the layout {name}: add the line “{line}”"


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_slide_of_each_layout_is_taken(name: str) -> None:
    slide = Slide.model_validate({"layout": name, "title": "标题", **kind_samples.LAYOUTS[name]})
    assert slide.layout == name


@pytest.mark.parametrize("theme", ["a", "b"])
def test_the_shipped_decks_have_each_layout(theme: str) -> None:
    with shipped(f"deck-{theme}.pptx").open("rb") as file:
        layouts = {slide.slide_layout.name for slide in Presentation(file).slides}
    nothing_missing(
        LAYOUTS, layouts,
        "the deck of theme " + theme + " has no prototype of {name}: run templates/build_deck.py",
        "the deck of theme " + theme + " has a prototype of {name}, which is no layout",
    )  # fmt: skip
