"""Freshness: facts that are older than they are good for (F05), and words that age (F18). In: Pack, texts, today; out: findings."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from reportgen.findings import Finding, Place, Rule, finds
from reportgen.model import Pack

# Words that are true for a while only. Those of the pack's photos are told with the photo.
_AGEING = re.compile(
    "即将[投建开完竣落]\\w?|将于近期|近日|日前|不日|今年|去年|(?<![注载标写说])明年(?!份)|本月|上月|下月|昨日|今日"
)
FRESH = Rule("F05", "warning", "facts are within their period of validity")
LASTING = Rule("F18", "info", "words that are true for a while only are looked at again")


@finds(FRESH)
def check_freshness(pack: Pack, shown: Collection[str], today: date) -> Iterator[Finding]:
    """Yield the facts that are too old; shown are the ids of those that the files show."""
    for key in sorted(set(shown)):
        fact = pack.facts[key]
        if fact.good_for is None:
            continue
        where = Place(f"fact {key}")
        if fact.measured is None:
            what = f"is good for {fact.good_for} days, and no day is known from which on"
            yield FRESH.at(where, what, "add `measured: 2026-08-20`, the day of the value")
            continue
        age = (today - fact.measured).days
        if age > fact.good_for:
            what = f"{fact.prose()} is {age} days old and good for {fact.good_for}"
            yield FRESH.at(where, what, f"ask {fact.source or 'its source'} for a new value")
        elif age < 0:
            what = f"was measured on {fact.measured}, which has not come yet"
            yield FRESH.at(where, what, "correct `measured`")


@finds(LASTING)
def check_ageing_words(pack: Pack, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the words that are true for a while only; texts are the words of each file."""
    photos = " ".join(photo.caption for photo in pack.photos)
    for file, text in texts.items():
        for word in sorted({match.group() for match in _AGEING.finditer(text)} - set(_AGEING.findall(photos))):
            what = f"“{word}” is true for a while only"
            yield LASTING.at(Place(file), what, "name the day or year, or check it on the day of the meeting")
