"""A pack that is written in English: its facts print themselves in English words."""

from reportgen.model import Fact, Pack
from reportgen.model.facts.english import EnglishFact


def in_english(pack: Pack) -> Pack:
    """Return a pack that is written in English with facts that print themselves so; Chinese words stay as they are."""
    return pack.model_copy(update={"facts": {key: _in_english(fact) for key, fact in pack.facts.items()}})


def _in_english(fact: Fact) -> Fact:
    try:
        return EnglishFact.of(fact, {})
    except ValueError:
        return fact
