"""Peers on Node: Carbone and docxtemplater, each in a process of its own that fills a document when it is told to.

Their packages are installed into a folder of the cache, never into the project; without node or npm they are left out.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PACKAGES = ("carbone@3.8.2", "docxtemplater@3.71.0", "pizzip@3.3.0")
_DRIVER = Path(__file__).with_name("peers.mjs")
ENGINES = ("carbone", "docxtemplater")


class NodePeer:
    """A process that fills one template with one set of data, again and again."""

    def __init__(self, modules: Path, engine: str, template: Path, data: Path) -> None:
        command = ["node", str(_DRIVER), str(modules), engine, str(template), str(data)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self) -> float:
        """Fill once; return the ms of processor that it took."""
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write("go\n")
        process.stdin.flush()
        return float(json.loads(process.stdout.readline())["ms"])

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


def modules(folder: Path) -> Path | None:
    """Return the folder with the packages, installed there if need be; None, with a word, where that cannot be."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        print("node or npm is not installed: Carbone and docxtemplater are left out")
        return None
    if not (folder / "node_modules" / "docxtemplater").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", *_PACKAGES],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            print(f"npm could not install {', '.join(_PACKAGES)}: Carbone and docxtemplater are left out")
            return None
    return folder


@contextmanager
def node_peers(
    found: Path | None, templates: dict[str, bytes], data: dict[str, Any], folder: Path
) -> Iterator[dict[str, NodePeer]]:
    """Give a peer for each engine that has a template; its data is what JSON can say."""
    peers = {}
    if found is not None:
        values = folder / "data.json"
        values.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        for engine, content in templates.items():
            ending = "pptx" if b"ppt/slides" in content else "docx"
            path = folder / f"{engine}.{ending}"
            path.write_bytes(content)
            peers[engine] = NodePeer(found, engine, path, values)
    try:
        yield peers
    finally:
        for peer in peers.values():
            peer.close()
