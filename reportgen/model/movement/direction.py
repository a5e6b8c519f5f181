"""What a fact says of itself that moved: 增长20%, 减少3万人, 提高1.5个百分点, 持平."""

from typing import TYPE_CHECKING

from reportgen.model.movement.movement_kind import points_of, price_words, says_movement
from reportgen.model.movement.movement_size import MovementSize, in_times
from reportgen.model.movement.movement_words import LEVEL, size_of
from reportgen.model.numbers.extent import extent

if TYPE_CHECKING:
    from reportgen.model.facts.fact import Fact

_GROWS = ("%", "‰", "倍")
_POINTS = (points_of("%"), points_of("‰"))


def moved(fact: "Fact") -> str:
    """Return how much something moved, in the words that fit; ValueError for a fact that says how much there is."""
    if fact.movement is not None:
        return fact.movement
    if not says_movement(fact):
        raise ValueError(_no_movement(fact))
    found = extent(fact)
    if found.least == found.most == 0:
        return LEVEL
    if found.least < 0 < found.most or found.least == found.most == 0:
        raise ValueError(f"whether {fact.id} ({fact.prose()}) rose or fell is not known; write {{{{ f.{fact.id} }}}}")
    rises = found.least >= 0
    if fact.unit == "倍" and not rises:
        raise ValueError(f"{fact.id}: nothing falls by 倍; state the fall in %")
    return _verb(fact, rises) + _size(fact)


def _size(fact: "Fact") -> str:
    """The size without its sign: growth of 100% and more in 倍, computed growth with one decimal."""
    if fact.unit != "%" or fact.words is not None or fact.value is None or fact.bound not in ("exact", "ge", "gt"):
        return size_of(fact)
    if fact.value < 0:
        return size_of(fact)
    size = MovementSize(fact.value, "%", fact.bound)
    found = in_times(size, measured=fact.formula is None)
    return fact.prose() if found == size else found.text()


def _verb(fact: "Fact", rises: bool) -> str:
    if fact.moves == "price":
        return price_words(fact.label)[0] if rises else "下降"
    if fact.moves == "duration":
        return "延长" if rises else "缩短"
    if fact.unit in _GROWS:
        return "增长" if rises else "下降"
    if fact.unit in _POINTS:
        return "提高" if rises else "下降"
    return "增加" if rises else "减少"


def _no_movement(fact: "Fact") -> str:
    if fact.kind == "index" or fact.unit == "倍":
        return (
            f"{fact.id} ({fact.prose()}) says what was reached, not what was added; write 达到…的{{{{ f.{fact.id} }}}}"
        )
    said = {"target": "a target", "threshold": "a threshold"}.get(fact.kind, "how much there is")
    hint = "`| moved` prints growth and differences (kind annual_growth, or a formula with growth or difference)"
    return f"{fact.id} ({fact.prose()}) says {said}, not how far it moved; {hint}; write {{{{ f.{fact.id} }}}}"
