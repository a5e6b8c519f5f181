"""The text of a file in the encodings that offices save in: UTF-8 and UTF-16 with or without a byte order mark, GB 18030."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def decoded(content: bytes) -> str | None:
    """Return the text of a file, None where it is in none of these encodings."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    for name in [marked] if marked else _guesses(content):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    return None


def _guesses(content: bytes) -> list[str]:
    """Without a mark, a zero byte in every second place is UTF-16; else UTF-8 is tried before GB 18030."""
    even, odd = content[:400:2].count(0), content[1:400:2].count(0)
    if even or odd:
        return ["utf-16-le" if odd > even else "utf-16-be"]
    return ["utf-8", "gb18030"]
