# pyright: strict
"""Uses every public name with its types: mypy and pyright in strict mode find nothing here."""

import io
from pathlib import Path

from docx import Document as open_docx
from PIL import Image

from reportgen import (
    ChartData,
    ChartPoint,
    Document,
    Fact,
    Finding,
    Formatted,
    InputError,
    Link,
    Listing,
    OutputError,
    Pack,
    PackError,
    PageBreak,
    Paragraphs,
    Picture,
    Problem,
    ReportgenError,
    RichText,
    Subdocument,
    Template,
    TemplateError,
    build_pack,
    fill,
    load_pack,
)


def texts() -> list[RichText | Link | Listing | PageBreak | Paragraphs | Formatted]:
    rich: RichText = RichText("目前", bold=True, size=12, colour="9E1B20").add("70万人", italic=True, color="red")
    rich = rich.add(
        "续", underline="double", highlight="yellow", font="黑体", superscript=True, url="https://example.org"
    )
    link: Link = Link("公报", "https://example.org")
    paragraphs: Paragraphs = Paragraphs().add("一", style="Quote").add(RichText("二"), style=None).add("三", bold=True)
    formatted: Formatted = Formatted.of_markdown("# 标题")
    html: Formatted = Formatted.of_html("<p>甲</p>")
    return [rich, link, Listing("a\nb"), PageBreak(), paragraphs, formatted, html]


def pictures(folder: Path) -> list[Picture]:
    image: Image.Image = Image.new("RGB", (20, 10))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    content: bytes = stream.getvalue()
    return [
        Picture.of(content, width_mm=30.0, alt="甲"),
        Picture.of(image, height_mm=10),
        Picture.of(io.BytesIO(content), url="https://example.org"),
        Picture.of(folder / "a.png"),
        Picture.of(str(folder / "a.png")),
    ]


def charts() -> list[ChartData]:
    plain: ChartData = ChartData(["东区", "西区"], {"产值": [12, 15.5]})
    gaps: ChartData = ChartData(("一", "二"), {"产值": [None, ChartPoint(3.0, text="约3")]}, alt="图")
    return [plain, gaps]


def filled(folder: Path) -> Document:
    template: Template = Template.open(folder / "t.docx", cache=folder / "cache")
    same: Template = Template.open(io.BytesIO((folder / "t.docx").read_bytes()))
    from_object: Template = Template.open(open_docx(str(folder / "t.docx")), "t.docx")
    names: dict[str, object] = template.names()
    findings: list[Finding] = same.check({"name": "甲"})
    document: Document = from_object.render({"name": "甲", "names": len(names)}, missing="empty", files=folder)
    touched = document.docx()
    touched.add_paragraph("最后一段")
    again: Document = Document.of(touched, "t.docx")
    left: tuple[Finding, ...] = again.save(folder / "o.docx")
    stream = io.BytesIO()
    again.save(stream)
    content: bytes = again.to_bytes()
    part: Subdocument = Subdocument.of(touched)
    other: Subdocument = Subdocument.of(content)
    print(len(findings), len(left), part.name, other.name, [finding.rule for finding in left])
    return again


def whole(folder: Path) -> tuple[Finding, ...]:
    out = io.BytesIO()
    found: tuple[Finding, ...] = fill(folder / "t.docx", {"name": "甲"}, out)
    found += fill(str(folder / "t.docx"), {"name": "乙"}, folder / "p.docx", missing="keep", files=folder)
    return found


def packs(folder: Path) -> list[str]:
    pack: Pack = load_pack(folder)
    fact: Fact = next(iter(pack.facts.values()))
    said: str = fact.show("prose")
    result = build_pack(folder, output=folder / "out", theme="A")
    files: tuple[str, ...] = result.files
    return [said, *files]


def mistakes(folder: Path) -> list[str]:
    words: list[str] = []
    try:
        Template.open(folder / "none.docx")
    except TemplateError as error:
        problems: list[Problem] = list(error.problems)
        words += [f"{problem.file} {problem.what} {problem.hint}" for problem in problems]
    except (PackError, InputError) as error:
        words.append(str(error))
    except (OutputError, ReportgenError) as error:
        words.append(str(error))
    return words
