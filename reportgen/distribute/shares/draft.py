"""Drafts: a part filled and checked once, with holders where a recipient's name and own numbers go. In: Part; out: bytes.

Recipients who see the same differ in a few words. The draft is filled and checked whole; each recipient's file is the draft
with these words put in, and only the members that hold them are packed again.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.build.mapping import marks_of
from reportgen.build.page_numbers import fill_report
from reportgen.build.views.deck import storyboard
from reportgen.build.views.drawings import native_charts
from reportgen.build.views.report import report_view
from reportgen.build.views.texts import TextRenderer
from reportgen.check.files import check_file
from reportgen.check.pack import check_pack
from reportgen.check.suppress import SUPPRESSES, suppressed
from reportgen.distribute.shares.own_numbers import own_id
from reportgen.distribute.shares.phrases import phrases_for
from reportgen.distribute.shares.redaction.leaks import refuse_leaks
from reportgen.distribute.shares.shared_inputs import Share, SharedInputs
from reportgen.distribute.workers.stopwatch import Stopwatch
from reportgen.documents.reading.file_reader import passages, text_of_file
from reportgen.edition.csv_cells import guarded
from reportgen.edition.file_map import map_members, map_of
from reportgen.edition.ledger import ledger_csv, numbered
from reportgen.edition.ledger_entries import entry_of
from reportgen.errors import PackError, Problem
from reportgen.findings import Finding, Place
from reportgen.model import Pack, Recipient
from reportgen.ooxml.package import Member, write_package
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.splice import XmlPiece, joined
from reportgen.template import Document, ShownFact

NAME_HOLDER = "〓收件单位〓"
ID_HOLDER = "〓收件编号〓"
_HOLDER = re.compile("〓(?:收件单位|收件编号|数据\\d\\d)〓")
# What goes into a holder must look as the holder does: no line break, no character that needs a run of its own.
_FITS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9 ，。、；：（）%.\-]*")
_CHINESE = re.compile("[\u4e00-\u9fff]")
STAGES = {"docx": "report", "pptx": "deck"}  # suppressions name files so
_WIDEST_NUMBER = 10  # characters that a cell of the table of own numbers holds in one line


@dataclass(frozen=True)
class ShareDraft:
    """A filled part: members as they are, those with holders as their pieces; its ledger; what the checks say."""

    members: tuple[Member, ...]
    open: dict[str, tuple[str | XmlPiece, ...]]
    ledger: str
    findings: tuple[Finding, ...]

    def address(self, words: Mapping[str, str]) -> bytes:
        """Return the file with words in the place of holders."""
        if not self.open:
            return write_package(self.members)
        pieces = {holder: XmlPiece.of(html.escape(text)) for holder, text in words.items()}
        return write_package(self._member(member, pieces) for member in self.members)

    def ledger_for(self, words: Mapping[str, str]) -> bytes:
        """Return the ledger with words in the place of holders."""

        def put(match: re.Match[str]) -> str:
            text = words.get(match.group(), match.group())
            return guarded(text) if self.ledger[match.start() - 1] in ',"\n' else text  # at the start of a cell

        return _HOLDER.sub(put, self.ledger).encode()

    def _member(self, member: Member, words: Mapping[str, XmlPiece]) -> Member:
        pieces = self.open.get(member.name)
        if pieces is None:
            return member
        return joined(member.name, [words[piece] if isinstance(piece, str) else piece for piece in pieces])


def words_of(recipient: Recipient, pack: Pack) -> dict[str, str]:
    """Return what stands in the place of each holder for a recipient."""
    words = {NAME_HOLDER: recipient.name, ID_HOLDER: recipient.id}
    for number, own in enumerate(recipient.own, 1):
        fact = pack.facts[own_id(number)].model_copy(update={"value": Decimal(own.value)})
        words[own_holder(number)] = fact.cell()
    return words


def fits(words: Mapping[str, str]) -> bool:
    """Tell whether words can stand in the place of holders without changing lines or runs."""
    shown = {holder: text for holder, text in words.items() if holder != ID_HOLDER}  # the id stands in the map alone
    numbers = (text for holder, text in shown.items() if holder != NAME_HOLDER)
    return all(map(_FITS.fullmatch, shown.values())) and all(len(text) <= _WIDEST_NUMBER for text in numbers)


def own_holder(number: int) -> str:
    """Return the holder of a recipient's own number, counted from 1."""
    return f"〓数据{number:02d}〓"


def make_draft(
    workshop: SharedInputs, part: Share, kind: str, name: str, words: Mapping[str, str], watch: Stopwatch | None = None
) -> ShareDraft:
    """Return the draft of a part; `words` fill it for one recipient alone, none leave holders for many."""
    timed = (watch or Stopwatch()).timed
    pack = with_words(part.pack, words)
    with timed("template"):
        document = _filled(workshop, part, pack, kind, words.get(NAME_HOLDER, NAME_HOLDER))
        document = _with_map(document, pack, kind)
    with timed("search"):
        _refuse_what_may_not_show(document, part, name)
    with timed("zip"):
        content = document.to_bytes()
    with timed("checks"):
        findings = _findings(workshop, part, pack, name, document, content)
    with timed("ledger"):
        entries = (entry_of(pack, item.fact_id, item.text, name, _place(item)) for item in document.shown)
        ledger = ledger_csv(numbered(entries)).decode()
    with timed("zip"):
        opened = _open_members(document)
    return ShareDraft(document.members, opened, ledger, tuple(findings))


