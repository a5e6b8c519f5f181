"""Delivery into folders and object stores: local paths here, all else by fsspec.

A parcel put twice leaves one file, so a delivery in doubt is simply done again. Nothing is written outside the delivery folder
and the stores that the environment names.
"""

import errno
import posixpath
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reportgen.distribute.batch_manifest import Parcel
from reportgen.distribute.send.channel import Acceptance, NotSent, PointOfNoReturn, Surroundings
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.send.store import open_store, path_in, rename
from reportgen.distribute.send.store_settings import StoreSettings, allowed, not_allowed, settings_for
from reportgen.errors import OutputError
from reportgen.files import write_whole
from reportgen.model.recipients.addresses import folder_fault

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class FolderChannel:
    """Puts files into a base folder or store, a folder a recipient."""

    repeatable = True

    def __init__(self, base: str, secrets: Secrets) -> None:
        self.base = base
        self.secrets = secrets
        self._stores: dict[tuple[str, str, StoreSettings], Any] = {}  # open connections, by host and credentials

    def where(self, parcel: Parcel) -> str:
        """Return the path or URL of the file."""
        return self.secrets.hide(self._target(parcel))

    def send(self, parcel: Parcel, content: bytes, round_: int, no_return: PointOfNoReturn) -> Acceptance:
        """Write the file under a passing name, read it back, and give it its name."""
        fault = folder_fault(parcel.address)
        if fault:
            raise NotSent("; ".join(fault))
        target = self._target(parcel)
        if not _URL.match(self.base) and _SCHEME.match(self.base):
            raise NotSent(f"{self.base} is neither a folder nor a URL of a store; give --to a path or sftp://host/path")
        if _URL.match(target):
            if _URL.match(parcel.address) and not allowed(target, self.base, self.secrets):
                raise not_allowed(target)
        else:
            _check_inside(Path(target), Path(self.base))
        no_return()
        try:
            if _URL.match(target):
                self._put_by_url(target, content)
            else:
                write_whole(Path(target), content)
        except NotSent:
            raise
        except OutputError as error:
            raise NotSent(str(error), passing=error.errno not in _FORBIDDEN) from None
        except Exception as error:  # each store of fsspec raises errors of its own kind
            self.close()  # a connection that failed is not used again
            why = f"{type(error).__name__}: {error}"
            raise NotSent(f"{self.where(parcel)}: {why}", passing=not isinstance(error, PermissionError)) from None
        return Acceptance(self.where(parcel))

    def close(self) -> None:
        """End the connections."""
        self._stores.clear()

    def _put_by_url(self, target: str, content: bytes) -> None:
        parts = urlsplit(target)
        key = parts.scheme, parts.netloc, settings_for(target, self.secrets)  # two stores of one host share no login
        store = self._stores.get(key) or open_store(target, self.secrets)
        path = path_in(store, target)
        self._stores[key] = store
        store.makedirs(posixpath.dirname(path), exist_ok=True)
        fresh = f"{path}.part"
        store.pipe_file(fresh, content)
        if store.cat_file(fresh) != content:
            store.rm_file(fresh)
            raise NotSent("what was written came back different", passing=True)
        rename(store, fresh, path)

    def _target(self, parcel: Parcel) -> str:
        address = parcel.address or parcel.recipient
        folder = address if _URL.match(address) else f"{self.base.rstrip('/')}/{address.strip('/')}"
        return f"{folder.rstrip('/')}/{posixpath.basename(parcel.file)}"


def _check_inside(target: Path, base: Path) -> None:
    """A link in the delivery folder may not lead a file out of it; the delivery folder itself may be a link."""
    try:
        folder = target.parent.resolve()
        inside = folder.is_relative_to(base.resolve())
    except (OSError, RuntimeError) as error:
        raise NotSent(f"{target}: {error}") from None
    if not inside:
        raise NotSent(f"{target.parent} is a link to {folder}, outside the delivery folder; use a folder, or --to")


def channel(around: Surroundings) -> FolderChannel:
    """Return the channel of a batch."""
    return FolderChannel(around.base, around.secrets)
