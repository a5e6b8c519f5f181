"""A folder of wheels from which reportgen is installed without a network: own wheel, everything it needs, their hashes."""

import email.parser
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from reportgen import __version__
from reportgen.errors import InputError, OutputError, Problem

_SOURCE = Path(__file__).parents[2]


@dataclass(frozen=True)
class Wheel:
    """A wheel: its file, name and version, the SHA-256 of the file, and the licence that it names."""

    file: str
    name: str
    version: str
    sha256: str
    licence: str = ""


def collect(folder: Path, extras: Sequence[str], wheels: Path | None) -> list[Wheel]:
    """Put the wheels of this installation into a folder: from the package index, or from a folder of wheels alone.

    Versions are those that are installed here. An OutputError has the words of pip where it finds no wheel.
    """
    folder.mkdir(parents=True, exist_ok=True)
    offline = ["--no-index", "--find-links", str(wheels)] if wheels else []
    own = _own_wheel(folder, offline)
    target = f"{own}[{','.join(extras)}]" if extras else str(own)
    with tempfile.TemporaryDirectory() as scratch:
        pins = Path(scratch, "constraints.txt")
        pins.write_text("".join(_installed()), "utf-8")
        _pip("download", "--only-binary", ":all:", "-d", str(folder), "-c", str(pins), *offline, target)
    return read_wheels(folder)


def _own_wheel(folder: Path, offline: Sequence[str]) -> Path:
    """The wheel of reportgen: built from its sources where they are here, from the index otherwise."""
    if (_SOURCE / "pyproject.toml").is_file():
        isolation = ["--no-build-isolation"] if offline else []
        _pip("wheel", "--no-deps", "-w", str(folder), *isolation, str(_SOURCE))
    else:
        _pip("download", "--no-deps", "-d", str(folder), *offline, f"reportgen=={__version__}")
    found = sorted(folder.glob(f"reportgen-{__version__}-*.whl"))
    if not found:
        raise OutputError(f"{folder}: pip made no wheel of reportgen {__version__}")
    return found[-1]


def _installed() -> Iterable[str]:
    for one in distributions():
        name = one.metadata["Name"]
        if name and name.lower() != "reportgen" and "+" not in one.version:
            yield f"{name}=={one.version}\n"


def _pip(*words: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pip", *words, "--disable-pip-version-check", "-q"],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        said = [line for line in run.stderr.splitlines() if line.strip()][-3:]
        raise OutputError("pip could not collect the wheels: " + " ".join(said))


def read_wheels(folder: Path) -> list[Wheel]:
    """Return the wheels in a folder, by name; an InputError for a file that is not a wheel."""
    return [_read(path) for path in sorted(folder.glob("*.whl"), key=lambda path: path.name.lower())]


def _read(path: Path) -> Wheel:
    try:
        with zipfile.ZipFile(path) as package:
            name = next(one for one in package.namelist() if one.endswith(".dist-info/METADATA"))
            said = email.parser.BytesParser().parsebytes(package.read(name))
    except (OSError, zipfile.BadZipFile, StopIteration) as error:
        raise InputError([Problem(str(path), None, None, "is not a wheel", "download it again")]) from error
    licence = str(said.get("License-Expression") or said.get("License") or "").strip().partition("\n")[0]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Wheel(path.name, str(said["Name"]), str(said["Version"]), digest, licence[:100])


def requirements(wheels: Iterable[Wheel]) -> str:
    """Return the requirements file by which pip installs these very files."""
    return "".join(f"{one.name}=={one.version} --hash=sha256:{one.sha256}\n" for one in wheels)
