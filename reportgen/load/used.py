"""Which facts of a pack something uses: a text, figure, table, slide, formula or relation."""

from pathlib import Path

from reportgen.load.pack_folder import read_files
from reportgen.load.references import named_facts
from reportgen.model import Pack


def used_facts(pack: Pack, folder: Path) -> set[str]:
    """Return the ids of the facts that something in the pack or its translations names."""
    folders = [folder, *(path.parent for path in folder.glob("*/pack.yaml"))]
    files = [file for each in folders for file in read_files(each)]
    found = {name for file in files if not file.name.endswith("facts.yaml") for name in named_facts(file)}
    for figure in pack.figures.values():
        found |= set(figure.fact_ids())
    for fact in pack.facts.values():
        found |= set(fact.made_of)
    return found | {name for relation in pack.relations for name in relation.names()}
