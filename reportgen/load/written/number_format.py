"""What a spreadsheet shows of a stored number: by its number format, with the decimals, unit and sign that a reader sees.

In: a Decimal and a format code such as 0.0% or #,##0.00"万元"; out: the number, or a text with its unit. The sign is always that of
the stored number, for a format may show a negative one in red without a minus.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-", 42: "#,##0;-#,##0;-",
    43: "#,##0.00;-#,##0.00;-", 44: "#,##0.00;-#,##0.00;-", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
    49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[([^\]]*)\]|(E[+-])|(.)', re.S)
_SIGNS = "()（）+-−"  # shown for the sign, which is that of the stored number
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")


class HiddenByFormat(ValueError):
    """A number whose format shows nothing of it."""


@dataclass(frozen=True)
class _Section:
    """One section of a format: words around the number, its whole and decimal places, what it is scaled by."""

    before: str
    after: str
    whole: tuple[str, ...]  # placeholders and the words between them
    least: int
    most: int
    scale: int  # powers of ten: 2 for %, -3 for each comma at the end
    exact: bool  # scientific, fraction, General: the stored number itself
    condition: tuple[str, Decimal] | None


def is_date(code: str) -> bool:
    """Whether a format shows a date or time."""
    bare = re.sub(r'"[^"]*"|[\\!].|_.|\*.|\[(?!h|m|s)[^\]]*\]|General|E[+-]', "", code.partition(";")[0], flags=re.I)
    return re.search(r"[ymdhs]|上午|[ge](?![0#])", bare, re.I) is not None and not re.search(
        r"[0#?]\s*(?:$|[,.%])", bare
    )


def date_fields(code: str) -> str:
    """Return which of y, m, d a date format shows."""
    bare = re.sub(r'"[^"]*"|[\\!].|_.|\*.|\[[^\]]*\]', "", code.partition(";")[0]).lower()
    bare = re.sub(r"h+[^a-z]*m+|m+[^a-z]*s+", "h", bare)
    return "".join(field for field in "ymd" if field in bare or (field == "y" and "e" in bare))


def shown_number(value: Decimal, code: str, *, exact: bool = False) -> Decimal | str:
    """Return the number that a format shows, or a text where words or a unit stand with it; HiddenByFormat for none.

    With `exact` no digit of the stored number is lost: the format only gives unit, scale and zeros at the end.
    """
    section = _chosen(value, code)
    if section.exact:
        return _worded(format(value, "f"), section)
    if not section.whole and not section.most:
        if value == 0:
            return value  # an accounting format shows a dash for nothing
        raise HiddenByFormat(code)
    scaled = abs(value).scaleb(section.scale)
    places = max(section.most, -int(scaled.as_tuple().exponent)) if exact else section.most
    seen = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits = f"{seen:f}"
    if places > section.least and "." in digits:
        head, _, tail = digits.partition(".")
        tail = tail[: section.least] + tail[section.least :].rstrip("0")
        digits = head + ("." + tail if tail else "")
    if any(part not in "0#?" for part in section.whole):
        digits = _interleaved(digits, section.whole)
    return _worded(("-" if value < 0 and seen != 0 else "") + digits, section)


def _worded(digits: str, section: _Section) -> Decimal | str:
    if not (section.before or section.after):
        return Decimal(digits)
    return f"{section.before}{digits}{section.after}"


def _interleaved(digits: str, whole: tuple[str, ...]) -> str:
    """Digits set among the words between their places, from the right: 12 in 0!.0 is 1.2."""
    head, point, tail = digits.partition(".")
    out: list[str] = []
    for part in reversed(whole):
        if part in "0#?":
            out.append(head[-1:] or ("0" if part == "0" else ""))
            head = head[:-1]
        else:
            out.append(part)
    return head + "".join(reversed(out)) + point + tail


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    return tuple(_section(part) for part in parts[:4])


def _chosen(value: Decimal, code: str) -> _Section:
    sections = _sections(code)
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(value, section.condition):
                return section
        return sections[-1]
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _holds(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit, "=": value == limit,
        "<>": value != limit,
    }[sign]  # fmt: skip


def _section(text: str) -> _Section:
    before, after = "", ""
    whole: list[str] = []
    least = most = percents = 0
    commas, point, exact, condition = 0, False, "General" in text or "@" in text, None
    for match in _TOKEN.finditer(text.replace("@", "General").replace("General", "#")):
        quoted, escaped, bracket, scientific, one = match.groups()
        if scientific or one == "/":
            exact = True
        elif bracket is not None:
            found = _CONDITION.fullmatch(bracket)
            condition = (found.group(1), Decimal(found.group(2))) if found else condition
            one = bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
            before, after = _with_words(before, after, one, bool(whole or most))
        elif one is not None and one in "0#?":
            if point:
                most, least = most + 1, most + 1 if one == "0" else least
            else:
                if after:  # words between places
                    whole += list(after)
                    after = ""
                whole.append(one)
            commas = 0
        elif one == ".":
            point = True
        elif one == ",":
            commas += 1
        else:
            word = quoted if quoted is not None else escaped if escaped is not None else one or ""
            percents += 1 if one == "%" else 0
            before, after = _with_words(before, after, word, bool(whole or most))
    scale = 2 * percents - 3 * commas
    words = (_bare(before), _bare(after))
    return _Section(*words, tuple(whole), least, most, scale, exact, condition)


def _with_words(before: str, after: str, word: str, behind: bool) -> tuple[str, str]:
    return (before, after + word) if behind else (before + word, after)


def _bare(words: str) -> str:
    return "".join(one for one in words if one not in _SIGNS).strip()
