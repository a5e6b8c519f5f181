"""Damages of finished files, of many kinds, made on the XML directly: they know nothing of how the audit reads."""

import random

from tests.damages.file import Damage, File
from tests.damages.kinds import KINDS


def damaged(name: str, content: bytes, kind: str, seed: int) -> tuple[bytes, Damage] | None:
    """Return a file with one damage, and where it is; None where the file has nothing that could be damaged so."""
    file = File(name, content)
    damage = KINDS[kind](file, random.Random(f"{name} {kind} {seed}"))
    return (file.content(), damage) if damage is not None else None
