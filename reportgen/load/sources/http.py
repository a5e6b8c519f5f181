"""Owns fetching JSON over HTTP. In: a Layer; out: bytes, or a Problem.

Header values come from the environment; an address with a password in it is refused.
"""

import os
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from reportgen.errors import Problem
from reportgen.model.layer import Layer

_TIMEOUT, _LARGEST = 20.0, 20 * 1024 * 1024


def fetched(layer: Layer) -> bytes | Problem:
    """Return what a server answers."""
    url = layer.url or ""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return _failed(layer, "is no http or https address", "write https://…")
    if parts.username or parts.password:
        clean = layer.model_copy(update={"url": url.replace(parts.netloc, parts.netloc.rpartition("@")[2])})
        hint = "name an environment variable under `headers`: {Authorization: STATS_TOKEN}"
        return _failed(clean, "holds a name or password", hint)
    missing = sorted(variable for variable in layer.headers.values() if variable not in os.environ)
    if missing:
        return _failed(
            layer, f"the environment has no {', '.join(missing)}", "export it; secrets never stand in a pack"
        )
    headers = {"Accept": "application/json", **{name: os.environ[value] for name, value in layer.headers.items()}}
    try:
        with _opener().open(urllib.request.Request(url, headers=headers), timeout=_TIMEOUT) as answer:
            content: bytes = answer.read(_LARGEST + 1)
    except urllib.error.HTTPError as error:
        return _failed(layer, f"the server answers {error.code} {error.reason}", "check the address and the token")
    except (OSError, ValueError) as error:
        why = getattr(error, "reason", error)
        return _failed(
            layer, f"cannot be reached: {why}", "check the network; `optional: true` lets the pack go without"
        )
    if len(content) > _LARGEST:
        return _failed(layer, f"answers more than {_LARGEST // 2**20} MB", "ask the server for less")
    return content


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirection on the same host only, so that a token never goes elsewhere."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            raise urllib.error.HTTPError(req.full_url, code, "and points to another host", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_SameHost)


def _failed(layer: Layer, what: str, hint: str) -> Problem:
    return Problem(layer.name(), None, None, what, hint)
