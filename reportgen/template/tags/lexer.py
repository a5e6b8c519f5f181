"""Tags in the text of a paragraph, however Office has cut it into runs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

# A quoted string inside a tag may hold a closing mark; a tag never spans a paragraph; what is raw is one piece.
_INSIDE = r"""(?:'[^']*'|"[^"]*"|'[^'’]*’|"[^"”]*”|[^'"])*?"""
_TAG = re.compile(
    r"\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}"
    rf"|\{{\{{{_INSIDE}\}}\}}|\{{%{_INSIDE}%\}}|\{{#.*?#\}}|\{{_[{{%]|[}}%]_\}}",
    re.DOTALL,
)
# Braces as a Chinese input method writes them, alone or beside plain ones.
_WIDE = re.compile(r"[{｛][{｛][^{}｛｝]*?[}｝][}｝]|[{｛][%％][^{}｛｝]*?[%％][}｝]|[{｛][#＃][^{}｛｝]*?[#＃][}｝]")
_NARROW = str.maketrans("｛｝％＃", "{}%#")
# How a tag may begin in the bytes of a part: whole, cut behind its first brace, wide, or in an address.
_MAY_BEGIN = re.compile(rb"\{[{%#_<&]|\{[^\x00-\x7f]|\xef\xbd\x9b|%7[Bb]%(?:7[Bb]|25)")
_WIDE_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16: looked at in any case
# A tag inside an address, as Word writes it.
_IN_ADDRESS = re.compile(r"%7B(?:%7B|%25).*?(?:%7D|%25)%7D", re.DOTALL | re.IGNORECASE)
_RAW = re.compile(r"^\{%[-+]?\s*raw\s*[-+]?%\}(.*)\{%[-+]?\s*endraw\s*[-+]?%\}$", re.DOTALL)
_HEAD = re.compile(r"^\{[{%#]([-+]?)(p|tr|tc|r|slide)?([-+]?)(?=\s)|^\{[{%#]([-+]?)")
_BRACES = ("{_{", "{_%", "}_}", "%_}")  # as docxtpl writes braces that are no tag
_OPENING = re.compile(r"\{[{%#]")
_QUOTED = re.compile(r"""'[^']*'|"[^"]*"|“([^“”"]*)["”]|‘([^‘’']*)['’]|"([^"”]*)”|'([^'’]*)’|.""", re.DOTALL)
# What autocorrection and Chinese input put in the place of the characters of the language.
_CORRECTED = str.maketrans(
    {
        "“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u3000": " ", "\u2009": " ", "\u202f": " ",
        "，": ",", "（": "(", "）": ")", "：": ":", "；": ";", "！": "!", "＝": "=", "＞": ">", "＜": "<", "【": "[",
        "】": "]", "［": "[", "］": "]", "＋": "+", "－": "-", "＊": "*", "／": "/", "％": "%", "．": ".", "＿": "_",
        "｜": "|", "–": "-", "—": "-", "−": "-", "≥": ">=", "≤": "<=", "≠": "!=", "\u200b": "", "\ufeff": "",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Tag:
    """One tag: `kind` is output, block, comment or raw; `prefix` p, tr, tc, r, slide or nothing; `code` what it says.

    `left` and `right` ask to swallow the white space, and the end of the paragraph, on that side.
    """

    kind: str
    prefix: str
    code: str
    written: str
    left: bool = False
    right: bool = False


def narrowed(text: str) -> str:
    """Return text of the same length in which tags have plain braces; other full-width braces stay."""
    if "｛" not in text and "｝" not in text:
        return text
    return _WIDE.sub(_narrow, text)


def _narrow(match: re.Match[str]) -> str:
    whole = match.group()
    return whole[:2].translate(_NARROW) + whole[2:-2] + whole[-2:].translate(_NARROW)


def decoded_address(text: str) -> str:
    """Return an address in which tags stand as they were typed; the rest of it stays as it is."""
    return _IN_ADDRESS.sub(lambda match: unquote(match.group()), narrowed(text))


def read_tag(written: str) -> Tag:
    """Return the tag as written, with what autocorrection put in it straightened."""
    if written in _BRACES:
        return Tag("raw", "", written.replace("_", ""), written)
    raw = _RAW.match(written)
    if raw:
        return Tag("raw", "", raw.group(1), written)
    kind = {"{": "output", "%": "block", "#": "comment"}[written[1]]
    inner = written[2:-2]
    head = _HEAD.match(written[:-2])
    left = right = False
    letters = ""
    if head:
        letters = head.group(2) or ""
        left = "-" in (head.group(1) or head.group(3) or head.group(4) or "")
        inner = written[head.end() : -2]
    if inner.endswith(("-", "+")) and kind != "comment":
        right = inner.endswith("-")
        inner = inner[:-1]
    return Tag(kind, letters, straighten(inner).strip(), written, left, right)


def straighten(code: str) -> str:
    """Return code with the characters of the language; what stands in quotes keeps its own."""
    return _QUOTED.sub(_straight, code)


def _straight(match: re.Match[str]) -> str:
    whole = match.group()
    if len(whole) > 1:
        inner = next((group for group in match.groups() if group is not None), None)
        if inner is None:
            return whole
        mark = "'" if '"' in inner else '"'
        return f"{mark}{inner}{mark}"
    return whole.translate(_CORRECTED)


def may_have_tag(content: bytes) -> bool:
    """Return whether a part may hold a tag at all: a brace alone, such as that of an identity, is none."""
    return content[:2] in _WIDE_ENCODINGS or _MAY_BEGIN.search(content) is not None


def has_tag(text: str) -> bool:
    """Return whether there is a tag in text."""
    return ("{" in text or "_}" in text) and _TAG.search(text) is not None


def split_tags(text: str) -> list[str | Tag]:
    """Return text as plain strings and tags, in order."""
    found: list[str | Tag] = []
    end = 0
    for match in _TAG.finditer(text):
        if match.start() > end:
            found.append(text[end : match.start()])
        found.append(read_tag(match.group()))
        end = match.end()
    if end < len(text):
        found.append(text[end:])
    return found


def unclosed_tag(text: str) -> str:
    """Return the beginning of a tag that opens and never closes; nothing if all close."""
    if "{" not in text:
        return ""
    for piece in split_tags(text):
        match = _OPENING.search(piece) if isinstance(piece, str) else None
        if match and isinstance(piece, str):
            return piece[match.start() : match.start() + 40]
    return ""


def join_tags(texts: Sequence[str]) -> list[str]:
    """Return the texts with each tag whole, in the text where it opens: a tag has the look of its first character."""
    whole = "".join(texts)
    out = list(texts)
    if "{" not in whole:
        return out
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text))
    pieces = [""] * len(texts)
    owner = 0
    position = 0
    for match in [*_TAG.finditer(whole), None]:
        stop = match.start() if match else len(whole)
        while position < stop:
            while starts[owner + 1] <= position:
                owner += 1
            end = min(stop, starts[owner + 1])
            pieces[owner] += whole[position:end]
            position = end
        if match:
            while starts[owner + 1] <= position:
                owner += 1
            pieces[owner] += match.group()
            position = match.end()
    return pieces
