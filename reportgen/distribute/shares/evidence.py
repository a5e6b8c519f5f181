"""What a gate must know besides the files: whether report and deck agree, until when facts are good, what lies outside the pack."""

import csv
import hashlib
import io
import zlib
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from reportgen.build.flow import documents_of_pack
from reportgen.check.numbers.audit import audit
from reportgen.check.shared.charts import AS_WORKBOOK
from reportgen.check.shared.common_rules import BOUND_KEPT, SHOWN_ALIKE, VALUE_KEPT
from reportgen.check.suppress import suppressed
from reportgen.distribute.batch_manifest import FACTS_OUTSIDE, LIST_OUTSIDE, BatchManifest
from reportgen.distribute.batch_store import BatchRecord
from reportgen.documents.reading.file_reader import passages
from reportgen.edition.csv_cells import unguarded
from reportgen.errors import InputError
from reportgen.load import load_pack
from reportgen.load.lists.recipients import load_sound_recipients, recipients_file
from reportgen.load.outside import outside_sources
from reportgen.model import Pack, Recipient

_OF_A_PAIR = tuple(rule.id for rule in (VALUE_KEPT, BOUND_KEPT, SHOWN_ALIKE, AS_WORKBOOK))
_ENDINGS = {"report": "docx", "deck": "pptx"}


def pair_faults(pack: Pack, pack_dir: Path) -> tuple[str, ...]:
    """Return where report and deck of the whole pack would not say the same."""
    documents = documents_of_pack(pack, pack_dir)
    names = {kind: f"{kind}.{_ENDINGS[kind]}" for kind in documents}
    found = {names[kind]: passages(names[kind], made.to_bytes()) for kind, made in documents.items()}
    findings = [item for item in audit(pack, found).findings if item.rule in _OF_A_PAIR]
    told = suppressed(findings, pack.suppress, documents)
    return tuple(str(item) for item in told if item.level == "error" and item.rule in _OF_A_PAIR)


def good_until(pack: Pack, record: BatchRecord) -> dict[str, str]:
    """Return the last good day of each fact that is shown and does not stay good; "" when nobody knows from which day on."""
    ageing = {key: fact for key, fact in pack.facts.items() if fact.good_for is not None}
    if not ageing:
        return {}
    shown: set[str] = set()
    for _, _, packed in record.ledgers():
        rows = csv.DictReader(io.StringIO(zlib.decompress(packed).decode("utf-8-sig"), newline=""))
        shown |= {unguarded(row["fact_id"]) for row in rows}
    return {
        key: (fact.measured + timedelta(days=fact.good_for or 0)).isoformat() if fact.measured else ""
        for key, fact in ageing.items()
        if key in shown
    }


def outside_hashes(pack: Pack, pack_dir: Path, recipients: Sequence[Recipient] | None) -> dict[str, str]:
    """Return the hashes of what no file of the pack holds: facts and tables of databases, addresses and files elsewhere, and a
    list that a query gives."""
    found = {}
    if outside_sources(pack_dir):
        found[FACTS_OUTSIDE] = _hash(one.model_dump_json() for one in (*pack.facts.values(), *pack.data.values()))
    if recipients is not None:
        found[LIST_OUTSIDE] = list_hash(recipients)
    return found


def list_hash(recipients: Iterable[Recipient]) -> str:
    """Return the hash of who is on a list, not of its file: a query is the same when its rows have changed."""
    return _hash(one.model_dump_json() for one in recipients)


def outside_now(pack_dir: Path, folder: Path, batch: BatchManifest) -> tuple[dict[str, str], str]:
    """Return the same hashes as they are now, and why they cannot be told where they cannot."""
    before = batch.inputs
    wanted = {FACTS_OUTSIDE, LIST_OUTSIDE} & set(before)
    try:
        pack = load_pack(pack_dir)
        list_file = folder / batch.list_file if batch.list_file else recipients_file(pack_dir)
        recipients = load_sound_recipients(list_file, pack, pack_dir).sound if LIST_OUTSIDE in wanted else None
        return outside_hashes(pack, pack_dir, recipients), ""
    except InputError as error:
        return {name: before[name] for name in wanted}, str(error).partition("\n")[0]


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
