"""PostgreSQL for real, on loopback, where its programs are there."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.load.sources import read_table, with_layers
from reportgen.model import DataSource, Layer

pytest.importorskip("sqlalchemy")
pytest.importorskip("psycopg")
_USER = "nobody" if os.geteuid() == 0 else None  # the server refuses to run as root


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if shutil.which("initdb") is None or shutil.which("postgres") is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path("/tmp") / f"reportgen-pg-{os.getpid()}"
    folder.mkdir(mode=0o700)
    if _USER:
        shutil.chown(folder, _USER)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begin = ["initdb", "-D", f"{folder}/data", "-U", "clerk", "-A", "trust", "-E", "UTF8", "--locale=C"]
    made = subprocess.run(begin, user=_USER, capture_output=True, cwd="/", check=False)
    if made.returncode:
        shutil.rmtree(folder)
        pytest.skip(f"initdb does not run here: {made.stderr[-200:]!r}")
    command = ["postgres", "-D", f"{folder}/data", "-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
    server = subprocess.Popen(command, user=_USER, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        ready = ["pg_isready", "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
        for _ in range(30):
            if subprocess.run(ready, capture_output=True, check=False).returncode == 0:
                break
        yield f"postgresql+psycopg://clerk:geheim@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder)


def test_facts_come_from_postgresql_and_nothing_stays_changed(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlalchemy

    engine = sqlalchemy.create_engine(address, poolclass=sqlalchemy.pool.NullPool)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("create table 指标 (编号 text, 数值 numeric, 单位 text)"))
        connection.execute(sqlalchemy.text("insert into 指标 values ('pop', 72.5, '万人'), ('rate', 71, '%')"))
    facts = {
        "pop": {"id": "pop", "label": "常住人口", "kind": "level", "value": "70", "unit": "万人"},
        "rate": {"id": "rate", "label": "城镇化率", "kind": "share", "value": "70", "unit": "%", "bound": "gt"},
    }
    monkeypatch.setenv("STATS", address)
    laid = with_layers(facts, [Layer(database="STATS", query="select * from 指标")], Path())
    found, problems = laid.facts, laid.problems
    assert problems == []
    assert (found["pop"]["value"], found["rate"]["value"]) == ("72.5", "71")
    assert found["pop"]["origin"] == "database STATS, row 1, 数值"
    source = DataSource(id="stats", database="STATS", query="select * from 指标 order by 编号")
    table = read_table(source, Path())
    assert table.problems == []
    assert {key: (raw["value"], raw["unit"], raw["origin"]) for key, raw in table.facts.items()} == {
        "stats.pop.数值": ("72.5", "万人", "database STATS, row 1, 数值"),
        "stats.rate.数值": ("71", "%", "database STATS, row 2, 数值"),
    }
    source = source.model_copy(update={"query": "select * from 没有的表"})
    (wrong,) = read_table(source, Path()).problems
    assert "没有的表" in str(wrong)
    assert "geheim" not in str(wrong)
    deleting = Layer(
        database="STATS", query="with gone as (delete from 指标 returning *) select 编号 as id, 数值 as value from gone"
    )
    with_layers(facts, [deleting], Path())
    assert (
        with_layers(facts, [Layer(database="STATS", query="select * from 指标")], Path()).facts["pop"]["value"]
        == "72.5"
    )
    problems = with_layers(facts, [Layer(database="STATS", query="select * from 不存在")], Path()).problems
    assert "不存在" in str(problems[0])
    assert "geheim" not in str(problems[0])
