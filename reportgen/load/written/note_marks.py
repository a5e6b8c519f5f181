"""Note marks at numbers: 9①, 41², 8.5*, 12^[1], 3（注1）. A mark is taken off, so that it is never read as a digit.

Superscript runs of a spreadsheet come as superscript characters, or as ^[…] where there are none.
"""

import re

_CIRCLED = "①-⑳㉑-㉟㊱-㊿⑴-⒇⒈-⒛⓪-⓿❶-❿➀-➓⓵-⓾㈠-㈩㊀-㊉ⓐ-ⓩⒶ-Ⓩ⒜-⒵"
_RAISED = "¹²³⁰⁴-⁹ᵃᵇᶜᵈᵉ⁺⁻⁽⁾"
_STARS = "*＊※†‡§★☆▲△●○◆◇#＃"
_BRACKETED = r"\^?\[\s*(?:注\s*)?[\w*]{1,3}\s*\]|\^?［\s*(?:注\s*)?\w{1,3}\s*］|〔\s*(?:注\s*)?\w{1,3}\s*〕|【\s*(?:注\s*)?\w{1,3}\s*】"
_NOTED = r"[（(〈<]\s*注\s*[\w一二三四五六七八九十]{0,2}\s*[）)〉>]|注(?:\d{1,2}|[①-⑳])?$"
_MARK = rf"(?:[{_CIRCLED}]+|[{_RAISED}]+|[{_STARS}]+|{_BRACKETED}|{_NOTED}|\^\d{{1,2}}(?!\d)|\^\[[^\]]*\])"
_AFTER_NUMBER = re.compile(rf"(?<=[\d０-９%％‰\u4e00-\u9fff.．）)])\s*({_MARK})")
_BEFORE_NUMBER = re.compile(r"^\s*([*＊※†‡§★☆]+)\s*(?=[\d０-９])")
_POWER = re.compile(rf"(?<![\d０-９.．])(?:10|１０)(?:[{_RAISED}]+|\^)")
_SPLIT = re.compile(rf"[\d０-９]\s*{_MARK}\s*[.．,，]?[\d０-９]")
_SUPERSCRIPTS = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾", "0123456789+-()")


def without_marks(text: str) -> tuple[str, str]:
    """Return a text without the note marks at its numbers, and the marks; m², km² and powers of ten stay."""
    if _POWER.search(text) or _SPLIT.search(text):
        return text, ""  # 1②3 is not a number with a mark: the reader refuses it as it stands
    found: list[str] = []

    def taken(match: re.Match[str]) -> str:
        found.append(match.group(1).strip())
        return ""

    bare = _BEFORE_NUMBER.sub(taken, text)
    while (fewer := _AFTER_NUMBER.sub(taken, bare)) != bare:
        bare = fewer
    return bare, "".join(found)


def raised(text: str) -> str:
    """Return a superscript run as characters that tell it from digits: 1 gives ¹, a gives ^[a]."""
    stripped = text.strip()
    if not stripped or re.fullmatch(_MARK, stripped):
        return stripped
    lifted = stripped.translate(_SUPERSCRIPTS)
    return lifted if all(one in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾" for one in lifted) else f"^[{stripped}]"


def power_of_ten(text: str) -> str:
    """Return 1.2×10⁵ and 1.2×10^5 as 1.2E5; any other text as it is."""
    match = re.fullmatch(r"(.*?\d)\s*[×xX*·]\s*10\s*(?:\^\s*([-−+]?\d+)|([⁻⁺]?[⁰¹²³⁴-⁹]+))(\D*)", text)
    if match is None:
        return text
    exponent = (match.group(2) or match.group(3)).translate(_PLAIN).replace("−", "-")
    return f"{match.group(1)}E{exponent}{match.group(4)}"
