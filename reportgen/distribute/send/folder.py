"""Owns delivery into folders and object stores: local paths here, all else by fsspec. In: parcel, bytes; out: a file, whole.

A parcel put twice leaves one file, so a delivery in doubt is simply done again.
"""

import posixpath
import re
from pathlib import Path

from reportgen.distribute.batch_manifest import Parcel
from reportgen.distribute.send.channel import Handed, NotSent, PointOfNoReturn
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.send.store import open_store, rename
from reportgen.files import write_whole
from reportgen.model.addresses import folder_fault

_URL = re.compile(r"[a-z][a-z0-9+.-]*://")


class FolderChannel:
    """Puts files into a base folder or store, a folder a recipient."""

    repeatable = True

    def __init__(self, base: str, secrets: Secrets) -> None:
        self.base = base
        self.secrets = secrets

    def where(self, parcel: Parcel) -> str:
        """Return the path or URL of the file."""
        return self.secrets.hide(self._target(parcel))

    def send(self, parcel: Parcel, content: bytes, round_: int, no_return: PointOfNoReturn) -> Handed:
        """Write the file under a passing name, read it back, and give it its name."""
        fault = folder_fault(parcel.address)
        if fault:
            raise NotSent("; ".join(fault))
        target = self._target(parcel)
        no_return()
        put = _put_by_url if _URL.match(target) else _put_here
        try:
            put(target, content, self.secrets)
        except NotSent:
            raise
        except Exception as error:  # each store of fsspec raises errors of its own kind
            why = f"{type(error).__name__}: {error}"
            raise NotSent(f"{self.where(parcel)}: {why}", passing=not isinstance(error, PermissionError)) from None
        return Handed(self.where(parcel))

    def close(self) -> None:
        """Nothing stays open."""

    def _target(self, parcel: Parcel) -> str:
        address = parcel.address or parcel.recipient
        folder = address if _URL.match(address) else f"{self.base.rstrip('/')}/{address.strip('/')}"
        return f"{folder.rstrip('/')}/{posixpath.basename(parcel.file)}"


def _put_here(target: str, content: bytes, secrets: Secrets) -> None:
    del secrets
    path = Path(target)
    write_whole(path, content)


def _put_by_url(target: str, content: bytes, secrets: Secrets) -> None:
    store, path = open_store(target, secrets)
    store.makedirs(posixpath.dirname(path), exist_ok=True)
    fresh = f"{path}.part"
    store.pipe_file(fresh, content)
    if store.cat_file(fresh) != content:
        store.rm_file(fresh)
        raise NotSent("what was written came back different", passing=True)
    rename(store, fresh, path)
