"""The manifest of a batch: what lies in the folder, for whom, by which hash. It is written last: without one a batch is unfinished."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from reportgen.distribute.workers.made_of import UNKNOWN, MadeOf
from reportgen.errors import OutputError, PackError, Problem
from reportgen.files import check_schema
from reportgen.installed import program_version
from reportgen.model.characters import hidden_character
from reportgen.model.recipients.addresses import mail_fault
from reportgen.model.recipients.channels import address_fault
from reportgen.model.recipients.file_names import printable_name

FILE = "batch.json"
SCHEMA = 2  # 1 called the parts `parcels` and did not say what they are made of; its program refuses 2
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
    made_of: MadeOf = UNKNOWN
    same_as: tuple[str, ...] = ()  # hashes of earlier files with the same facts


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
        printable_name(path.relative_to(pack_dir).as_posix()): hash_of_file(path)
        for path in sorted(pack_dir.rglob("*"))
        if path.is_file() and not path.name.startswith((".", "~")) and path.name not in _NO_INPUT
    }


def hash_of_file(path: Path) -> str:
    """Return the hash of a file; an OSError when it cannot be read."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def list_elsewhere(given: Path | None, pack_dir: Path, folder: Path) -> str:
    """Return where a list that is not the pack's own lies, seen from the folder of the batch; "" for the pack's own."""
    if given is None or given.resolve().parent == pack_dir.resolve():
        return "" if given is None or given.suffix.lower() != ".sql" else _seen_from(given, folder)
    return _seen_from(given, folder)


def _seen_from(path: Path, folder: Path) -> str:
    try:
        return printable_name(Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix())
    except ValueError:  # another drive
        return path.resolve().as_posix()


def manifest_bytes(manifest: BatchManifest) -> bytes:
    """Return the manifest as JSON."""
    parts = [{**vars(parcel), "made_of": vars(parcel.made_of)} for parcel in manifest.parcels]
    said = {name: value for name, value in vars(manifest).items() if name != "parcels"}
    content = {"schema": SCHEMA, "reportgen": program_version(), **said, "parts": parts}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> BatchManifest:
    """Return the manifest in a folder; an error when there is none or it is broken."""
    path = folder / FILE
    try:
        manifest = _form().validate_python(_migrated(path, json.loads(path.read_bytes())))
    except FileNotFoundError as error:
        hint = "finish it with `reportgen batch PACK --resume`; a batch that stopped has none"
        raise OutputError(f"{path}: no manifest found; {hint}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])).replace("parcels", "parts")  # as the file calls them
        what = f"is not a manifest of a batch: {where + ': ' if where else ''}{first['msg']}"
        raise PackError([Problem(str(path), None, None, what, "make it again")]) from error
    except (OSError, ValueError, RecursionError) as error:
        what = f"is not a manifest of a batch: {error}"
        raise PackError([Problem(str(path), None, None, what, "make it again")]) from error
    _check_parcels(manifest, folder)
    return manifest


def _migrated(path: Path, content: object) -> object:
    """The content of a manifest by the names that there are now; an OutputError for one of a newer version."""
    if not isinstance(content, dict):
        return content
    schema = check_schema(path, content.get("schema"), SCHEMA)
    return content if schema == 1 else {**content, "parcels": content.get("parts")}


def read_program(path: Path) -> str:
    """Return the version of the program that made a batch, by its manifest; "" where it does not say."""
    try:
        return str(json.loads(path.read_bytes())["reportgen"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""


@lru_cache(maxsize=1)
def _form() -> TypeAdapter[BatchManifest]:
    """What the JSON of a manifest must hold, each value of its type."""
    return TypeAdapter(BatchManifest)


def _check_parcels(manifest: BatchManifest, folder: Path) -> None:
    """A manifest that somebody wrote by hand can send nothing from outside its folder, and to no address that is none."""
    name = str(folder / FILE)
    problems = []
    for parcel in manifest.parcels:
        if not (folder / parcel.file).resolve().is_relative_to(folder.resolve()):
            problems.append(Problem(name, None, None, f"{parcel.file} lies outside the folder", "make it again"))
        hidden = hidden_character(f"{parcel.recipient}{parcel.name}{parcel.file}")
        if hidden:
            what = f"{parcel.recipient!r}: its names hold {hidden}, which is invisible"
            problems.append(Problem(name, None, None, what, "make it again"))
        faults = [address_fault(parcel.channel, parcel.address), *map(mail_fault, parcel.cc)]
        problems += [
            Problem(name, None, None, f"{parcel.recipient}: {fault[0]}", fault[1]) for fault in faults if fault
        ]
    if problems:
        raise PackError(problems)
