"""Stores behind a URL: SFTP, SMB, S3, WebDAV, FTP, through fsspec. A store gets the credentials of its own host only."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from reportgen.distribute.send.channel import NotSent
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.send.store_settings import StoreSettings, settings_for
from reportgen.model.recipients.addresses import STORE_SCHEMES, folder_fault

_Options = Callable[[StoreSettings], dict[str, Any]]


def _user_and_password(settings: StoreSettings) -> dict[str, Any]:
    return {"username": settings.user, "password": settings.password} if settings.user else {}


# scheme: the library that fsspec needs for it, and how user and password are given to it
_KINDS: dict[str, tuple[str, _Options]] = {
    "smb": ("smbprotocol", _user_and_password),
    "s3": ("s3fs", lambda settings: {"key": settings.user, "secret": settings.password} if settings.user else {}),
    "ftp": ("fsspec", _user_and_password),
}
_LIBRARIES = {"sftp": "paramiko", "ssh": "paramiko", "webdav": "webdav4[fsspec]", "webdavs": "webdav4[fsspec]"}
_SECONDS = 60


def open_store(url: str, secrets: Secrets) -> Any:
    """Return the file system of a URL; NotSent says what is missing or refused."""
    scheme = url.partition("://")[0].lower()
    if scheme not in STORE_SCHEMES:
        there = ", ".join(f"{name}://" for name in STORE_SCHEMES)
        raise NotSent(f"{scheme}:// is not a kind of store; there are: {there}")
    fault = folder_fault(url)
    if fault:
        raise NotSent("; ".join(fault))
    try:
        import fsspec
    except ImportError as error:
        raise NotSent("a URL needs fsspec: pip install 'reportgen[deliver]'") from error
    settings = settings_for(url, secrets)
    library = _LIBRARIES.get(scheme) or _KINDS[scheme][0]
    try:
        if scheme.startswith("webdav"):
            return _webdav(fsspec, url, settings)
        if scheme in ("sftp", "ssh"):
            return _sftp(url, settings)
        kind: Any = fsspec.get_filesystem_class(scheme)
        of_url = {key: value for key, value in kind._get_kwargs_from_urls(url).items() if key != "password"}
        return kind(**{**of_url, **_KINDS[scheme][1](settings)})
    except (ImportError, ValueError) as error:
        if isinstance(error, ImportError) or "not known" in str(error):
            raise NotSent(f"{scheme}:// needs {library}, which is not installed: pip install '{library}'") from None
        raise


def path_in(store: Any, url: str) -> str:
    """Return the path of a URL as its store has it."""
    if url.startswith("webdav"):
        path = url.partition("://")[2].partition("/")[2]
        if set("#%") & set(path):
            raise NotSent(f"WebDAV takes no # and no % in a name: {path}; change `file` in the list, or the title")
        return f"/{path}"
    if url.startswith(("sftp", "ssh")):
        return unquote(urlsplit(url).path)
    return str(store._strip_protocol(url))


def rename(store: Any, old: str, new: str) -> None:
    """Give a file its name; where a store can, in one step."""
    if "webdav" in store.protocol:
        store.client.move(old, new, overwrite=True)  # its `mv` would copy and remove
    else:
        store.mv(old, new)


def _sftp(url: str, settings: StoreSettings) -> Any:
    from reportgen.distribute.send.sftp import KnownHostFileSystem

    parts = urlsplit(url)
    return KnownHostFileSystem(parts.hostname or "", port=parts.port or 22, settings=settings, seconds=_SECONDS)


def _webdav(fsspec: Any, url: str, settings: StoreSettings) -> Any:
    """webdavs:// is WebDAV over https, webdav:// over http. A redirection to another host is refused."""
    parts = urlsplit(url)
    base = f"{'https' if parts.scheme == 'webdavs' else 'http'}://{parts.netloc.rpartition('@')[2]}"

    def same_host(request: Any) -> None:
        found = f"{request.url.scheme}://{request.url.netloc.decode()}"
        if found.lower() != base.lower():
            raise NotSent(f"{base} redirects to {found}, another host; the file and its credentials stay here")

    known = {"auth": (settings.user, settings.password)} if settings.user else {}
    hooks = {"request": [same_host]}
    return fsspec.filesystem(
        "webdav", base_url=base, timeout=_SECONDS, event_hooks=hooks, skip_instance_cache=True, **known
    )
