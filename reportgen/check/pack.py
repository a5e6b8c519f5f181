"""What a pack itself asks to be looked at again. In: Pack, what was shown; out: findings."""

from collections.abc import Iterable, Iterator, Mapping

from reportgen.check.numbers.claims import VERIFIED, check_claims
from reportgen.findings import Finding, Place, Rule, finds
from reportgen.model import Pack

SOURCES_USED = Rule("F16", "warning", "each row and column of a source is used, and nothing of it is hidden")
AGEING = Rule("F17", "warning", "a caption that ages is looked at again before the meeting")


@finds(SOURCES_USED)
def check_sources(pack: Pack) -> list[Finding]:
    """Return what its sources hold that no fact takes: rows, columns, hidden cells."""
    return [SOURCES_USED.at(Place(one.place), one.what, one.hint) for one in pack.notices]


@finds(VERIFIED, AGEING)
def check_pack(pack: Pack, shown: Iterable[tuple[str, str]], texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield findings: shown are (file, fact id), texts the words of each file."""
    shown = sorted(set(shown))
    yield from check_claims(pack, shown, texts)
    for file, key in shown:
        verify = pack.facts[key].verify
        if verify:
            hint = "ask the source, correct the word if needed and remove `verify`"
            yield VERIFIED.at(Place(file), f"fact {key} is printed and not verified yet: {verify}", hint)
    for photo in pack.photos:
        if photo.time_sensitive and any(photo.caption in text for text in texts.values()):
            what = f"the caption of photo {photo.id} says “{photo.time_sensitive}”, which ages"
            yield AGEING.at(Place("pack.yaml"), what, "check whether it still holds on the day of the meeting")
