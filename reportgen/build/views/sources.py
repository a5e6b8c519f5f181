"""Source lines under figures, tables and slides: the sources of the facts that stand there, in their order, each once."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reportgen.model import Fact, Pack
from reportgen.model.numbers.marks import parts, plain
from reportgen.template import Heading, NativeChart, NativeShapes

_LINE = 50.0  # ems of the source line of a slide, with room for one more word


def source_note(pack: Pack, text: str, fact_ids: Iterable[str]) -> str:
    """Return the line under a figure, table or slide: whose numbers they are, then what must be known about them."""
    chinese = pack.language.startswith("zh")
    colon, comma, stop = ("：", "；", "。") if chinese else (": ", "; ", ". ")
    ids = tuple(dict.fromkeys(fact_ids))
    names = pack.source_names(ids)
    sources = [f"{pack.source_label}{colon}{comma.join(names)}"] if names else []
    by_hand = [_manual(fact, chinese) for key in ids if (fact := pack.facts.get(key)) is not None and fact.manual]
    return stop.join([*sources, *_note(stop.join([*by_hand, *([text] if text else [])]), chinese)])


def _note(text: str, chinese: bool) -> list[str]:
    """The note after the sources, without a full stop at its end; nothing for none."""
    said = text.rstrip("。")
    return [f"{'注：' if chinese else 'Note: '}{said}"] if said else []


def office_line(pack: Pack) -> str:
    """Return the line of the cover that names the office whose report it is."""
    return f"编制单位：{pack.organisation}" if pack.language.startswith("zh") else f"Prepared by {pack.organisation}"


def shown_facts(value: Any) -> Iterator[str]:
    """Yield the ids of the facts that a view shows, in its order: those marked in its texts and drawn in its charts."""
    if isinstance(value, str):
        yield from (part.key for part in parts(value) if part.kind == "fact" and part.key)
    elif isinstance(value, NativeChart | NativeShapes):
        yield from (key for key, _ in value.shown)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from shown_facts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from shown_facts(inner)


def _manual(fact: Fact, chinese: bool) -> str:
    return f"{fact.label}为手工设定" if chinese else f"{fact.label} was set by hand"


def source_list(pack: Pack, fact_ids: Iterable[str]) -> list[dict[str, Any]]:
    """Return the blocks of a list of sources: a heading, and one paragraph a source with all that is known of it."""
    title = "资料来源" if pack.language.startswith("zh") else "Sources"
    keys = dict.fromkeys(key for fact_id in fact_ids for key in pack.source_keys(fact_id))
    names = (pack.sources[key].full_name() if key in pack.sources else key for key in keys)
    heading = {"kind": "heading", "level": 3, "text": Heading(title, "_Toc299999")}
    return [heading, *({"kind": "text", "text": name} for name in dict.fromkeys(names))]


def slide_source(pack: Pack, text: str, fact_ids: Iterable[str]) -> tuple[str, str]:
    """Return the source line of a slide, and what its notes say because the line has no room for it; empty where it has."""
    ids = tuple(dict.fromkeys(fact_ids))
    whole = source_note(pack, text, ids)
    if _ems(plain(whole)) <= _LINE:
        return whole, ""
    chinese = pack.language.startswith("zh")
    names = pack.source_names(ids)
    said = names[:1]
    more = (f"等{len(names)}处" if chinese else f" and {len(names) - 1} more") if len(said) < len(names) else ""
    colon, stop = ("：", "。") if chinese else (": ", ". ")
    by_hand = any(pack.facts[key].manual for key in ids if key in pack.facts)
    hand = [("含手工设定数" if chinese else "some set by hand")] if by_hand else []
    sentences = [f"{pack.source_label}{colon}{said[0]}{more}"] if said else []
    line = stop.join([*sentences, *_note(stop.join([*hand, *([text] if text else [])]), chinese)])
    if by_hand and _ems(plain(line)) > _LINE:
        line = stop.join([*sentences, *_note(text, chinese)])
    return line, source_note(pack, "", ids) + stop.strip()


def _ems(text: str) -> float:
    """The length of a text in ems: a Chinese character is one, a digit or letter about half."""
    return sum(1.0 if character > "\u2e7f" else 0.55 for character in text)
