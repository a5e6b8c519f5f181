"""Files and folders whose names are not UTF-8, very long or hidden from the eye: each command does its work or says why not."""

import os
import shutil
from pathlib import Path

import pytest

from tests.small_world import inside, make_world, run

NOT_UTF8 = os.fsdecode("报告".encode("gbk"))
NAMES = (NOT_UTF8, "两\n行", "\u202etxt", "e\u0301", "名" * 80, "*?")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_world(tmp_path_factory.mktemp("world"), delivered=False)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_file_of_any_name_is_filled_checked_and_shown(world: Path, tmp_path: Path, name: str) -> None:
    template = f"{name}.docx"
    with inside(Path(shutil.copytree(world, tmp_path / "w"))):
        shutil.copy("template.docx", template)
        for words in (
            ("fill", template, "data.json", "-o", f"{name}-2.docx"), ("template", "show", template), ("check", template),
            ("check", template, "--format", "html", "-o", "check.html"), ("check", template, "--format", "sarif", "-o", "check.sarif"),
            ("check", template, "--format", "json", "-o", "check.json"), ("audit", template, "--pack", "pack"),
        ):  # fmt: skip
            code, told = run(words)
            assert code in (0, 1) and "details:" not in told, (words, told)
        assert Path(f"{name}-2.docx").is_file() and Path("check.html").is_file()


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_pack_of_any_name_is_built(world: Path, tmp_path: Path, name: str) -> None:
    with inside(Path(shutil.copytree(world, tmp_path / "w"))):
        shutil.copytree("pack", name)
        for words in (
            ("build", name, "-o", f"{name}-2"),
            ("batch", name, "--list", "list.csv", "--processes", "1", "-o", "3"),
        ):
            code, told = run(words)
            assert code == 0 and "details:" not in told, (words, told)
        assert list(Path(f"{name}-2").glob("*/*/manifest.json"))


def test_an_output_of_too_long_a_name_is_one_line(world: Path, tmp_path: Path) -> None:
    with inside(Path(shutil.copytree(world, tmp_path / "w"))):
        code, told = run(("fill", "template.docx", "data.json", "-o", "x" * 300 + ".docx"))
    assert code == 2 and "the name is too long" in told and "details:" not in told
