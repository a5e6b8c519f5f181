"""SFTP to hosts whose key is known: by a fingerprint of the settings, or by a known_hosts file. Any other host is refused."""

import base64
import hashlib
from pathlib import Path
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from reportgen.distribute.send.channel import NotSent
from reportgen.distribute.send.store_settings import StoreSettings


class KnownHostFileSystem(SFTPFileSystem):  # type: ignore[misc]
    """The files of an SFTP server; raises NotSent before anything is sent to a host whose key is not the known one."""

    cachable = False  # a connection that is kept would outlive a change of the known key

    def __init__(self, host: str, *, port: int, settings: StoreSettings, seconds: float) -> None:
        self._settings, self._seconds = settings, seconds
        super().__init__(host, port=port)

    def _connect(self) -> None:
        settings, address = self._settings, f"{self.host}:{self.ssh_kwargs['port']}"
        self.client = paramiko.SSHClient()
        wanted = {_plain(one) for one in settings.fingerprint.replace(",", " ").split()}
        if not wanted:
            _load_known_hosts(self.client, settings)
        self.client.set_missing_host_key_policy(_Fingerprint(wanted, address, settings.variables))
        mine: dict[str, Any] = {"look_for_keys": False, "allow_agent": False} if settings.password else {}
        for name, value in (("username", settings.user), ("password", settings.password)):
            mine.update({name: value} if value else {})
        if settings.key_file:
            mine["key_filename"] = settings.key_file
        try:
            self.client.connect(self.host, timeout=self._seconds, **self.ssh_kwargs, **mine)
        except paramiko.BadHostKeyException as error:
            found, known = fingerprint(error.key), fingerprint(error.expected_key)
            what = f"the host key of {address} is {found}, and known_hosts has {known}: this may be another host"
            raise NotSent(f"{what}; nothing was sent; ask its administrator before you change known_hosts") from None
        except paramiko.AuthenticationException:
            hint = f"see {settings.variables or 'REPORTGEN_STORE_<NAME>_'}USER and _PASSWORD"
            raise NotSent(f"{address} refused user or password; {hint}") from None
        self.ftp = self.client.open_sftp()


class _Fingerprint(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
    """Takes a key whose fingerprint the settings name, and refuses all others before the login."""

    def __init__(self, wanted: set[str], address: str, variables: str) -> None:
        self.wanted, self.address, self.variables = wanted, address, variables

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        found = fingerprint(key)
        if _plain(found) in self.wanted:
            return
        variable = f"{self.variables or 'REPORTGEN_STORE_<NAME>_'}FINGERPRINT"
        if self.wanted:
            what = f"the host key of {self.address} is {found}, not the one in {variable}: this may be another host"
            raise NotSent(f"{what}; nothing was sent; ask its administrator before you change it")
        hint = f"check it with its administrator, then add the host to known_hosts or set {variable}={found}"
        raise NotSent(f"the host key of {self.address} is not known ({found}); {hint}")


def fingerprint(key: paramiko.PKey) -> str:
    """Return the fingerprint of a key as OpenSSH writes it: SHA256:…"""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")


def _plain(text: str) -> str:
    """A fingerprint as it is compared: with or without its name and its padding."""
    return text.strip().removeprefix("SHA256:").rstrip("=")


def _load_known_hosts(client: paramiko.SSHClient, settings: StoreSettings) -> None:
    try:
        path = Path(settings.known_hosts or "~/.ssh/known_hosts").expanduser()
    except RuntimeError:  # a user without a home knows no hosts
        return
    if not settings.known_hosts and not path.is_file():
        return
    try:
        client.load_system_host_keys(str(path))
    except (OSError, ValueError, paramiko.SSHException) as error:
        raise NotSent(f"{path} cannot be read as known hosts: {error}") from None
