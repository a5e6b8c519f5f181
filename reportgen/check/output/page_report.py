"""The HTML report: each page with findings as a picture, the findings drawn on it and told beside it. In: files, findings; out: HTML.

Without pictures it holds the same findings page by page.
"""

import base64
import html
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.check.output.formats import count
from reportgen.check.output.page_style import STYLE
from reportgen.check.rules import RULES
from reportgen.findings import Finding
from reportgen.render.pages import Page, draw_pages

_LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}
_DOTS = 100
_WIDE, _TALL = 760, 520  # pixels that a slide and a sheet of paper take


def page_report(paths: Sequence[Path], findings: Sequence[Finding], pdfs: Sequence[Path | None]) -> str:
    """Return the report."""
    drawn = {path: pdf for path, pdf in zip(paths, pdfs, strict=False) if pdf is not None}
    note = "" if pdfs else "<p class=note>没有安装LibreOffice，因此没有页面图片。</p>"
    parts = [f"<h1>检查报告</h1>{_chips(findings)}{note}"]
    for number, path in enumerate(paths, 1):
        own = [finding for finding in findings if _file_of(finding) == str(path)]
        pages = list(draw_pages(drawn[path], path.name, _DOTS)) if path in drawn else []
        parts.append(_file(number, path, own, pages))
    others = [finding for finding in findings if _file_of(finding) not in {str(path) for path in paths}]
    if others:
        parts.append(f"<section><h2>其他</h2>{_list(others)}</section>")
    head = f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>检查报告</title><style>{STYLE}</style></head>'
    return f"{head}<body>{''.join(parts)}</body></html>\n"


def _file_of(finding: Finding) -> str:
    return finding.place.file


def _chips(findings: Iterable[Finding]) -> str:
    counts = count(findings)
    chips = (f"<span class='chip {level}'>{word} {counts[level]}</span>" for level, word in _LEVELS.items())
    return f"<p class=chips>{''.join(chips)}</p>"


def _file(number: int, path: Path, findings: Sequence[Finding], pages: Sequence[Page]) -> str:
    title = f"<h2>{html.escape(path.name)}</h2>"
    if not findings:
        picture = _picture(pages[0], []) if pages else ""
        return f"<section>{title}<p class=fine>没有发现问题。</p>{picture}</section>"
    numbers = sorted({finding.page for finding in findings})
    links = "".join(
        f'<a href="#f{number}p{page}">第{page}页<i>{sum(finding.page == page for finding in findings)}</i></a>'
        for page in numbers
        if page
    )
    parts = [title, _chips(findings), f"<nav>{links}</nav>" if links else ""]
    shown = {page.number: page for page in pages}
    for page in numbers:
        own = sorted((finding for finding in findings if finding.page == page), key=_urgency)
        name = f"第{page}页" if page else "整个文件"
        picture = _picture(shown[page], own) if page in shown else ""
        kind = "" if not picture else " tall" if shown[page].height > shown[page].width else " wide"
        parts.append(f'<h3 id="f{number}p{page}">{name}</h3><div class="row{kind}">{picture}{_list(own)}</div>')
    return f"<section>{''.join(parts)}</section>"


def _urgency(finding: Finding) -> tuple[int, str]:
    return list(_LEVELS).index(finding.level), finding.rule


def _list(findings: Iterable[Finding]) -> str:
    items = "".join(
        f"<li class={finding.level}><b title='{html.escape(_asks(finding), quote=True)}'>{finding.rule}</b>"
        f"<span class=where>{html.escape(_where(finding))}</span><span class=what>{html.escape(finding.what)}</span>"
        f"<span class=hint>{html.escape(finding.hint)}</span></li>"
        for finding in findings
    )
    return f"<ul>{items}</ul>"


def _where(finding: Finding) -> str:
    """The place without the file and the page, which stand above."""
    place = replace(finding.place, page=0)
    return (replace(place, part="", number=0) if finding.page else place).inside


def _asks(finding: Finding) -> str:
    return RULES[finding.rule].sentence if finding.rule in RULES else ""


def _picture(page: Page, findings: Sequence[Finding]) -> str:
    data = io.BytesIO()
    page.picture.quantize(128).save(data, "PNG", optimize=True)
    picture = base64.b64encode(data.getvalue()).decode()
    label = f"{html.escape(page.file)} {page.number}"
    width = _TALL if page.height > page.width else _WIDE
    marks = "".join(_marks(page, findings))
    return f'<div class=page style="width:{width}px"><img alt="{label}" src="data:image/png;base64,{picture}">{marks}</div>'


def _marks(page: Page, findings: Sequence[Finding]) -> Iterator[str]:
    """A frame for each place, with all rules that speak of it; the worst gives the colour."""
    places: dict[tuple[float, float, float, float], list[Finding]] = {}
    for finding in findings:
        if finding.box is not None:
            places.setdefault(finding.box, []).append(finding)
    for (left, top, width, height), own in places.items():
        style = (
            f"left:{left / page.width:.2%};top:{top / page.height:.2%};width:{max(width, 2) / page.width:.2%};"
            f"height:{max(height, 2) / page.height:.2%}"
        )
        told = html.escape("\n".join(finding.what for finding in own), quote=True)
        rules = " ".join(dict.fromkeys(finding.rule for finding in own))
        yield f'<div class="mark {own[0].level}" style="{style}" title="{told}"><b>{rules}</b></div>'
