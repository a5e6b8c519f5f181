"""Numbers as clerks write them, as the plain text that the reader of numbers knows; what is not certain is refused.

Read: １，２００ / (5.2) / −5.2 / 1 234 567 / 1.2E+11 / 1.2×10⁵ / .5 / +5 / 负5 / 8.5 万人 / ¥1,200 / 9①.
Refused with its reason: 1,23 / 1.234,5 / 12.5.3 / 1O0 / 5- / 70(71) / 1。5.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from reportgen.load.written.note_marks import power_of_ten, without_marks

ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA")
_SPACES = "\u00a0" + "".join(map(chr, range(0x2002, 0x200C))) + "\u202f\u205f\u3000\ufeff"
_DASHES = str.maketrans(dict.fromkeys("−–﹣－⁻‑", "-"))  # not the dash —, which stands for nothing known
_REFUSED = (
    (re.compile(r"\d[lOoI]|[lOI]\d"), "a letter stands among the digits", "write 0 for O and 1 for l"),
    (re.compile(r"\d\.\d+\.\d"), "there are two decimal points", "keep one"),
    (re.compile(r"^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$"), "points part the thousands", "write 1,234.5"),
    (re.compile(r"\d,\d{1,2}(?!\d)|\d,\d{4,}|,,|,$|^,|\d{4,},\d{3}"), "a comma stands where no thousands end",
     "write 1.23 for a decimal, 1,230 for thousands"),
    (re.compile(r"\d。\d"), "。 stands where a decimal point belongs", "write 1.5"),
    (re.compile(r"\d['’`]\d"), "an apostrophe parts the digits", "write 1,234"),
    (re.compile(r"\d-$"), "the minus stands after the number", "write -5"),
    (re.compile(r"^[▲△▼▽↑↓]"), "the sign before the number can mean a fall or a rise", "write -5.2 or 5.2"),
    (re.compile(r"^[①-⑳⑴-⒇]"), "a circled number stands before it", "write the number alone"),
    (re.compile(r"^10[⁰-⁹¹²³]+$"), "it can be a power of ten or a number with a note mark", "write 100, or 10①"),
    (re.compile(r"\d\s*[*＊]\s*[\d.]|[①-⑳⑴-⒇¹²³⁰⁴-⁹]"), "a note mark stands inside the number",
     "write the mark after it"),
    (re.compile(r"\d\s*[(（]\s*[-+]?[\d.]+%?\s*[)）]$"), "there are two numbers", "write one of them"),
)  # fmt: skip


_AREAS = {"㎡": "平方米", "㎢": "平方公里", "㎥": "立方米", "km²": "平方公里", "m²": "平方米", "m³": "立方米"}
_AREA = re.compile("|".join(_AREAS))  # or their squares would be taken for notes, and then for digits


class UnclearNumber(ValueError):
    """A number that can be read in more than one way, or in none; the message says why and what would work."""


@dataclass(frozen=True)
class Written:
    """A number as plain text, and the note marks that stood at it."""

    text: str
    marks: str = ""


def written_number(text: str) -> Written:
    """Return a text with its number written plainly; an UnclearNumber where it cannot be read with certainty."""
    stripped = text.strip().strip(_SPACES).lstrip("'")
    for error in ERRORS:
        if stripped.upper().startswith(error):
            raise UnclearNumber(f"the spreadsheet could not compute it ({error}); correct the formula")
    bare, marks = without_marks(power_of_ten(_AREA.sub(lambda match: _AREAS[match.group()], stripped)))
    _check(bare.strip())
    figures = normalize("NFKC", bare).translate(_DASHES).strip().rstrip("。")
    figures = re.sub(r"(?<=\d)\.$", "", figures)
    _check(figures)
    return Written(_scientific(_spaces_closed(_signed(figures))), marks)


def _check(text: str) -> None:
    for pattern, why, hint in _REFUSED:
        if pattern.search(text):
            raise UnclearNumber(f"{why}; {hint}")


def _signed(text: str) -> str:
    """A negative number with one minus: (5.2), (5.2)%, 负5.2, - 5.2; a plus is dropped."""
    match = re.fullmatch(r"\(\s*([\d,.\s]+?)\s*(%?)\s*\)\s*(%?\D*)", text)
    if match and not (match.group(2) and match.group(3)):
        return f"-{match.group(1)}{match.group(2)}{match.group(3)}"
    text = re.sub(r"^负\s*(?=\d)", "-", text)
    text = re.sub(r"^-\s+(?=[\d.])", "-", text)
    text = re.sub(r"^\+\s*(?=[\d.])", "", text)
    return re.sub(r"^(-?)\.(?=\d)", r"\g<1>0.", text)


def _spaces_closed(text: str) -> str:
    """Groups of three digits parted by spaces are one number; a space before a unit is none of it."""
    space = rf"[ {_SPACES}]"
    text = re.sub(rf"^([^\d]*)(\d{{1,3}}(?:{space}\d{{3}})+)(?!{space}?\d)", _closed, text)
    return re.sub(rf"(?<=[\d\u4e00-\u9fff%]){space}+(?=[\u4e00-\u9fff%‰])|(?<=[\u4e00-\u9fff]){space}+(?=\d)", "", text)


def _closed(match: re.Match[str]) -> str:
    return match.group(1) + re.sub(r"\s", "", match.group(2))


def _scientific(text: str) -> str:
    match = re.fullmatch(r"([-+]?\d+(?:\.\d+)?[eE][-+]?\d{1,3})(\D*)", text)
    if match is None:
        return text
    try:
        value = Decimal(match.group(1))
    except InvalidOperation:
        return text
    if abs(value.adjusted()) > 30:
        raise UnclearNumber("it is too large or too small for a fact; write it with a unit such as 万亿元")
    return f"{value:f}{match.group(2)}"
