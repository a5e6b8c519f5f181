"""The two shipped fonts, subsets of Noto Sans CJK SC (OFL 1.1), and the table of their advance widths.

Run it as `python make_fonts.py /usr/share/fonts/opentype/noto` to make both from the TTC files of fonts-noto-cjk, or without the
folder to make the table alone. OFL.txt is the licence, NOTICE says what was changed.
"""

import hashlib
import json
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

_SIMPLIFIED = 2  # the face of the collection with the glyphs of mainland China
_EXTRAS = "−€㎡㎥²³≈≤≥≠↗↘→–—…·‘’“”①②③④⑤⑥⑦⑧⑨⑩喆堃祎赟珺玥昇镕"


def charset() -> set[int]:
    """Return GB 2312, Latin-1 and Latin Extended-A, and what documents need besides."""
    found = {ord(c) for c in _EXTRAS} | set(range(0x20, 0x7F)) | set(range(0xA0, 0x180))
    for codec in ("gb2312", "gbk"):
        for high in range(0xA1, 0xF8):
            for low in range(0xA1, 0xFF):
                try:
                    found.add(ord(bytes([high, low]).decode(codec)))
                except UnicodeDecodeError:
                    continue
    return found


def make(folder: Path) -> None:
    """Write NotoSansSC-Regular.otf and NotoSansSC-Bold.otf beside this script."""
    for weight in ("Regular", "Bold"):
        font = TTFont(folder / f"NotoSansCJK-{weight}.ttc", fontNumber=_SIMPLIFIED, recalcTimestamp=False)
        options = Options(layout_features=[], hinting=False, name_IDs=["*"], notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=charset())
        subsetter.subset(font)
        font.save(Path(__file__).with_name(f"NotoSansSC-{weight}.otf"))


def table() -> dict[str, dict[str, str]]:
    """Return, by weight, the hash of the font and the characters of each advance width in thousandths of an em."""
    found = {}
    for weight in ("Regular", "Bold"):
        path = Path(__file__).with_name(f"NotoSansSC-{weight}.otf")
        font = TTFont(path, lazy=True)
        widths: dict[int, list[str]] = {}
        for code, name in sorted(font.getBestCmap().items()):
            widths.setdefault(font["hmtx"].metrics[name][0], []).append(chr(code))
        rows = {str(width): "".join(characters) for width, characters in sorted(widths.items())}
        found[weight] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), **rows}
    return found


if __name__ == "__main__":
    if len(sys.argv) > 1:
        make(Path(sys.argv[1]))
    Path(__file__).with_name("advances.json").write_text(json.dumps(table(), ensure_ascii=False, indent=0), "utf-8")
