"""Edited files with new numbers: what lives through programs, the command, its answers, records and list."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import docx
import pptx
import pytest
from lxml import etree

from reportgen.build.flow import build_pack
from reportgen.build.refresh.flow import RefreshResult, refresh_files
from reportgen.documents.reading.file_reader import read_file_text
from reportgen.edition.file_map import read_map
from reportgen.errors import PackError
from reportgen.ooxml.parsed_package import Opened
from tests.small_world import run as command

PACK = Path(__file__).parent / "packs" / "harbour"
NEW = {"throughput": "1300000标箱", "firms": "超过9000家"}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition that was printed before the numbers changed."""
    return build_pack(PACK, output=tmp_path_factory.mktemp("printed")).edition_dir


def rezipped(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return a file whose parts another program wrote; None drops a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def refreshed(edition: Path, tmp_path: Path, name: str, content: bytes, **how: object) -> RefreshResult:
    path = tmp_path / name
    path.write_bytes(content)
    return refresh_files([path], PACK, settings=NEW, output=edition.parent.parent, **how)  # type: ignore[arg-type]


def words(result: RefreshResult) -> str:
    return "\n".join(one.text for one in result.files[0].found)


def is_all_new(result: RefreshResult) -> bool:
    return "130万标箱" in words(result) and "125.4万标箱" not in words(result) and not result.files[0].applied.failed


def report(edition: Path) -> bytes:
    return (edition / "report.docx").read_bytes()


def deck(edition: Path) -> bytes:
    return (edition / "deck.pptx").read_bytes()


def test_untouched_files_say_what_the_pack_prints_now(edition: Path, tmp_path: Path) -> None:
    for name in ("report.docx", "deck.pptx"):
        result = refreshed(edition, tmp_path, name, (edition / name).read_bytes())
        printed = next(iter(result.printed.found.values()))
        kinds = ("picture", "program")
        mine = [(p.kind, p.place.inside, p.text) for p in result.files[0].found if p.kind not in kinds]
        assert mine == [(p.kind, p.place.inside, p.text) for p in printed if p.kind not in kinds]
        assert not result.settled.questions


def test_built_files_hold_no_content_control_that_a_program_could_double(edition: Path) -> None:
    for name in ("report.docx", "deck.pptx"):
        with zipfile.ZipFile(edition / name) as archive:
            assert not any(b"<w:sdt" in archive.read(part) for part in archive.namelist() if part.endswith(".xml"))


def test_runs_cut_between_digits_and_unit_are_one_number(edition: Path, tmp_path: Path) -> None:
    def cut(name: str, part: bytes) -> bytes:
        return (
            re.sub(rb"(<w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t[^>]*>)([^<]*125)([^<]*)(</w:t></w:r>)", _halves, part)
            if name == "word/document.xml"
            else part
        )

    result = refreshed(edition, tmp_path, "report.docx", rezipped(report(edition), cut))
    assert is_all_new(result)


def _halves(match: re.Match[bytes]) -> bytes:
    head, one, other, end = match.groups()
    return head.replace(b"<w:t>", b'<w:t xml:space="preserve">') + one + end + head + other + end


def test_bound_digits_and_unit_keep_the_runs_in_which_they_stand(edition: Path, tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(report(edition)))
    card = next(p for cell in document.tables[0]._cells for p in cell.paragraphs if "超过" in p.text)
    assert [run.text for run in card.runs if run.text.strip()] == ["超过", "8600", "家"]
    after = docx.Document(io.BytesIO(refreshed(edition, tmp_path, "report.docx", report(edition)).files[0].content))
    card = next(p for cell in after.tables[0]._cells for p in cell.paragraphs if "超过" in p.text)
    assert [run.text for run in card.runs if run.text.strip()] == ["超过", "9000", "家"]


def test_paragraph_ids_and_bookmarks_that_are_gone_are_not_missed(edition: Path, tmp_path: Path) -> None:
    def strip(name: str, part: bytes) -> bytes:
        part = re.sub(rb' w1[45]:\w+="[^"]*"| w:rsid\w*="[^"]*"', b"", part)
        return re.sub(rb"<w:bookmark(?:Start|End)[^>]*/>", b"", part) if name == "word/document.xml" else part

    assert is_all_new(refreshed(edition, tmp_path, "report.docx", rezipped(report(edition), strip)))


def test_renamed_placeholders_and_new_ids_are_found_by_their_words(edition: Path, tmp_path: Path) -> None:
    def rename(name: str, part: bytes) -> bytes:
        if not name.startswith("ppt/slides/slide"):
            return part
        return re.sub(rb'(<p:cNvPr id=")(\d+)(" name=")[^"]*"', rb'\g<1>9\2\3PlaceHolder \2"', part)

    assert is_all_new(refreshed(edition, tmp_path, "deck.pptx", rezipped(deck(edition), rename)))


def test_workbooks_that_a_program_dropped_are_put_back(edition: Path, tmp_path: Path) -> None:
    def drop(name: str, part: bytes) -> bytes | None:
        if name.endswith(".xlsx"):
            return None
        if name.startswith("ppt/charts/_rels/"):
            return re.sub(rb'<Relationship [^>]*package"[^>]*/>', b"", part)
        return (
            re.sub(rb"<c:externalData.*?</c:externalData>", b"", part, flags=re.DOTALL)
            if "charts/chart" in name
            else part
        )

    result = refreshed(edition, tmp_path, "deck.pptx", rezipped(deck(edition), drop))
    assert is_all_new(result)
    books = [name for name in result.files[0].members if name.endswith(".xlsx")]
    assert books
    pptx.Presentation(io.BytesIO(result.files[0].content))
    assert any(p.kind == "workbook" for p in result.files[0].found)


def test_an_alternative_text_that_a_program_wrote_twice_is_new_in_both(edition: Path, tmp_path: Path) -> None:
    def double(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        root = etree.fromstring(part)
        for drawing in root.iter("{*}inline", "{*}anchor"):
            own = drawing.find("{*}docPr")
            for inner in drawing.iter("{*}cNvPr"):
                if own is not None and inner.getparent().tag.endswith("nvPicPr"):
                    inner.set("descr", own.get("descr", ""))
                    inner.set("name", own.get("name", ""))
        return etree.tostring(root)

    result = refreshed(edition, tmp_path, "report.docx", rezipped(report(edition), double))
    assert "125.4万标箱" not in result.files[0].members["word/document.xml"].content.decode()


def test_parts_that_a_program_adds_stay(edition: Path, tmp_path: Path) -> None:
    content = rezipped(report(edition), lambda name, part: part)
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("customXml/item99.xml", "<kept/>")
    result = refreshed(edition, tmp_path, "report.docx", out.getvalue())
    assert is_all_new(result) and result.files[0].members["customXml/item99.xml"].content == b"<kept/>"


def test_formatting_comments_and_open_changes_of_a_person_stay(edition: Path, tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(report(edition)))
    paragraph = next(p for p in document.paragraphs if "125.4万标箱" in p.text)
    for run in paragraph.runs:
        run.bold = True
    document.add_comment(paragraph.runs[0], text="请核对", author="张三", initials="张")
    change = etree.SubElement(paragraph._p, f"{{{W}}}ins", {f"{{{W}}}id": "7", f"{{{W}}}author": "李四"})
    etree.SubElement(etree.SubElement(change, f"{{{W}}}r"), f"{{{W}}}t").text = "另见附表。"
    out = io.BytesIO()
    document.save(out)
    result = refreshed(edition, tmp_path, "report.docx", out.getvalue())
    after = docx.Document(io.BytesIO(result.files[0].content))
    same = next(p for p in after.paragraphs if "130万标箱" in p.text)
    assert all(run.bold for run in same.runs if "130万标箱" in run.text)
    assert [comment.text for comment in after.comments] == ["请核对"]
    assert b'w:author="\xe6\x9d\x8e\xe5\x9b\x9b"' in result.files[0].members["word/document.xml"].content
    assert is_all_new(result)


def _charts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: archive.read(name) for name in archive.namelist() if re.fullmatch(r"ppt/charts/chart\d+\.xml", name)
        }


def test_a_chart_that_a_person_coloured_keeps_its_colour_and_a_changed_value_is_asked_about(
    edition: Path, tmp_path: Path
) -> None:
    show = pptx.Presentation(io.BytesIO(deck(edition)))
    charts = [s.chart for slide in show.slides for s in slide.shapes if getattr(s, "has_chart", False) and s.has_chart]
    for chart in charts:
        fill = next(iter(chart.series)).format.fill
        fill.solid()
        fill.fore_color.rgb = pptx.dml.color.RGBColor(1, 2, 3)
    out = io.BytesIO()
    show.save(out)
    coloured = [name for name, part in _charts(out.getvalue()).items() if b"010203" in part]
    result = refreshed(edition, tmp_path, "deck.pptx", out.getvalue())
    parts = _charts(result.files[0].content)
    assert is_all_new(result) and len(coloured) == len(charts)
    assert [name for name, part in parts.items() if b"010203" in part] == coloured
    assert any(b"<c:v>130" in part for part in parts.values())

    def type_over(name: str, part: bytes) -> bytes:
        return part.replace(b"<c:v>125.4</c:v>", b"<c:v>127</c:v>") if "charts/chart" in name else part

    asked = refreshed(edition, tmp_path, "deck.pptx", rezipped(deck(edition), type_over))
    assert [q for q in asked.settled.open if "127" in q.mine]


def test_a_file_without_its_map_is_matched_with_the_edition_that_is_kept_or_with_the_history(
    edition: Path, tmp_path: Path
) -> None:
    def strip(name: str, part: bytes) -> bytes | None:
        return None if b"urn:reportgen:map" in part else part

    bare = rezipped(report(edition), strip)
    by_edition = refreshed(edition, tmp_path, "report.docx", bare)
    assert by_edition.files[0].edited.origin == "edition" and is_all_new(by_edition)
    history = tmp_path / "only" / "harbour"
    history.mkdir(parents=True)
    (history / "history.sqlite").write_bytes((edition.parent / "history.sqlite").read_bytes())
    (tmp_path / "bare.docx").write_bytes(bare)
    result = refresh_files([tmp_path / "bare.docx"], PACK, settings=NEW, output=tmp_path / "only")
    assert result.files[0].edited.origin == "history" and "130万标箱" in words(result)
    with pytest.raises(PackError, match="no map"):
        refresh_files([tmp_path / "bare.docx"], PACK, output=tmp_path / "nothing")


def test_two_copies_of_one_report_are_refused_together_and_a_file_of_another_pack_too(
    edition: Path, tmp_path: Path, lanzhou: Path
) -> None:
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(report(edition))
    with pytest.raises(PackError, match=r"second \.docx"):
        refresh_files([tmp_path / "a.docx", tmp_path / "b.docx"], PACK)
    with pytest.raises(PackError, match="was built from the pack"):
        refresh_files([tmp_path / "a.docx"], lanzhou)


def test_words_that_the_new_number_contradicts_are_asked_about(edition: Path, tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(report(edition)))
    paragraph = next(p for p in document.paragraphs if "注册企业由" in p.text)
    run = next(r for r in paragraph.runs if "超过8600家" in r.text)
    run.text = run.text.replace("超过8600家", "超过8600家，首次突破8000家")
    out = io.BytesIO()
    document.save(out)
    path = tmp_path / "r.docx"
    path.write_bytes(out.getvalue())
    result = refresh_files([path], PACK, settings={"firms": "超过7800家"}, output=edition.parent.parent)
    assert any(q.why and "突破8000家" in q.mine for q in result.settled.open)
    assert "首次突破8000家" in words(result) and "超过8600家，首次突破" in words(result)


def edited_pair(edition: Path, folder: Path) -> list[str]:
    document = docx.Document(io.BytesIO(report(edition)))
    paragraph = next(p for p in document.paragraphs if "125.4万标箱" in p.text)
    for run in paragraph.runs:
        run.text = run.text.replace("125.4万标箱", "126万标箱")
    document.save(str(folder / "mine.docx"))
    (folder / "mine.pptx").write_bytes(deck(edition))
    return [str(folder / "mine.docx"), str(folder / "mine.pptx")]


SET = ("--set", "throughput=1300000标箱")


def test_the_command_asks_once_keeps_answers_and_repeats_a_run(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pair = edited_pair(edition, tmp_path)
    base = ("refresh", *pair, "--pack", str(PACK), *SET, "--edition", str(edition), "-o", "new")
    code, said = command(base)
    assert code == 1 and "126万标箱" in said and "1 open question" in said
    answers = Path("new.answers.yaml")
    assert "take: ask" in answers.read_text("utf-8")
    answers.write_text(answers.read_text("utf-8").replace("take: ask", "take: new"), "utf-8")
    code, said = command([*base, "--force"])
    assert "open question" not in said
    assert {path.name for path in Path("new").iterdir()} >= {
        "check.json", "deck.pptx", "edition.json", "ledger.csv", "manifest.json", "report.docx"
    }  # fmt: skip
    text = read_file_text("report.docx", Path("new/report.docx").read_bytes())
    assert "130万标箱" in "".join(p.text for p in text.passages)
    assert Path(pair[0]).read_bytes() != Path("new/report.docx").read_bytes()


def test_the_list_has_three_parts_as_json_and_as_a_note(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pair = edited_pair(edition, tmp_path)
    code, said = command(
        [
            "refresh",
            pair[0],
            "--pack",
            str(PACK),
            *SET,
            "-o",
            "new.docx",
            "--take",
            "mine",
            "--note",
            "note.docx",
            "--json",
        ]
    )
    data = json.loads(said)
    assert {row["part"] for row in data["rows"]} >= {"look"} and data["questions"][0]["take"] == "mine"
    note = docx.Document("note.docx")
    assert "更新说明" in note.paragraphs[0].text
    assert code in (0, 1) and Path("new.edition/ledger.csv").is_file()
    before = set(Path().iterdir())
    command(["refresh", pair[0], "--pack", str(PACK), *SET, "-o", "dry.docx", "--dry-run"])
    assert set(Path().iterdir()) == before


def test_a_sorted_table_with_a_column_of_its_own_is_refreshed_by_its_keys(edition: Path, tmp_path: Path) -> None:
    show = pptx.Presentation(io.BytesIO(deck(edition)))
    table = next(s.table for slide in show.slides for s in slide.shapes if s.has_table)
    for row in reversed(list(table._tbl.tr_lst)[1:]):
        table._tbl.remove(row)
        table._tbl.append(row)
    out = io.BytesIO()
    show.save(out)
    result = refreshed(edition, tmp_path, "deck.pptx", out.getvalue())
    after = pptx.Presentation(io.BytesIO(result.files[0].content))
    table = next(s.table for slide in after.slides for s in slide.shapes if s.has_table)
    rows = {row.cells[0].text: row.cells[2].text for row in table.rows}
    assert rows["集装箱吞吐量"] == "130万标箱" and rows["外贸航线"] == "47条" and rows["注册企业"] == "超过9000家"
    assert not result.settled.questions
    document = docx.Document(io.BytesIO(report(edition)))
    own = document.tables[-1]._tbl
    for row in list(own.tr_lst)[1:3]:
        own.remove(row)
        own.append(row)
    for row in own.tr_lst:
        cell = deepcopy(row.tc_lst[0])
        next(iter(cell.iter(f"{{{W}}}t"))).text = "备注"
        row.insert(1, cell)
    out = io.BytesIO()
    document.save(out)
    result = refreshed(edition, tmp_path, "report.docx", out.getvalue())
    lines = [
        [cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(result.files[0].content)).tables[-1].rows
    ]
    assert ["备注集装箱吞吐量", "集装箱吞吐量", "31万余标箱", "130万标箱"] in lines and not result.settled.questions


def test_an_edited_file_is_never_written_over(edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pair = edited_pair(edition, tmp_path)
    content = Path(pair[0]).read_bytes()
    code, said = command(["refresh", pair[0], "--pack", str(PACK), *SET, "-o", pair[0], "--force"])
    assert code == 2 and "is an input" in said and Path(pair[0]).read_bytes() == content
    code, said = command(["refresh", pair[0], "--pack", str(PACK), *SET, "-o", str(PACK)])
    assert code == 2 and "holds the inputs" in said and not (PACK / "edition.json").exists()


def test_the_number_of_a_person_can_become_the_fact(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pack = tmp_path / "harbour"
    pack.mkdir()
    for path in PACK.iterdir():
        (pack / path.name).write_bytes(path.read_bytes())
    facts = pack / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("value: 1254000", "value: 1300000"), "utf-8")
    pair = edited_pair(edition, tmp_path)
    base = ["refresh", *pair, "--pack", str(pack), "-o", "new", "--by", "张三"]
    command(base)
    answers = Path("new.answers.yaml")
    answers.write_text(answers.read_text("utf-8").replace("take: ask", "take: fact"), "utf-8")
    _, said = command([*base, "--force"])
    written = facts.read_text("utf-8")
    assert "value: 1260000" in written and "张三" in written and "130万标箱 -> 126万标箱" in written, said
    text = read_file_text("deck.pptx", Path("new/deck.pptx").read_bytes())
    assert "126万标箱" in "".join(p.text for p in text.passages)


def test_a_refreshed_file_is_refreshed_again_and_again(edition: Path, tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(report(edition)))
    document.paragraphs[-1].add_run("张三的话。")
    out = io.BytesIO()
    document.save(out)
    content = out.getvalue()
    for value, shown in (("1300000标箱", "130万标箱"), ("1310000标箱", "131万标箱"), ("1320000标箱", "132万标箱")):
        path = tmp_path / "again.docx"
        path.write_bytes(content)
        result = refresh_files([path], PACK, settings={"throughput": value}, output=edition.parent.parent)
        content = result.files[0].content
        assert shown in words(result) and "张三的话。" in words(result) and not result.settled.questions
    assert read_map(Opened.of(content, "x"), "x") is not None


def test_a_build_offers_refresh_and_never_writes_over_a_refreshed_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = build_pack(PACK, output=tmp_path / "output").edition_dir
    document = docx.Document(str(folder / "report.docx"))
    document.paragraphs[-1].add_run("张三的话。")
    document.save(str(folder / "report.docx"))
    assert "refresh" in command(["build", str(PACK)])[1]
    command(["build", str(PACK), *SET, "--refresh"])
    for _ in range(2):
        text = "".join(p.text for p in read_file_text("report.docx", (folder / "report.docx").read_bytes()).passages)
        assert "张三的话。" in text and "130万标箱" in text
        assert command(["build", str(PACK)])[0] == 2
    assert list(folder.glob("report.手改-*.docx"))


def test_parts_of_recipients_that_came_back_are_matched_by_their_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pack = tmp_path / "harbour"
    pack.mkdir()
    for path in PACK.iterdir():
        (pack / path.name).write_bytes(path.read_bytes())
    (pack / "departments.csv").write_text("id,name,sections,format\na,甲部门,P1 P2,docx\nb,乙部门,P3,docx\n", "utf-8")
    command(["batch", "harbour", "--processes", "1"])
    back = tmp_path / "back"
    back.mkdir()
    sent = next(path for path in Path("output/harbour").rglob("甲部门*.docx"))
    document = docx.Document(str(sent))
    document.paragraphs[-1].add_run("甲部门的话。")
    document.save(str(back / "改好的.docx"))
    facts = pack / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("value: 1254000", "value: 1300000"), "utf-8")
    code, said = command(["batch", "harbour", "--refresh", "back"])
    assert code == 0 and "(a)" in said, said
    made = next(Path("output/harbour/refreshed").glob("甲部门*.docx"))
    text = "".join(p.text for p in read_file_text("report.docx", made.read_bytes()).passages)
    assert "甲部门的话。" in text and "130万标箱" in text and "（送甲部门）" in text
    found = read_map(Opened.of(sent.read_bytes(), "x"), "x")
    assert found is not None and found.recipient == "a"
    assert (
        not any(span.fact_id in ("gap", "throughput_goal") for spans in found.spans for span in spans)
        or "P3" in "P1 P2"
    )


def test_two_files_are_compared_as_they_stand(edition: Path, tmp_path: Path) -> None:
    pair = edited_pair(edition, tmp_path)
    code, said = command(["compare", str(edition / "report.docx"), pair[0]])
    assert code == 0 and "\t125.4万标箱\t126万标箱\t" in said and "增加到2024年的126万标箱" in said


def test_the_map_of_a_part_holds_nothing_that_its_recipient_may_not_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = "id,name,sections,facts_without,format\na,甲部门,P1 P2,rail_share,docx\nb,乙部门,P1 P2,,docx\n"
    (tmp_path / "list.csv").write_text(rows, "utf-8")
    command(["batch", str(PACK), "--list", "list.csv", "--processes", "1"])
    told = {}
    for name in ("甲部门", "乙部门"):
        path = next(Path("output/harbour").rglob(f"{name}*.docx"))
        found = read_map(Opened.of(path.read_bytes(), "x"), "x")
        assert found is not None
        facts = {span.fact_id for spans in found.spans for span in spans}
        told[name] = "12.5" in "".join(p.text for p in found.passages), "rail_share" in facts
    assert told == {"甲部门": (False, False), "乙部门": (True, True)}
