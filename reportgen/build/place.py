"""Where a build goes, and how it takes the place of the build before it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from reportgen.edition.history import commit, remember, writing
from reportgen.edition.manifest import FILE as MANIFEST
from reportgen.edition.manifest import manifest_json, outputs_of
from reportgen.edition.snapshot import FILE as SNAPSHOT
from reportgen.edition.snapshot import Snapshot, with_left
from reportgen.edition.write import edition_name, place_for, replacing
from reportgen.files import OnChange, refuse_inputs
from reportgen.model import Pack

_OTHERS = {"report": ("deck.pptx",), "deck": ("report.docx", "figures/")}


@dataclass(frozen=True)
class EditionPlace:
    """An edition folder to be written: which documents are built, and what to do with files that somebody changed."""

    folder: Path
    only: str | None
    on_change: OnChange
    now: Callable[[], datetime]

    @classmethod
    def find(
        cls, parent: Path, edition: str, only: str | None, on_change: OnChange, now: Callable[[], datetime]
    ) -> "EditionPlace":
        """Return the place for an edition; an OutputError when it cannot be written or holds a file that somebody changed."""
        place = cls(parent, only, on_change, now)
        return replace(place, folder=place_for(parent, edition, on_change, place.leaves))

    @property
    def edition(self) -> str:
        """The name of the edition."""
        return edition_name(self.folder)

    def rejected(self) -> "EditionPlace":
        """Return the place beside the edition for a build with errors, to be looked at; the last good edition stays."""
        return EditionPlace.find(self.folder.parent, f"{self.edition}.rejected", self.only, self.on_change, self.now)

    def leaves(self, name: str) -> bool:
        """Tell whether a file of the build before stays as it is, because `only` the other document is built."""
        return name.startswith(_OTHERS.get(self.only or "", ()))

    def write(
        self, pack: Pack, files: dict[str, bytes], said: Snapshot, inputs: Mapping[str, str], sources: Iterable[Path]
    ) -> tuple[str, ...]:
        """Write files, ledger, snapshot and manifest as one, remember the build, and return the names of what was written.

        `sources` are the files and folders that the build read, none of which may be replaced. Raises an OutputError that
        leaves edition and history as they were.
        """
        before = outputs_of(self.folder)
        left = {name: digest for name, digest in before.items() if self.leaves(name)}
        said = with_left(said, self.folder, [name for name in left if name.endswith((".docx", ".pptx"))])
        files |= {"ledger.csv": said.ledger(), SNAPSHOT: said.to_bytes()}
        files[MANIFEST] = manifest_json(pack.id, self.folder.name, pack.theme, inputs, files, left)
        own = (self.folder / name for name in (*before, MANIFEST))
        refuse_inputs((self.folder / name for name in files), sources, own)
        force = self.on_change == "force"
        with (
            writing(self.folder.parent) as history,
            replacing(self.folder, files, left=left, force=force, now=self.now),
        ):
            if not self.edition.endswith(".rejected"):
                remember(history, said, self.now().isoformat(timespec="seconds"))
            commit(history)
        return tuple(sorted(files))
