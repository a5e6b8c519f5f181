"""The manifest of a batch: what lies in the folder, for whom, by which hash. It is written last: without one a batch is unfinished."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen import __version__
from reportgen.errors import OutputError, PackError, Problem
from reportgen.model.addresses import address_fault, mail_fault
from reportgen.model.characters import hidden_character

FILE = "batch.json"
FACTS_OUTSIDE, LIST_OUTSIDE = "facts from outside the pack", "recipients from a database"
LIST_ELSEWHERE = "the list of recipients outside the pack"
_NO_INPUT = ("schedule.yaml",)  # says when, not what


@dataclass(frozen=True)
class Parcel:
    """One file in a batch, and where it is to go."""

    recipient: str
    name: str
    file: str
    sha256: str
    size: int
    format: str
    channel: str
    address: str
    cc: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    language: str = "zh"


@dataclass(frozen=True)
class BatchManifest:
    """A batch as its manifest tells it."""

    pack: str
    edition: str
    title: str
    organisation: str
    inputs: dict[str, str]
    parcels: tuple[Parcel, ...]
    failed: dict[str, str]
    titles: dict[str, tuple[str, str]] = field(default_factory=dict)  # title and organisation in other languages
    pair: tuple[str, ...] = ()  # where report and deck do not say the same
    good_until: dict[str, str] = field(default_factory=dict)  # the last good day of facts that do not stay good
    list_file: str = ""  # where the list lies, seen from the batch, when it is not the pack's own

    def words_for(self, language: str) -> tuple[str, str]:
        """Return title and organisation in a language."""
        title, organisation = self.titles.get(language, (self.title, self.organisation))
        return title, organisation

    @property
    def hash(self) -> str:
        """The name of this content: the same files for the same recipients have the same."""
        rows = [(parcel.recipient, parcel.sha256) for parcel in self.parcels]
        return hashlib.sha256(json.dumps([self.pack, self.edition, rows]).encode()).hexdigest()


def input_hashes(pack_dir: Path) -> dict[str, str]:
    """Return the hash of every file of a pack, by a name that does not depend on where the pack lies."""
    return {
        path.relative_to(pack_dir).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(pack_dir.rglob("*"))
        if path.is_file() and not path.name.startswith((".", "~")) and path.name not in _NO_INPUT
    }


def manifest_bytes(manifest: BatchManifest) -> bytes:
    """Return the manifest as JSON."""
    content = {**vars(manifest), "reportgen": __version__, "parcels": [vars(parcel) for parcel in manifest.parcels]}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> BatchManifest:
    """Return the manifest in a folder; an error when there is none or it is broken."""
    path = folder / FILE
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
        content.pop("reportgen", None)
        lists = ("cc", "errors", "warnings")
        rows: list[dict[str, Any]] = content.pop("parcels")
        parcels = [Parcel(**{**one, **{key: tuple(one[key]) for key in lists}}) for one in rows]
        content["titles"] = {key: (words[0], words[1]) for key, words in content.get("titles", {}).items()}
        content["pair"] = tuple(content.get("pair", ()))
        manifest = BatchManifest(**content, parcels=tuple(parcels))
    except FileNotFoundError as error:
        hint = "finish it with `reportgen batch PACK --resume`; a batch that stopped has none"
        raise OutputError(f"{path}: there is no manifest; {hint}") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PackError(
            [Problem(str(path), None, None, f"is no manifest of a batch: {error}", "make it again")]
        ) from error
    _check_parcels(manifest, folder)
    return manifest


def _check_parcels(manifest: BatchManifest, folder: Path) -> None:
    """A manifest that somebody wrote by hand can send nothing from outside its folder, and to no address that is none."""
    name = str(folder / FILE)
    problems = []
    for parcel in manifest.parcels:
        if not (folder / parcel.file).resolve().is_relative_to(folder.resolve()):
            problems.append(Problem(name, None, None, f"{parcel.file} lies outside the folder", "make it again"))
        hidden = hidden_character(f"{parcel.recipient}{parcel.name}{parcel.file}")
        if hidden:
            what = f"{parcel.recipient!r}: its names hold {hidden}, which nobody sees"
            problems.append(Problem(name, None, None, what, "make it again"))
        faults = [address_fault(parcel.channel, parcel.address), *map(mail_fault, parcel.cc)]
        problems += [
            Problem(name, None, None, f"{parcel.recipient}: {fault[0]}", fault[1]) for fault in faults if fault
        ]
    if problems:
        raise PackError(problems)
