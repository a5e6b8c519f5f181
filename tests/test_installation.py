"""Installation without a network: wheels with hashes, a bill of materials, a Containerfile that can be read."""

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from reportgen.cli import wheelhouse
from reportgen.cli.main import main
from tests.small_world import run

ROOT = Path(__file__).parent.parent
INSTALL = ("install", "-q", "--no-index", "--find-links", "wheels", "--require-hashes", "-r", "requirements.txt")


def wheel(folder: Path, name: str, version: str, licence: str = "MIT") -> None:
    """Write a wheel that can be installed and does nothing."""
    file = name.replace("-", "_")
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{file}-{version}-py3-none-any.whl", "w") as package:
        info = f"{file}-{version}.dist-info"
        package.writestr(f"{file}.py", "")
        package.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nLicense: {licence}\n"
        )
        package.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        package.writestr(f"{info}/RECORD", "")


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle of small wheels, as pip would have collected them."""

    def collected(folder: Path, extras: object, wheels: object) -> list[wheelhouse.Wheel]:
        folder.mkdir(parents=True)
        wheel(folder, "reportgen", "0.2.0")
        wheel(folder, "some-library", "1.5", "许可：BSD-3-Clause")
        return wheelhouse.read_wheels(folder)

    monkeypatch.setattr("reportgen.cli.files.bundle.collect", collected)
    assert main(["bundle", str(tmp_path / "offline")]) == 0
    return tmp_path / "offline"


def test_pip_installs_a_bundle_without_a_network_and_refuses_a_changed_wheel(bundle: Path, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip"]
    target = ["--target", str(tmp_path / "installed")]
    subprocess.run([*pip, *INSTALL, *target], cwd=bundle, check=True)
    assert (tmp_path / "installed" / "some_library.py").exists()
    with zipfile.ZipFile(bundle / "wheels" / "some_library-1.5-py3-none-any.whl", "a") as package:
        package.writestr("more.py", "")
    changed = subprocess.run([*pip, *INSTALL, *target, "--force-reinstall"], cwd=bundle, capture_output=True, text=True)
    assert changed.returncode and "HASHES" in changed.stderr.upper()


def test_the_bill_of_materials_names_every_wheel_and_font_with_its_hash(bundle: Path) -> None:
    content = json.loads((bundle / "sbom.cdx.json").read_text("utf-8"))
    assert (content["bomFormat"], content["specVersion"]) == ("CycloneDX", "1.5")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", content["serialNumber"])
    assert content["metadata"]["component"]["name"] == "reportgen"
    names = {one["name"] for one in content["components"]}
    assert names == {"some-library", "NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", "OFL.txt"}
    refs = [one["bom-ref"] for one in content["components"]]
    assert len(set(refs)) == len(refs) and sorted(refs) == content["dependencies"][0]["dependsOn"]
    assert all(re.fullmatch(r"[0-9a-f]{64}", one["hashes"][0]["content"]) for one in content["components"])
    assert set(os.listdir(bundle)) == {"wheels", "fonts", "requirements.txt", "sbom.cdx.json", "INSTALL.txt"}


def test_a_bundle_goes_into_a_new_folder_and_pips_words_are_told(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("")
    code, told = run(("bundle", str(tmp_path / "there")))
    assert code == 2 and "is not empty" in told and os.listdir(tmp_path / "there") == ["mine.txt"]


@pytest.mark.skipif("REPORTGEN_CAMPAIGN" not in os.environ, reason="downloads all wheels; REPORTGEN_CAMPAIGN=1")
def test_a_real_bundle_builds_a_pack_in_a_new_environment_without_an_index(tmp_path: Path) -> None:
    assert main(["bundle", str(tmp_path / "offline")]) == 0
    venv.create(tmp_path / "v", with_pip=True)
    python = str(tmp_path / "v" / "bin" / "python")
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"PIP_NO_INDEX": "1"}
    subprocess.run([python, "-m", "pip", *INSTALL], cwd=tmp_path / "offline", env=clean, check=True)
    for words in (("--version",), ("new", "pack"), ("build", "pack")):
        subprocess.run([python, "-m", "reportgen", *words], cwd=tmp_path, env=clean, check=True)
    assert (tmp_path / "output/example/1/report.docx").is_file()


INSTRUCTIONS = {"FROM", "COPY", "RUN", "ENV", "VOLUME", "WORKDIR", "USER", "ENTRYPOINT", "CMD"}


def test_the_containerfile_can_be_read() -> None:
    """No tool to build it with is needed: each line is an instruction with what it takes."""
    text = (ROOT / "docs" / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = [(line.partition(" ")[0], line.partition(" ")[2].strip()) for line in lines]
    assert {name for name, _ in found} <= INSTRUCTIONS and all(rest for _, rest in found)
    assert found[0][0] == "FROM"
    stages = [re.fullmatch(r"\S+(?: AS (\w+))?", rest) for name, rest in found if name == "FROM"]
    assert all(stages)
    names = {stage[1] for stage in stages if stage}
    assert all(stage in names for stage in re.findall(r"--from=(\w+)", text))
    for name, rest in found:
        if name in ("ENTRYPOINT", "CMD", "VOLUME"):
            assert all(isinstance(word, str) for word in json.loads(rest))
        if name == "ENV":
            assert all(re.fullmatch(r"[A-Z_0-9]+=\S+", word) for word in rest.split())
    assert " ".join(INSTALL[2:]) in text, "the image installs as the page says"
    assert [name for name, _ in found].index("USER") < [name for name, _ in found].index("ENTRYPOINT")
