"""Mistakes that show up while a pack is filled, placed in the files of its author. In: a pack, its folder; out: problems."""

from collections.abc import Callable, Iterable
from pathlib import Path

from reportgen.build.views.band import band, band_faults
from reportgen.build.views.deck_tables import slide_table
from reportgen.build.views.layout_variants import layout_variants
from reportgen.build.views.report_fields import report_faults
from reportgen.build.views.report_table import table_parts
from reportgen.build.views.slide_fields import SlideFault, slide_faults
from reportgen.build.views.table_area import table_area
from reportgen.build.views.texts import TextRenderer
from reportgen.errors import InputError, PackError, Problem
from reportgen.load.grouping import grouped
from reportgen.load.yaml_files.author import AuthorFiles
from reportgen.model import Pack, Slide, TableBlock
from reportgen.template import Template

_OWN_WAYS = (
    "include",
    "macro",
    "import",
    "select",
    "reject",
    "groupby",
    "map(",
    "| first",
    "|first",
    "| last",
    "|last",
)


def check_slides(pack: Pack, pack_dir: Path, template: Template | None) -> None:
    """Raise a PackError for what layouts need and slides do not give, and for what slides give and layouts do not show."""
    if template is None:  # the pack makes no deck
        return
    faults = [*slide_faults(pack, layout_variants(template)), *_table_faults(pack, template)]
    files = AuthorFiles(pack_dir)
    if faults:
        raise PackError([files.problem(("slides", one.slide, one.field), one.what, one.hint) for one in faults])


def _table_faults(pack: Pack, template: Template) -> Iterable[SlideFault]:
    """Tables whose columns fit no way, one fault a table; a text that cannot be filled is told with the texts."""
    texts = TextRenderer(pack)
    for number, slide in enumerate(pack.slides):
        area = table_area(template, slide.layout) if slide.rows else None
        if area is None:
            continue
        try:
            table = slide_table(pack, texts, slide, area, "")
        except InputError:
            continue
        if table.fault:
            yield SlideFault(number, "table" if slide.table else "rows", table.fault, table.advice)


def check_report(pack: Pack, pack_dir: Path, template: Template, texts: TextRenderer) -> None:
    """Raise a PackError for what the report gives and its template has no tag for, and for what is too wide for its pages.

    A template that shows its blocks by ways of its own, such as macros and included files, is not judged.
    """
    faults = () if any(map(template.mentions, _OWN_WAYS)) else report_faults(pack, template.names())
    files = AuthorFiles(pack_dir)
    if faults:
        raise PackError(grouped([files.problem(one.path, one.what, one.hint) for one in faults]))
    too_wide = _too_wide(pack, files, texts)
    if too_wide:
        raise PackError(too_wide)


def _too_wide(pack: Pack, files: AuthorFiles, texts: TextRenderer) -> list[Problem]:
    """The tables and key numbers that fit in no way: one problem each, with what would fit."""
    problems = [files.problem(("band", at), what, hint) for at, what, hint in band_faults(band(pack))]
    for key in dict.fromkeys(block.table for block in pack.blocks() if isinstance(block, TableBlock)):
        found = table_parts(texts, pack.tables[key], f"report.yaml, table {key}")
        if found["fault"]:
            problems.append(
                files.problem(_table_path(files, key), f"the table is too wide: {found['fault']}", found["advice"])
            )
    return problems


def _table_path(files: AuthorFiles, key: str) -> tuple[str | int, ...]:
    """Where a table stands: in the list of tables, or as the block that shows a table of data."""
    for file in files.files:
        tables = file.data.get("tables")
        for number, table in enumerate(tables if isinstance(tables, list) else []):
            if isinstance(table, dict) and table.get("id") == key:
                return "tables", number
        for number, section in enumerate(file.data.get("sections") or []):
            for at, block in enumerate(section.get("blocks") or [] if isinstance(section, dict) else []):
                if isinstance(block, dict) and block.get("table") == key:
                    return "sections", number, "blocks", at
    return ("sections",)


def placed(
    pack: Pack, pack_dir: Path, error: InputError, fill_slide: Callable[[Slide], object] | None = None
) -> InputError:
    """Return an error of the fill with the places of the author, all at once; the error itself where none is found.

    `fill_slide` fills the deck with one slide: a mistake that no text holds is looked for slide by slide.
    """
    files = AuthorFiles(pack_dir)
    found = list(_text_problems(pack, files))
    if not found and fill_slide is not None:
        found = list(_slide_problems(pack, files, fill_slide))
    return PackError(grouped(found)) if found else error


def _slide_problems(pack: Pack, files: AuthorFiles, fill_slide: Callable[[Slide], object]) -> Iterable[Problem]:
    for number, slide in enumerate(pack.slides):
        try:
            fill_slide(slide)
        except InputError as error:
            for one in error.problems:
                yield files.problem(("slides", number), f"the template cannot be filled with it: {one.what}", one.hint)


def _text_problems(pack: Pack, files: AuthorFiles) -> Iterable[Problem]:
    texts = TextRenderer(pack)
    for path, text in files.texts():
        try:
            texts(text, "", photos=())
        except InputError as error:
            for one in error.problems:
                yield files.problem(path, one.what, one.hint)
