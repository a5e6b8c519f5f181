"""Makes sound packs out of the first one: sections left out with their slides, both themes, other figures of speech kept as they are."""

import itertools
import random
import re
import shutil
from pathlib import Path

from ruamel.yaml import YAML

_OPTIONAL = ("S2", "S3", "S4")  # nothing else refers to what stands in them
_NUMERALS = {
    "fiscal_revenue_index": ("60", "65", "70", "80"),
    "st_contribution": ("58.4", "61.8", "63.5"),
    "rd_intensity": ("2.9", "3.8", "4.1"),
    "goal_gdp_2030": ("900", "1000", "1200"),
}


def variation(source: Path, folder: Path, seed: int) -> tuple[Path, str]:
    """Write one pack into a folder; return it and its theme."""
    rng = random.Random(seed)
    pack = Path(shutil.copytree(source, folder / f"{source.name}-{seed}"))
    choices = [set(group) for size in range(3) for group in itertools.combinations(_OPTIONAL, size)]
    dropped = choices[seed % len(choices)]
    _without(pack / "report.yaml", "sections", lambda entry: entry["id"] in dropped)
    _without(
        pack / "deck.yaml", "slides", lambda entry: entry.get("section") in dropped or entry["layout"] == "photo_grid"
    )
    _without(pack / "pack.yaml", "photos", lambda entry: True)
    _without(pack / "report.yaml", "sections", lambda entry: False, inside=lambda block: block["kind"] == "photo")
    facts = (pack / "facts.yaml").read_text("utf-8")
    for key, values in _NUMERALS.items():
        facts = re.sub(rf"(id: {key}\b.*?value: )[\d.]+", rf"\g<1>{rng.choice(values)}", facts, count=1, flags=re.S)
    for key in dropped:  # the facts of a section that is left out belong to the first
        facts = facts.replace(f"section: {key}", "section: S0")
    (pack / "facts.yaml").write_text(facts, "utf-8")
    return pack, "AB"[seed % 2]


def _without(path: Path, key: str, drop, inside=lambda block: False) -> None:  # type: ignore[no-untyped-def]
    yaml = YAML()
    yaml.width = 10**6
    data = yaml.load(path.read_text("utf-8"))
    data[key] = [entry for entry in data[key] if not drop(entry)]
    for entry in data[key]:
        if "blocks" in entry:
            entry["blocks"] = [block for block in entry["blocks"] if not inside(block)]
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(data, file)
