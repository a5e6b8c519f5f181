"""Makes widths.json: the advance widths, in thousandths of an em, of the faces that documents are written in.

Run it as `python make_widths.py FACE=FILE[:NUMBER] ...`, for instance `serif=NotoSerifCJK-SemiBold.ttc:2`. The face `sans` needs no
file, the fonts shipped for figures are it. Full-width characters are one em in all faces and are left out.
"""

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

_HERE = Path(__file__).parent
_SHIPPED = _HERE.parent / "charts" / "fonts"
_RANGES = ((0x20, 0x7F), (0xA0, 0x180), (0x2010, 0x2040), (0x20A0, 0x20C0), (0x2100, 0x2270), (0x2460, 0x24A0))


def widths(path: Path, number: int = 0) -> dict[str, int]:
    """Return the widths of one face by character, narrow and ambiguous characters only."""
    font = TTFont(path, fontNumber=number, lazy=True)
    metrics = font["hmtx"].metrics
    unit = font["head"].unitsPerEm
    names = font.getBestCmap()
    codes = (code for first, last in _RANGES for code in range(first, last))
    return {chr(code): round(metrics[names[code]][0] * 1000 / unit) for code in codes if code in names}


def main(arguments: list[str]) -> None:
    """Write the table."""
    table = {
        "sans": widths(_SHIPPED / "NotoSansSC-Regular.otf"),
        "sans-bold": widths(_SHIPPED / "NotoSansSC-Bold.otf"),
    }
    for argument in arguments:
        face, _, rest = argument.partition("=")
        path, _, number = rest.partition(":")
        table[face] = widths(Path(path), int(number or 0))
    text = json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    (_HERE / "widths.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
