"""What a batch says of itself: a parcel for each file that is done. In: Workshop, recipients, the record; out: a BatchManifest."""

from collections.abc import Mapping, Sequence

from reportgen.distribute.batch_manifest import BatchManifest, Parcel
from reportgen.distribute.batch_store import Done
from reportgen.distribute.shares.shared_inputs import SharedInputs
from reportgen.model import Recipient


def manifest_of(
    workshop: SharedInputs,
    inputs: Mapping[str, str],
    recipients: Sequence[Recipient],
    done: Mapping[str, Done],
    failed: Mapping[str, str],
    pair: tuple[str, ...],
    good: Mapping[str, str],
    list_file: str = "",
) -> BatchManifest:
    """Return the manifest of what is done; recipients keep the order of their list."""
    pack = workshop.pack
    parcels = tuple(_parcel(one, workshop.language_of(one), done[one.id]) for one in recipients if one.id in done)
    titles = {key: (words.short_title, words.organisation) for key, words in workshop.packs.items()}
    return BatchManifest(
        pack.id, pack.edition, pack.short_title, pack.organisation, dict(inputs), parcels, dict(failed), titles, pair,
        dict(good), list_file,
    )  # fmt: skip


def _parcel(one: Recipient, language: str, made: Done) -> Parcel:
    texts: dict[str, list[str]] = {"error": [], "warning": []}
    for finding in made.findings:
        texts.setdefault(finding["level"], []).append(f"{finding['rule']} {finding['what']}")
    return Parcel(
        one.id, one.name, made.file, made.sha256, made.size, one.format, one.channel, one.address, one.cc,
        tuple(texts["error"]), tuple(texts["warning"]), language, made.made_of, made.same_as,
    )  # fmt: skip
