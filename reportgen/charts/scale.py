"""Scales: values to lengths, round steps of an axis, and spreading places that are too near. Pure arithmetic."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Scale:
    """Maps values from low to high on to places from start to end."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def span(values: Sequence[float], *, zero: bool) -> tuple[float, float]:
    """Return the lowest and highest value of an axis; bars begin at zero, lines where their values lie."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high == low:
        wide = abs(high) or 1.0
        return (low - (0 if zero and low >= 0 else wide), high + wide)
    return low, high


def steps(low: float, high: float, about: int = 4) -> list[float]:
    """Return round values between low and high, some four of them."""
    raw = (high - low) / about
    power = 10.0 ** math.floor(math.log10(raw)) if raw > 0 else 1.0
    step = next((power * n for n in (1, 2, 2.5, 5, 10) if power * n >= raw * 0.999), power * 10)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


def step_names(values: Sequence[float]) -> list[str]:
    """Return the names of the steps of an axis, in the unit of the values that are drawn."""
    return [_plain(value) for value in values]


def _plain(value: float) -> str:
    if value == 0:
        return "0"
    number = Decimal(f"{value:.9g}")
    text = f"{number:,f}" if abs(number) >= 10000 else f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float] | None:
    """Return middles near those wanted, in their order, so that nothing overlaps; None when they cannot all fit."""
    if sum(sizes) > high - low + 1e-6:
        return None
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n], n))
    places = list(wanted)
    edge = low
    for n in order:
        places[n] = max(places[n], edge + sizes[n] / 2)
        edge = places[n] + sizes[n] / 2
    edge = high
    for n in reversed(order):
        places[n] = min(places[n], edge - sizes[n] / 2)
        edge = places[n] - sizes[n] / 2
    return places
