"""The samples of the gallery: fictional figures, one or two a kind. Out: facts and figures."""

from functools import lru_cache
from pathlib import Path

from reportgen.load.yaml_files.yaml_file import read_yaml
from reportgen.model import Fact, Figure

_FILE = Path(__file__).with_name("samples.yaml")


@lru_cache(maxsize=1)
def samples() -> tuple[dict[str, Fact], tuple[Figure, ...]]:
    """Return the facts by id, and the figures in their order."""
    data = read_yaml(_FILE, _FILE.name).data
    facts = {entry["id"]: Fact.model_validate(entry) for entry in data["facts"]}
    return facts, tuple(Figure.model_validate(entry) for entry in data["figures"])
