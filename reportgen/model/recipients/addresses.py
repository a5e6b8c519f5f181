"""Addresses of recipients: what a mail, folder or chat address may be, and what is wrong with one that is not.

Secrets do not stand in lists: a chat address is the name of an entry whose URL the environment holds, and a folder address
holds no password.
"""

import re
from urllib.parse import unquote, urlsplit

from reportgen.model.characters import hidden_character

AddressFault = tuple[str, str]
STORE_SCHEMES = ("ftp", "s3", "sftp", "smb", "ssh", "webdav", "webdavs")
_MAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,40}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")


def mail_fault(address: str) -> AddressFault | None:
    """Return what is wrong with a mail address, or None."""
    if not address:
        return "has no mail address", "give one, such as office@dept.example"
    local = address.rpartition("@")[0]
    if not _MAIL.fullmatch(address) or local.startswith(".") or local.endswith(".") or ".." in local:
        return f"{address!r} is not a mail address", "write it as office@dept.example"
    return None


def folder_fault(address: str) -> AddressFault | None:
    """Return what is wrong with a folder: a path inside the delivery folder, or a URL of a store without a password."""
    if not address:
        return None  # the delivery folder itself, in a folder named by the id
    hidden = hidden_character(address)
    if hidden:
        return f"{address!r} holds {hidden}", "type the address again"
    if re.match(r"[A-Za-z]:[\\/]|[\\/~]", address):
        return f"{address!r} leaves the delivery folder", "give a relative path, or a URL such as sftp://host/path"
    scheme = _SCHEME.match(address)
    if scheme or "::" in address:
        return _url_fault(address, scheme.group(1).lower() if scheme else "")
    if ".." in re.split(r"[\\/]", unquote(address)):
        return f"{address!r} climbs out of the delivery folder", "leave out `..`"
    return None


def _url_fault(address: str, scheme: str) -> AddressFault | None:
    hint = "give a relative path, or a URL that begins with " + ", ".join(f"{name}://" for name in STORE_SCHEMES)
    try:
        parts = urlsplit(address)
        host, password, path = parts.hostname, parts.password, parts.path
    except ValueError:
        return f"{address!r} is not a URL", hint
    if password is not None:
        return "holds a password", "keep it in the environment: REPORTGEN_STORE_<NAME>_PASSWORD"
    if scheme not in STORE_SCHEMES or not address[len(scheme) :].startswith("://") or not host or "::" in address:
        return f"{address!r} is not the address of a store", hint
    if ".." in re.split(r"[\\/]", unquote(path)):
        return f"{address!r} climbs out of its folder", "leave out `..`"
    return None


def is_below(path: str, folder: str) -> bool:
    """Tell whether the path of a URL is a folder or lies below it; both name their folders one by one."""
    inner = [part for part in unquote(path).split("/") if part]
    outer = [part for part in unquote(folder).split("/") if part]
    return ".." not in inner and inner[: len(outer)] == outer


def chat_fault(address: str) -> AddressFault | None:
    """Return what is wrong with a chat address: it is a name, and REPORTGEN_CHAT_<NAME> holds its URL."""
    if not _NAME.fullmatch(address):
        return (
            "is not the name of a chat",
            "give a name such as wecom-office; REPORTGEN_CHAT_WECOM_OFFICE holds its URL",
        )
    return None
