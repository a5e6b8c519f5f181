"""What a template shows of a report: blocks, captions, notes and an annex that are given and that no tag shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportgen.model import Block, FigureBlock, Pack, PhotoBlock, SourcesBlock, TableBlock

_PICTURES = frozenset({"picture", "left", "figures"})  # in a block, in a pair, or as a chart that the template designs


@dataclass(frozen=True)
class ReportFault:
    """One value of report.yaml, by its path there, that the template of the report has no tag for."""

    path: tuple[str | int, ...]
    what: str
    hint: str


def report_faults(pack: Pack, asked: dict[str, Any]) -> list[ReportFault]:
    """Return what a report gives and its template does not show; `asked` is the tree of the names in its tags."""
    faults = [fault for number, _ in enumerate(pack.sections) for fault in _section(pack, number, asked)]
    return faults + list(_annex(pack, asked))


def _section(pack: Pack, number: int, asked: dict[str, Any]) -> Iterator[ReportFault]:
    section, path, names = pack.sections[number], ("sections", number), _names(asked.get("sections", {}))
    if "sections" not in asked:
        yield _fault((*path, "heading"), f"section {section.id}", "sections")
    elif section.blocks and "blocks" not in names:
        yield _fault((*path, "blocks"), "`blocks`", "section.blocks")
    else:
        yield from _blocks(pack, section.blocks, (*path, "blocks"), names | ({"figures"} & asked.keys()))


def _annex(pack: Pack, asked: dict[str, Any]) -> Iterator[ReportFault]:
    if pack.annex is None:
        return
    names = _names(asked.get("annex", {}))
    if "annex" not in asked:
        yield _fault(("annex",), "the annex", "annex")
    elif pack.annex.blocks and "blocks" not in names:
        yield _fault(("annex", "blocks"), "`blocks`", "annex.blocks")
    else:
        yield from _blocks(pack, pack.annex.blocks, ("annex", "blocks"), names | ({"figures"} & asked.keys()))


def _blocks(
    pack: Pack, blocks: tuple[Block, ...], path: tuple[str | int, ...], names: frozenset[str]
) -> Iterator[ReportFault]:
    for number, block in enumerate(blocks):
        for what, tags in _asks(pack, block):
            if not names & tags:
                yield _fault((*path, number), what, f"block.{min(tags - _PICTURES, default='picture')}")


def _asks(pack: Pack, block: Block) -> Iterator[tuple[str, frozenset[str]]]:
    """What a block gives, in words, each with the names of which a template has one where it shows it."""
    if isinstance(block, FigureBlock):
        figure = pack.figures[block.figure]
        yield f"figure {figure.id}", _PICTURES
        yield from _around(f"figure {figure.id}", figure.caption, figure.note)
    elif isinstance(block, TableBlock):
        table = pack.tables[block.table]
        yield f"table {table.id}", frozenset({"rows"})
        yield from _around(f"table {table.id}", table.caption, table.note)
    elif isinstance(block, PhotoBlock):
        yield f"photo {block.photo}", _PICTURES
    elif not isinstance(block, SourcesBlock):
        yield f"the {block.kind}", frozenset({"text"})


def _around(owner: str, caption: str, note: str) -> Iterator[tuple[str, frozenset[str]]]:
    if caption:
        yield f"the caption of {owner}", frozenset({"caption"})
    if note:
        yield f"the note of {owner}", frozenset({"note"})


def _names(tree: dict[str, Any]) -> frozenset[str]:
    """Every name in a tree, however deep."""
    return frozenset(tree).union(*(_names(inner) for inner in tree.values()))


def _fault(path: tuple[str | int, ...], what: str, tag: str) -> ReportFault:
    hint = f"add {{{{ {tag} }}}} to the template, or take it out of the report"
    return ReportFault(path, f"{what} is not shown: the template of the report has no tag for it", hint)
