"""Owns what an address may be, for each channel. In: channel and address; out: nothing, or what is wrong and what would work.

Secrets do not stand in lists: a chat address is the name of an entry whose URL the environment holds, and a folder address
holds no password.
"""

import re
from urllib.parse import urlsplit

Fault = tuple[str, str]
_MAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,40}")


def address_fault(channel: str, address: str) -> Fault | None:
    """Return what is wrong with an address, or None."""
    return _FAULTS[channel](address)


def mail_fault(address: str) -> Fault | None:
    """Return what is wrong with a mail address, or None."""
    if not address:
        return "has no mail address", "give one, such as office@dept.example"
    local = address.rpartition("@")[0]
    if not _MAIL.fullmatch(address) or local.startswith(".") or local.endswith(".") or ".." in local:
        return f"{address!r} is no mail address", "write it as office@dept.example"
    return None


def folder_fault(address: str) -> Fault | None:
    """Return what is wrong with a folder: a path inside the delivery folder, or a URL without a password."""
    if not address:
        return None  # the delivery folder itself, in a folder named by the id
    if re.match(r"[A-Za-z]:[\\/]|[\\/~]", address):
        return f"{address!r} leaves the delivery folder", "give a relative path, or a URL such as sftp://host/path"
    parts = urlsplit(address)
    if parts.password is not None:
        return "holds a password", "keep it in the environment: REPORTGEN_STORE_USER and REPORTGEN_STORE_PASSWORD"
    path = parts.path if parts.scheme else address
    if any(part == ".." for part in re.split(r"[\\/]", path)) or any(ord(c) < 32 for c in address):
        return f"{address!r} climbs out of the delivery folder", "leave out `..`"
    return None


def chat_fault(address: str) -> Fault | None:
    """Return what is wrong with a chat address: it is a name, and REPORTGEN_CHAT_<NAME> holds its URL."""
    if not _NAME.fullmatch(address):
        return "is no name of a chat", "give a name such as wecom-office; REPORTGEN_CHAT_WECOM_OFFICE holds its URL"
    return None


_FAULTS = {"mail": mail_fault, "folder": folder_fault, "chat": chat_fault}