def _with_map(document: Document, pack: Pack, kind: str) -> Document:
    """The document with the map of what it prints; a recipient's name and own numbers are put into it as into the text."""
    members = Opened({member.name: member for member in document.members})
    own = sum(1 for key in pack.facts if key.startswith("own_number_"))
    found = passages(f"{STAGES[kind]}.{kind}", members)
    content = map_of(pack.id, pack.edition, "", found, marks_of(STAGES[kind], document))
    holders = (NAME_HOLDER, *(own_holder(number) for number in range(1, own + 1)))
    content = replace(content, recipient=ID_HOLDER, holders=holders)
    return replace(document, members=tuple(members.with_members(map_members(members, content)).values()))


def _place(item: ShownFact) -> Place:
    spot = item.spot
    return Place(spot.file, item.part, paragraph=spot.paragraph, shape=spot.shape)


def _refuse_what_may_not_show(document: Document, part: Share, name: str) -> None:
    refuse_leaks(document, part.hidden_numbers, name)
    shown = document.shown if part.language == "en" else ()
    chinese = [item for item in shown if not item.fact_id.startswith("own_number") and _CHINESE.search(item.text)]
    if chinese:
        what = f"{chinese[0].fact_id} prints itself in Chinese: {chinese[0].text}"
        raise PackError([Problem(name, None, None, what, "give it words in en/facts.yaml")])


def _findings(
    workshop: SharedInputs, part: Share, pack: Pack, name: str, document: Document, content: bytes
) -> list[Finding]:
    shown = [(name, item.fact_id) for item in document.shown]
    opened = Opened.of(content, name)
    texts = {name: text_of_file(name, opened)} if _asks_for_texts(pack, workshop, part, document) else {}
    found = [*check_file(name, opened), *check_pack(pack, shown, texts)]
    return [item for item in suppressed(found, pack.suppress) if item.rule != SUPPRESSES.id]  # meant for the whole pack


def _asks_for_texts(pack: Pack, workshop: SharedInputs, part: Share, document: Document) -> bool:
    """Reading all words back takes longer than filling; only facts to be verified and photos that age need it."""
    verified = any(pack.facts[item.fact_id].verify for item in document.shown)
    return verified or any(
        photo.time_sensitive and photo.id in workshop.pictures[part.language] for photo in pack.photos
    )


def with_words(pack: Pack, words: Mapping[str, str]) -> Pack:
    """Return the part with holders, or with the words of one recipient, where own numbers stand."""
    own = {key: fact for key, fact in pack.facts.items() if key.startswith("own_number_")}
    if not own:
        return pack
    facts = dict(pack.facts)
    for number in range(1, len(own) + 1):
        holder = own_holder(number)
        # the part came from the first of its recipients: what the others share with it is not the value
        shown = {"words": words.get(holder, holder), "value": None}
        facts[own_id(number)] = own[own_id(number)].model_copy(update=shown)
    return pack.model_copy(update={"facts": facts})


def _filled(workshop: SharedInputs, part: Share, pack: Pack, kind: str, addressee: str) -> Document:
    texts = TextRenderer(pack)
    template = workshop.templates[part.template]
    line = phrases_for(pack.language).addressed_to(addressee)
    if kind == "pptx":
        pictures = workshop.pictures[part.language]
        slides = storyboard(pack, texts, native_charts(pack), pictures, template)
        if slides and slides[0].layout == "cover":
            cover = dict(slides[0].data["slide"])  # type: ignore[call-overload]
            cover["lead"] = f"{cover['lead']}{line}"
            slides[0] = replace(slides[0], data={**slides[0].data, "slide": cover})
        meta = report_view(pack.model_copy(update={"sections": (), "annex": None}), texts, {}, {})["meta"]
        return template.render({"meta": meta, "deck": {"short_title": pack.short_title}}, slides)
    view = report_view(pack, texts, workshop.pictures[part.language], {})
    view["cover"]["subtitle"] += line
    return fill_report(template, view, pack)


def _open_members(document: Document) -> dict[str, tuple[str | XmlPiece, ...]]:
    """Members with holders, as holders by name and the packed pieces between them."""
    found = {}
    for member in document.members:
        if member.name.endswith(".xml") and NAME_HOLDER[0].encode() in member.content:
            pieces = re.split(f"({_HOLDER.pattern})", member.content.decode())
            if len(pieces) > 1:
                found[member.name] = tuple(
                    piece if _HOLDER.fullmatch(piece) else XmlPiece.of(piece) for piece in pieces if piece
                )
    return found
