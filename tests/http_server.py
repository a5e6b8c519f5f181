"""A real HTTP server on loopback, for as long as a test wants it."""

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def served(handler: type[http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server that answers by a handler."""
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        running.server_close()


class _Posts(list[tuple[str, dict[str, object]]]):
    """What was posted to a server, path and JSON, and its address."""

    url = ""


@contextmanager
def taking_posts() -> Iterator[_Posts]:
    """A server that takes every post; what it took is in the list."""
    posts = _Posts()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            posts.append((self.path, json.loads(content)))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with served(Handler) as url:
        posts.url = url
        yield posts
