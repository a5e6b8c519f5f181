"""Makes docs/layouts: a page for each layout with its fields, how much they take, a slide that works, and its pictures.

Run it as `python templates/build_layout_pages.py` after build_deck.py; with `--pictures` it draws the pictures too (LibreOffice).
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageDraw

from reportgen.build.flow import build_pack
from reportgen.build.layouts.guide import LayoutGuide, layout_guides, samples
from reportgen.files import shipped
from reportgen.model.layouts import LAYOUTS
from reportgen.render.libreoffice import to_pdf
from reportgen.render.pages import draw_pages
from reportgen.template import Template

FOLDER = Path(__file__).parents[1] / "docs" / "layouts"
_WIDTH = 480  # pixels of a picture


def sample_slides() -> list[dict[str, Any]]:
    """Return the slide of each layout, in their order."""
    return [slide for name in LAYOUTS for slide in yaml.safe_load(samples()["layouts"][name]["slide"])]


def write_sample_pack(folder: Path, theme: str) -> Path:
    """Write a pack whose deck has each layout once; its photos are drawn."""
    known = samples()
    for number in range(1, len(known["photos"]) + 1):
        _photo(number).save(folder / f"p{number}.png")
    photos = [{"id": f"p{n}", "file": f"p{n}.png", "caption": caption} for n, caption in enumerate(known["photos"], 1)]
    files: dict[str, Any] = {
        "pack": {
            "id": "guide", "edition": "draft", "theme": theme, "title": "港产城一体　临港再出发", "title_lines": ["港产城一体", "临港再出发"],
            "occasion": "示例", "subtitle": "工作情况汇报", "short_title": "版式样张", "organisation": "示例编写组",
            "sources": {"sample": {"label": "虚构资料，仅供示例"}}, "photos": photos, "figures": known["figures"],
        },
        "facts": {"facts": known["facts"]}, "deck": {"slides": sample_slides()},
    }  # fmt: skip
    for name, data in files.items():
        (folder / f"{name}.yaml").write_text(json.dumps(data, ensure_ascii=False, default=str), "utf-8")
    return folder


def _photo(number: int) -> Image.Image:
    """A drawn scene: sky, water, quay, cranes."""
    picture = Image.new("RGB", (1500, 1000), (196 - 12 * number, 214, 226))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 600, 1500, 1000), fill=(72, 112 + 8 * number, 134))
    draw.rectangle((0, 560, 1500, 620), fill=(96, 100, 104))
    for crane in range(number + 1):
        x = 180 + 300 * crane
        draw.polygon(((x, 560), (x + 40, 240), (x + 80, 560)), fill=(158, 60, 48))
        draw.rectangle((x - 60, 240, x + 220, 262), fill=(158, 60, 48))
    return picture


def pages() -> dict[str, str]:
    """Return the pages by the names of their files, the list of all layouts among them."""
    guides = layout_guides(Template.open(shipped("deck-a.pptx")))
    found = {f"{guide.name}.md": _page(guide) for guide in guides}
    rows = [f"| [{guide.name}]({guide.name}.md) | {guide.purpose} | {guide.purpose_zh} |" for guide in guides]
    head = [
        "# Layouts of slides", "",
        "`layout:` of a slide in deck.yaml names one of these. `reportgen layouts NAME` prints the same, measured from the template;",
        "with `--template FILE` it measures a template of your own.", "",
        "| layout | what it is for | 用途 |", "|---|---|---|",
    ]  # fmt: skip
    found["README.md"] = "\n".join([*head, *rows]) + "\n"
    return found


def _page(guide: LayoutGuide) -> str:
    lines = [
        f"# {guide.name}", "", f"For {guide.purpose}." if guide.purpose else "", "", f"用途：{guide.purpose_zh}。", "",
        f"![{guide.name} in theme A]({guide.name}-a.png) ![{guide.name} in theme B]({guide.name}-b.png)", "",
        "| field | what it takes |", "|---|---|",
        *(f"| `{field.name}` | {field.in_words()} |" for field in guide.fields), "",
        "Characters are full-width ones at the smallest size of the family; letters and digits take about half.", "",
        "A slide of deck.yaml:", "", "```yaml", guide.sample.rstrip(), "```", "",
    ]  # fmt: skip
    return "\n".join(lines)


def pictures(theme: str) -> None:
    """Draw each layout in a theme."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        edition = build_pack(write_sample_pack(folder, theme), output=folder / "out", only="deck").edition_dir
        (pdf,) = to_pdf([edition / "deck.pptx"], folder)
        for layout, page in zip(LAYOUTS, draw_pages(pdf, "deck", 60), strict=True):
            small = page.picture.resize((_WIDTH, _WIDTH * 9 // 16), Image.Resampling.LANCZOS).quantize(64)
            small.save(FOLDER / f"{layout}-{theme.lower()}.png", optimize=True)


def main() -> None:
    """Write the pages, and the pictures where they are asked for."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")
    if "--pictures" in sys.argv[1:]:
        for theme in ("A", "B"):
            pictures(theme)


if __name__ == "__main__":
    main()
