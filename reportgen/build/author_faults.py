"""Mistakes that show up while a pack is filled, placed in the files of its author. In: a pack, its folder; out: problems, findings."""

from collections.abc import Iterable
from pathlib import Path

from reportgen.build.views.slide_fields import LayoutFields, layout_fields, slide_faults
from reportgen.build.views.texts import Texts
from reportgen.errors import InputError, PackError, Problem
from reportgen.findings import Finding, Place
from reportgen.load.author import AuthorFiles
from reportgen.load.grouping import grouped
from reportgen.model import Pack
from reportgen.template import Template

_DROPPED = "F15"


def check_slides(pack: Pack, pack_dir: Path, template: Template) -> list[Finding]:
    """Return what slides give and their layouts do not show; a PackError for what a layout needs and a slide does not give."""
    lacking, dropped = slide_faults(pack, _layouts(template))
    files = AuthorFiles(pack_dir)
    if lacking:
        raise PackError([files.problem(("slides", one.slide, one.field), one.what, one.hint) for one in lacking])
    return [
        Finding(_DROPPED, "warning", Place(files.place(("slides", one.slide, one.field))), one.what, one.hint)
        for one in dropped
    ]


def _layouts(template: Template) -> dict[str, LayoutFields]:
    """What each layout of a deck template asks of a slide."""
    prototypes = template.deck.prototypes if template.deck is not None else ()
    sources: dict[str, str] = {}
    for one in prototypes:
        notes = one.notes.source if one.notes is not None else ""
        directive = " ".join(one.directive) if one.directive else ""
        sources[one.layout] = sources.get(one.layout, "") + one.program.source + notes + directive
    return {layout: layout_fields(source) for layout, source in sources.items()}


def placed(pack: Pack, pack_dir: Path, error: InputError) -> InputError:
    """Return an error of the fill with the places of the author, all texts with mistakes at once; the error itself where none is found."""
    files = AuthorFiles(pack_dir)
    found = grouped(list(_text_problems(pack, files)))
    return PackError(found) if found else error


def _text_problems(pack: Pack, files: AuthorFiles) -> Iterable[Problem]:
    texts = Texts(pack)
    for path, text in files.texts():
        try:
            texts(text, "", photos=())
        except InputError as error:
            for one in error.problems:
                yield files.problem(path, one.what, one.hint)
