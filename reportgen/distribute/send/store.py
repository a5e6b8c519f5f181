"""Owns stores that a URL names: SFTP, SMB, S3, WebDAV, whatever fsspec knows. In: a URL, credentials; out: a file system and a path."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from reportgen.distribute.send.channel import NotSent
from reportgen.distribute.send.secrets import Secrets

Options = Callable[[str, str], dict[str, Any]]
# scheme: the library that fsspec needs for it, and how user and password are given to it
_KINDS: dict[str, tuple[str, Options]] = {
    "sftp": ("paramiko", lambda user, password: {"username": user, "password": password}),
    "ssh": ("paramiko", lambda user, password: {"username": user, "password": password}),
    "smb": ("smbprotocol", lambda user, password: {"username": user, "password": password}),
    "s3": ("s3fs", lambda user, password: {"key": user, "secret": password}),
    "ftp": ("fsspec", lambda user, password: {"username": user, "password": password}),
    "webdav": ("webdav4[fsspec]", lambda user, password: {"auth": (user, password)}),
    "webdavs": ("webdav4[fsspec]", lambda user, password: {"auth": (user, password)}),
}
_SECONDS = 60


def open_store(url: str, secrets: Secrets) -> tuple[Any, str]:
    """Return the file system of a URL and the path in it; NotSent says what is missing for it."""
    try:
        import fsspec
    except ImportError as error:
        raise NotSent("a URL needs fsspec: pip install 'reportgen[deliver]'") from error
    scheme = url.partition("://")[0].lower()
    if scheme not in _KINDS and scheme not in ("file", "memory"):
        raise NotSent(f"{scheme}:// is no store; there are: " + ", ".join(f"{name}://" for name in sorted(_KINDS)))
    library, options = _KINDS.get(scheme, ("fsspec", lambda user, password: {}))
    user = secrets.get("REPORTGEN_STORE_USER")
    known = options(user, secrets.get("REPORTGEN_STORE_PASSWORD")) if user else {}
    try:
        if scheme.startswith("webdav"):
            return _webdav(fsspec, url, known)
        return fsspec.core.url_to_fs(url, **known)  # type: ignore[no-any-return]
    except (ImportError, ValueError) as error:
        if isinstance(error, ImportError) or "not known" in str(error):
            raise NotSent(f"{scheme}:// needs {library}, which is not installed: pip install '{library}'") from None
        raise


def rename(store: Any, old: str, new: str) -> None:
    """Give a file its name; where a store can, in one step."""
    if "webdav" in store.protocol:
        store.client.move(old, new, overwrite=True)  # its `mv` would copy and remove
    else:
        store.mv(old, new)


def _webdav(fsspec: Any, url: str, known: dict[str, Any]) -> tuple[Any, str]:
    """webdavs:// is WebDAV over https, webdav:// over http; what the URL itself says of the user comes first."""
    scheme, _, rest = url.partition("://")
    where, _, path = rest.partition("/")
    if set("#%") & set(path):
        raise NotSent(f"WebDAV takes no # and no % in a name: {path}; change `file` in the list, or the title")
    user, _, host = where.rpartition("@")
    if user:
        name, _, password = user.partition(":")
        known = {"auth": (unquote(name), unquote(password))}
    base = f"{'https' if scheme == 'webdavs' else 'http'}://{host}"
    return fsspec.filesystem("webdav", base_url=base, timeout=_SECONDS, **known), f"/{path}"
