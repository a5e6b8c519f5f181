"""JSON over HTTP: the answer of the server of a Layer as bytes, or a Problem.

Header values come from environment variables that the user allows for the host; an address with a password in it is refused.
"""

import http.client
import os
import time
import urllib.error
import urllib.request
from urllib.parse import SplitResult, urlsplit

from reportgen.errors import Problem
from reportgen.limits import limit, passed
from reportgen.model.facts.layer import Layer

_TIMEOUT, _LARGEST = 20.0, 20 * 1024 * 1024
ALLOWED = "REPORTGEN_SOURCE_VARIABLES"
_PORTS = {"http": 80, "https": 443}


def fetched(layer: Layer) -> bytes | Problem:
    """Return what a server answers."""
    headers = _headers(layer)
    if isinstance(headers, Problem):
        return headers
    request = urllib.request.Request(layer.address, headers={"Accept": "application/json", **headers})
    try:
        with _opener().open(request, timeout=_TIMEOUT) as answer:
            content = _read(answer)
    except _TooSlow:
        error = passed("seconds", "the answer")
        return _failed(layer, str(error), error.hint)
    except urllib.error.HTTPError as error:
        return _failed(layer, f"the server answers {error.code} {error.reason}", "check the address and the token")
    except (OSError, ValueError) as error:
        why = getattr(error, "reason", error)
        return _failed(layer, f"cannot be reached: {why}", "check the network; `optional: true` makes it optional")
    if len(content) > _LARGEST:
        return _failed(layer, f"answers more than {_LARGEST // 2**20} MB", "ask the server for less")
    return content


class _TooSlow(Exception):
    """An answer that comes byte by byte."""


def _read(answer: http.client.HTTPResponse) -> bytes:
    """The answer, up to a byte more than the largest; each read waits for a while, and all of them for the limit."""
    end = time.monotonic() + limit("seconds")
    found = bytearray()
    while len(found) <= _LARGEST:
        if time.monotonic() > end:
            raise _TooSlow
        piece = answer.read1(_LARGEST + 1 - len(found))
        if not piece:
            break
        found += piece
    return bytes(found)


def _headers(layer: Layer) -> dict[str, str] | Problem:
    """The headers of a request, or why they, or the address, cannot be used."""
    url = layer.address
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        return _failed(layer, "is not an http or https address", "write https://…")
    if parts.username or parts.password:
        clean = layer.model_copy(update={"url": url.replace(parts.netloc, parts.netloc.rpartition("@")[2])})
        hint = "name an environment variable under `headers`: {Authorization: STATS_TOKEN}"
        return _failed(clean, "holds a name or password", hint)
    wanted = sorted(set(layer.headers.values()))
    refused = [variable for variable in wanted if (variable, _host(parts)) not in _allowed()]
    if refused:
        entries = ",".join(f"{variable}@{_host(parts)}" for variable in wanted)
        what = f"asks for the environment variable {', '.join(refused)}, which may not go to {_host(parts)}"
        return _failed(layer, what, f"if you trust this pack: export {ALLOWED}={entries}")
    missing = [variable for variable in wanted if variable not in os.environ]
    if missing:
        return _failed(layer, f"the environment has no {', '.join(missing)}", "export it; a pack must not hold secrets")
    unfit = [variable for variable in wanted if not os.environ[variable].isprintable()]
    if unfit:
        return _failed(layer, f"{', '.join(unfit)} holds a line break or a control character", "export it again")
    return {name: os.environ[variable] for name, variable in layer.headers.items()}


def _allowed() -> set[tuple[str, str]]:
    """The variables that may go into headers, each with its host, as the user lists them: TOKEN@host, TOKEN@host:8443."""
    entries = os.environ.get(ALLOWED, "").replace(",", " ").split()
    return {(name, host.lower()) for name, _, host in (entry.partition("@") for entry in entries)}


def _host(parts: SplitResult) -> str:
    """Host and port of an address, without a port that the scheme implies."""
    host, port = (parts.hostname or "").lower(), _port(parts)
    host = f"[{host}]" if ":" in host else host
    return host if port == _PORTS[parts.scheme] else f"{host}:{port}"


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirection to the same scheme, host and port only, so that a token never goes elsewhere."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.scheme, old.hostname, _port(old)) != (new.scheme, new.hostname, _port(new)):
            raise urllib.error.HTTPError(req.full_url, code, "and points to another host", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_SameHost)


def _failed(layer: Layer, what: str, hint: str) -> Problem:
    return Problem(layer.name(), None, None, what, hint)
