"""A search for numbers in finished files that shares nothing with the product's own: it unzips every part and reads strings."""

import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal

from lxml import etree

from reportgen.model import Fact

_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_BANKER = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_VAGUE = set("个项类种年月日次条大位名期级号")
_READABLE = {"descr", "title", "tooltip", "string", "alt", "label", "author", "name"}


def parts_of(content: bytes, name: str = "") -> Iterator[tuple[str, bytes]]:
    """Every member of a zip, and of the zips in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for member in package.namelist():
            data = package.read(member)
            if data[:4] == b"PK\x03\x04":
                yield from parts_of(data, f"{name}{member}/")
            else:
                yield f"{name}{member}", data


def texts_of(content: bytes) -> list[tuple[str, str]]:
    """Every stretch of text of every part: paragraphs whole, all other elements with words of their own, readable attributes."""
    found = []
    for name, data in parts_of(content):
        if data.lstrip()[:1] != b"<":
            continue
        for element in etree.fromstring(data).iter(etree.Element):
            tag = etree.QName(element).localname
            found += [(name, value) for key, value in element.attrib.items() if etree.QName(key).localname in _READABLE]
            inside = any(etree.QName(above).localname == "p" for above in element.iterancestors())
            if tag == "p":
                found.append((name, "".join(element.itertext())))
            elif element.text and element.text.strip() and not inside and not _is_an_index(element):
                found.append((name, element.text))
    return found


def _is_an_index(element: etree._Element) -> bool:
    """A cell of a sheet that holds the number of a shared string."""
    above = element.getparent()
    return above is not None and etree.QName(element).localname == "v" and above.get("t") == "s"


def chinese(number: int) -> str:
    """A whole number in Chinese, written the plain way: 八万四千二百."""
    if number >= 10**8:
        return chinese(number // 10**8) + "亿" + (chinese(number % 10**8) if number % 10**8 else "")
    if number >= 10**4:
        rest = number % 10**4
        return chinese(number // 10**4) + "万" + (("零" if rest < 1000 else "") + chinese(rest) if rest else "")
    text = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += "零一二三四五六七八九"[digit] + name
        elif text and number % place and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零") or "零"
    return text[1:] if text.startswith("一十") else text


def spellings(value: Decimal) -> set[str]:
    """A number in digits of both widths, with and without commas and idle zeros, in Chinese and banker's numerals."""
    plain = f"{value.normalize():f}"
    found = {plain, f"{value.normalize():,f}"}
    if "." in plain:
        whole, _, decimals = plain.partition(".")
        words = f"{chinese(int(whole))}点{''.join('零一二三四五六七八九'[int(digit)] for digit in decimals)}"
        found |= {f"{plain}0", words}
    elif value > 0:
        found |= {
            f"{plain}.0",
            chinese(int(value)),
            chinese(int(value)).replace("二百", "两百").replace("二千", "两千"),
        }
    found |= {text.translate(_BANKER) for text in found}
    return found | {text.translate(_WIDE) for text in found}


def written(fact: Fact) -> tuple[set[str], set[str]]:
    """The strings of a fact with its unit, and those of its digits alone where they are long enough to be told from others."""
    if fact.value is None:
        return set(), set()
    scales = {"": 1, "万": 10**4, "亿": 10**8}
    scale = next((name for name in "万亿" if fact.unit.startswith(name) and len(fact.unit) > 1), "")
    unit, whole = fact.unit.removeprefix(scale), fact.value * scales[scale]
    values = {name: whole / size for name, size in scales.items() if abs(whole / size) >= Decimal("0.0001")}
    strong = {
        f"{text}{gap}{name}{unit}" for name, value in values.items() for text in spellings(value) for gap in ("", " ")
    }
    if unit == "%":
        strong |= {f"百分之{text}" for text in spellings(fact.value)} | {f"{text}％" for text in spellings(fact.value)}
    if unit == "平方公里":
        strong |= {f"{text}公顷" for text in spellings(whole * 100)}
    bare = set()
    for value in values.values():
        digits = value.normalize().as_tuple().digits
        year = 1900 <= value <= 2100 and value == value.to_integral_value()
        if len(digits) >= 3 and not year:
            bare |= {text for text in spellings(value) if not re.search("[零一二三四五六七八九十百千壹]", text)}
    return strong, bare


def hidden_in(content: bytes, hidden: Iterable[Fact], visible: Iterable[Fact]) -> list[str]:
    """Where a hidden number stands in a file; a string that a visible fact has too, or a small count of anything, is none."""
    allowed: set[str] = set()
    for fact in visible:
        allowed |= set(itertools.chain(*written(fact)))
    found = []
    texts = texts_of(content)
    for fact in hidden:
        strong, bare = written(fact)
        vague = fact.unit in _VAGUE and fact.value is not None and len(fact.value.normalize().as_tuple().digits) < 3
        for string in sorted(strong | bare - strong):
            if string in allowed:
                continue
            end = r"(?![\d.,]*\d)" if string in strong else r"(?![\d]|[.,]\d|[年月日]|个百分点)"
            pattern = re.compile(rf"(?<![\d.,A-Za-z_#-]){re.escape(string)}{end}")
            for part, text in texts:
                if pattern.search(text) and not (vague and fact.label not in text):
                    found.append(f"{fact.id} as “{string}” in {part}: {text[:60]}")
    return found
