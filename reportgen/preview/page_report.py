"""Owns the HTML report: each page as a picture with the findings drawn on it, and a table of all. In: files, findings; out: HTML."""

import base64
import html
import io
from collections.abc import Sequence
from pathlib import Path

from reportgen.check.formats import summary
from reportgen.check.rules import RULES
from reportgen.findings import Finding
from reportgen.preview.pages import Page, draw_pages

_STYLE = """
body{font:15px/1.6 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;color:#262424;max-width:1200px;margin:32px auto;padding:0 24px}
h1{font-size:24px;margin:0 0 4px}h2{font-size:18px;margin:40px 0 8px}
.sum{color:#5f5a55;margin:0 0 24px}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid #ddd5c8}
th{border-top:2px solid #262424;border-bottom:1px solid #262424}td:first-child{white-space:nowrap;font-weight:600}
.error{color:#9e1b20}.warning{color:#86601b}.info{color:#5f5a55}
.page{position:relative;display:inline-block;border:1px solid #c9c2b6;margin:8px 0}.page img{display:block;width:100%}
.mark{position:absolute;border:2px solid;box-sizing:border-box;min-width:6px;min-height:6px}
.mark b{position:absolute;left:-2px;top:-20px;font-size:12px;line-height:18px;color:#fff;padding:0 5px}
.mark.error{border-color:#9e1b20}.mark.error b{background:#9e1b20}
.mark.warning{border-color:#86601b}.mark.warning b{background:#86601b}
.mark.info{border-color:#5f5a55}.mark.info b{background:#5f5a55}
"""


def page_report(paths: Sequence[Path], findings: Sequence[Finding], pdfs: Sequence[Path | None]) -> str:
    """Return the report; without PDFs it holds the tables and says so."""
    drawn = {
        str(path): list(draw_pages(pdf, str(path), 80))
        for path, pdf in zip(paths, pdfs, strict=False)
        if pdf is not None
    }
    note = "" if pdfs else "没有安装LibreOffice，因此没有页面图片。"
    parts = [f"<h1>检查报告</h1><p class=sum>{html.escape(summary(findings))}{note}</p>"]
    for path in paths:
        own = [finding for finding in findings if finding.place.split(", ")[0] == str(path)]
        parts.append(_file(path, own, drawn.get(str(path), [])))
    others = [finding for finding in findings if finding.place.split(", ")[0] not in {str(path) for path in paths}]
    if others:
        parts.append("<h2>其他</h2>" + _table(others))
    head = f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>检查报告</title><style>{_STYLE}</style></head>'
    return f"{head}<body>{''.join(parts)}</body></html>\n"


def _file(path: Path, findings: Sequence[Finding], pages: Sequence[Page]) -> str:
    title = f"<h2>{html.escape(path.name)}</h2>"
    if not findings:
        return title + "<p>没有发现问题。</p>" + "".join(_page(page, []) for page in pages[:1])
    parts = [title, _table(findings)]
    for page in pages:
        own = [finding for finding in findings if finding.page == page.number]
        if own:
            parts.append(f"<h3>{html.escape(path.name)} · {page.number}</h3>{_page(page, own)}")
    return "".join(parts)


def _table(findings: Sequence[Finding]) -> str:
    rows = "".join(
        f"<tr><td class={finding.level}>{finding.rule}</td><td>{html.escape(finding.place)}</td><td>{html.escape(finding.what)}"
        f"</td><td>{html.escape(finding.hint)}</td></tr>"
        for finding in findings
    )
    return f"<table><tr><th>规则</th><th>位置</th><th>发现</th><th>建议</th></tr>{rows}</table>"


def _page(page: Page, findings: Sequence[Finding]) -> str:
    data = io.BytesIO()
    page.picture.save(data, "PNG", optimize=True)
    picture = base64.b64encode(data.getvalue()).decode()
    marks = "".join(_mark(page, finding) for finding in findings if finding.box is not None)
    width = min(1100, round(page.width * 1.15))
    label = f"{html.escape(page.file)} {page.number}"
    return f'<div class=page style="width:{width}px"><img alt="{label}" src="data:image/png;base64,{picture}">{marks}</div>'


def _mark(page: Page, finding: Finding) -> str:
    assert finding.box is not None
    left, top, width, height = finding.box
    style = (
        f"left:{left / page.width:.2%};top:{top / page.height:.2%};width:{max(width, 2) / page.width:.2%};"
        f"height:{max(height, 2) / page.height:.2%}"
    )
    asks = RULES[finding.rule].asks if finding.rule in RULES else ""
    return f'<div class="mark {finding.level}" style="{style}" title="{html.escape(finding.what)} — {html.escape(asks)}"><b>{finding.rule}</b></div>'
