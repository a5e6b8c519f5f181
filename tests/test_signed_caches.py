"""Caches belong to their user alone: nothing damaged, foreign or exchanged in them is ever loaded."""

import marshal
import os
import pickle
import random
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_engine import word

from reportgen.files.signed import KEY, read_signed, write_signed
from reportgen.template import Template
from reportgen.template.cache import load
from reportgen.template.language.language import LANGUAGE
from reportgen.template.program import storage

COPIES = 1500
posix = pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")


def damaged(content: bytes, rng: random.Random) -> bytes:
    """A copy with one kind of damage: bits, cut, longer, blocks of zeros, bytes exchanged."""
    kind, at = rng.randrange(5), rng.randrange(len(content))
    broken = bytearray(content)
    if kind == 0:
        broken[at] ^= 1 << rng.randrange(8)
    elif kind == 1:
        del broken[at:]
    elif kind == 2:
        broken += rng.randbytes(1 + at % 40)
    elif kind == 3:
        broken[at : at + 64] = bytes(len(broken[at : at + 64]))
    else:
        broken[at : at + 8] = rng.randbytes(len(broken[at : at + 8]))
    return bytes(broken)


def test_of_1500_damaged_copies_of_a_template_cache_none_is_loaded(tmp_path: Path) -> None:
    source = word([["{{ x }}", "{% if y %}", "{{ z }}", "{% endif %}"]])
    Template.open(source, "a.docx", cache=tmp_path)
    (entry,) = tmp_path.glob("*.template")
    good, rng, loaded, tried = entry.read_bytes(), random.Random(12), 0, 0
    key = b"a.docx\0;\0" + source
    assert load(tmp_path, key) is not None
    while tried < COPIES:
        bad = damaged(good, rng)
        if bad == good:
            continue
        tried += 1
        entry.write_bytes(bad)
        loaded += load(tmp_path, key) is not None
    assert (tried, loaded) == (COPIES, 0)
    assert Template.open(source, "a.docx", cache=tmp_path).render({"x": 1, "y": 1, "z": 2}).members
    assert load(tmp_path, key) is not None


def test_an_entry_of_somebody_else_is_not_loaded(tmp_path: Path) -> None:
    source = word([["{{ x }}"]])
    for name in ("mine", "theirs"):
        Template.open(source, "a.docx", cache=tmp_path / name)
    (mine,), (theirs,) = ((tmp_path / name).glob("*.template") for name in ("mine", "theirs"))
    assert mine.name == theirs.name
    mine.write_bytes(theirs.read_bytes())
    assert load(tmp_path / "mine", b"a.docx\0;\0" + source) is None


def test_an_entry_under_another_name_is_not_loaded(tmp_path: Path) -> None:
    first, second = word([["{{ x }}"]]), word([["{{ y }}"]])
    Template.open(first, "a.docx", cache=tmp_path)
    (one,) = tmp_path.glob("*.template")
    Template.open(second, "a.docx", cache=tmp_path)
    (other,) = set(tmp_path.glob("*.template")) - {one}
    other.write_bytes(one.read_bytes())
    assert load(tmp_path, b"a.docx\0;\0" + second) is None


def test_a_pickle_in_the_cache_is_never_run(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "trapped",)

    source = word([["{{ x }}"]])
    Template.open(source, "a.docx", cache=tmp_path)
    (entry,) = tmp_path.glob("*.template")
    for content in (pickle.dumps(Trap()), entry.read_bytes()[:32] + pickle.dumps(Trap())):
        entry.write_bytes(content)
        assert load(tmp_path, b"a.docx\0;\0" + source) is None
    assert not (tmp_path / "trapped").exists()


@posix
def test_folders_and_key_are_made_for_their_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_CACHE", str(tmp_path / "cache"))
    assert write_signed(tmp_path / "cache" / "templates" / "a.template", b"x")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "cache").rglob("*")}
    assert modes["templates"] == 0o700 and modes[KEY] == 0o600
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
    (tmp_path / "cache" / "figures").mkdir(mode=0o755)
    (tmp_path / "cache").chmod(0o777)
    write_signed(tmp_path / "cache" / "figures" / "a.drawing", b"x")
    assert {stat.S_IMODE(path.stat().st_mode) for path in ((tmp_path / "cache"), tmp_path / "cache" / "figures")} == {
        0o700
    }


@posix
@pytest.mark.parametrize("fault", ["readable by others", "a link", "of another size"])
def test_a_key_that_others_may_know_signs_nothing(tmp_path: Path, fault: str) -> None:
    entry, key = tmp_path / "a.template", tmp_path / KEY
    write_signed(entry, b"content")
    known = key.read_bytes()
    if fault == "readable by others":
        key.chmod(0o644)
    elif fault == "a link":
        key.rename(tmp_path / "elsewhere")
        key.symlink_to(tmp_path / "elsewhere")
    else:
        key.write_bytes(known + b"x")
    assert read_signed(entry) is None
    assert write_signed(entry, b"content") and read_signed(entry) == b"content"
    assert key.read_bytes() != known and not key.is_symlink()


def test_two_processes_agree_on_one_key(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: write_signed(tmp_path / f"{n}.template", str(n).encode()), range(40)))
    assert [read_signed(tmp_path / f"{n}.template") for n in range(40)] == [str(n).encode() for n in range(40)]
    assert not list(tmp_path.glob("*.part"))


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_a_storage_form_that_is_none_gives_nothing(content: bytes) -> None:
    assert storage.from_bytes(content) is None
    assert storage.from_bytes(marshal.dumps([99, content])) is None


def test_every_template_comes_out_of_its_storage_form_as_it_went_in() -> None:
    from reportgen.ooxml.package import read_package
    from reportgen.template.compile.compile_package import compile_template

    for name in ("report.docx", "deck-a.pptx"):
        content = (Path(__file__).parent.parent / "templates" / name).read_bytes()
        compiled = compile_template(read_package(content, name), name, LANGUAGE)
        assert storage.from_bytes(storage.to_bytes(compiled)) == compiled
