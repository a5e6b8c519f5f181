"""What editions before this one said: an input of texts that compare, and of figures over editions. Values only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.model.facts.fact import Fact


@dataclass(frozen=True)
class PastEdition:
    """An edition that was built before this one: its name, the hash of what it said, and its facts by id."""

    edition: str
    digest: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


# The id of a pack and the edition that is made, to the editions before it, the oldest first.
History = Callable[[str, str], Sequence[PastEdition]]
EDITIONS_OF_A_SERIES = 3
