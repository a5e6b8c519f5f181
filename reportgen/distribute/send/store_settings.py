"""Stores that the environment names: each with its address, and the credentials that belong to that address alone.

`REPORTGEN_STORE_<NAME>_ADDRESS` is a URL such as `sftp://files.example:2222/inbox`; `_USER`, `_PASSWORD`, `_KEY_FILE`,
`_FINGERPRINT` and `_KNOWN_HOSTS` with the same name go with it. Without a name (`REPORTGEN_STORE_ADDRESS`) there is one store.
"""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, unquote, urlsplit

from reportgen.distribute.send.channel import NotSent
from reportgen.distribute.send.secrets import Secrets
from reportgen.model.recipients.addresses import is_below

_VARIABLE = re.compile(r"REPORTGEN_STORE_(?:(\w+)_)?(ADDRESS|USER|PASSWORD|KEY_FILE|FINGERPRINT|KNOWN_HOSTS)")
_PORTS = {"sftp": 22, "ssh": 22, "smb": 445, "ftp": 21, "webdav": 80, "webdavs": 443}


@dataclass(frozen=True)
class StoreSettings:
    """One store: its address, who logs in there, and how its host is known."""

    variables: str  # the beginning of the names of its environment variables
    address: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    key_file: str = ""
    fingerprint: str = ""
    known_hosts: str = ""

    def covers(self, url: str) -> bool:
        """Tell whether a URL lies at this address: the same scheme, host and port, and below its path."""
        mine, other = urlsplit(self.address), urlsplit(url)
        return bool(self.address) and _origin(mine) == _origin(other) and is_below(other.path, mine.path)


def stores_of(secrets: Secrets) -> list[StoreSettings]:
    """Return the stores that the environment names, the longest address first."""
    found: dict[str, dict[str, str]] = {}
    for name, value in secrets.environment.items():
        match = _VARIABLE.fullmatch(name)
        if match and value:
            prefix = f"REPORTGEN_STORE_{match.group(1)}_" if match.group(1) else "REPORTGEN_STORE_"
            found.setdefault(prefix, {})[match.group(2).lower()] = value
    stores = [StoreSettings(prefix, **values) for prefix, values in sorted(found.items())]
    return sorted(stores, key=lambda store: -len(store.address))


def settings_for(url: str, secrets: Secrets) -> StoreSettings:
    """Return the settings for a URL; those of another host are never among them.

    The user may stand in the URL, and must then be the one that the settings name. Raises NotSent where the environment holds
    credentials that name no address, or the URL names another user.
    """
    stores = stores_of(secrets)
    store = next((one for one in stores if one.covers(url)), None)
    if store is None:
        homeless = [one for one in stores if not one.address]
        if homeless:
            prefix, host = homeless[0].variables, _host_url(url)
            raise NotSent(f"{prefix}USER and {prefix}PASSWORD belong to no host; set {prefix}ADDRESS={host}")
        store = StoreSettings("")
    user = unquote(urlsplit(url).username or "")
    if user and store.user and user != store.user:
        raise NotSent(f"the address names the user {user}, and {store.variables}USER is {store.user}; name one of them")
    return replace(store, user=store.user or user)


def allowed(url: str, base: str, secrets: Secrets) -> bool:
    """Tell whether files may go to a URL of a list: below the delivery folder, or in a store that the environment names."""
    inside = "://" in base and StoreSettings("", address=base).covers(url)
    return inside or any(store.covers(url) for store in stores_of(secrets))


def not_allowed(url: str) -> NotSent:
    """Return the error for a URL that lies in no store."""
    host = _host_url(url)
    return NotSent(f"{host} is not a store of the settings; set REPORTGEN_STORE_<NAME>_ADDRESS={host} to allow it")


def _host_url(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _origin(parts: SplitResult) -> tuple[str, str, int | None]:
    scheme = {"ssh": "sftp"}.get(parts.scheme, parts.scheme)
    try:
        port = parts.port
    except ValueError:
        port = -1
    return scheme, (parts.hostname or "").lower(), port or _PORTS.get(scheme)
