"""Makes the two shipped fonts, subsets of Noto Sans CJK SC (OFL 1.1). In: TTC files of fonts-noto-cjk; out: OTF here.

Run it as `python make_fonts.py /usr/share/fonts/opentype/noto`. OFL.txt is the licence,
NOTICE says what was changed.
"""

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


if __name__ == "__main__":
    make(Path(sys.argv[1]))
