"""Bounds of quantities, the words that say them, and on which side of the number each word stands."""

from typing import Literal, get_args

Bound = Literal[
    "exact", "lt", "le", "gt", "ge", "approx", "about_after", "approx_below", "approx_above", "more_after",
    "range", "fraction", "open_list",
]  # fmt: skip
BOUNDS: tuple[str, ...] = get_args(Bound)

# word: the bound that it says. `以上` includes the number itself, `超过` does not.
BEFORE = {
    "不足": "lt", "低于": "lt", "少于": "lt", "不到": "lt", "小于": "lt", "未满": "lt", "<": "lt", "＜": "lt",
    "超过": "gt", "超": "gt", "逾": "gt", "突破": "gt", "高于": "gt", "多于": "gt", "大于": "gt", ">": "gt", "＞": "gt",
    "近": "approx_below", "接近": "approx_below", "将近": "approx_below",
    "至少": "ge", "不少于": "ge", "不低于": "ge", "最少": "ge", "不小于": "ge", "≥": "ge",
    "至多": "le", "不超过": "le", "不高于": "le", "最多": "le", "不多于": "le", "不大于": "le", "≤": "le",
    "约": "approx", "大约": "approx", "约为": "approx", "大概": "approx", "≈": "approx",
}  # fmt: skip
AFTER = {
    "以上": "ge", "及以上": "ge", "以下": "le", "及以下": "le", "以内": "le", "之内": "le", "左右": "about_after",
    "上下": "about_after",
}  # fmt: skip
BETWEEN = {"余": "approx_above", "多": "more_after", "几": "more_after", "来": "approx"}

# The word that a bound takes where its source gives none, before and after the number.
_USUAL = {
    "lt": "不足", "le": "以下", "gt": "超过", "ge": "以上", "approx": "约", "about_after": "左右",
    "approx_below": "近", "approx_above": "余", "more_after": "多",
}  # fmt: skip
# Bounds that say the same of a value; they differ in the side on which their word stands.
_CLASSES = {"about_after": "approx", "more_after": "approx_above"}
_SIGN_WORDS = "<＜>＞≥≤≈"
_SIGNS = {"lt": "<", "le": "≤", "gt": ">", "ge": "≥", "approx": "约", "about_after": "约", "approx_below": "近"}


def bound_class(bound: str) -> str:
    """Return the bound by which a value is compared: 约 and 左右 are both `approx`, 余 and 多 both `approx_above`."""
    return _CLASSES.get(bound, bound)


def bound_of_word(word: str) -> str | None:
    """Return the bound that a word says, None for a word that says none."""
    return BEFORE.get(word) or AFTER.get(word) or BETWEEN.get(word)


def words_of(bound: str) -> tuple[str, ...]:
    """Return the words that can say a bound; signs are left out."""
    same = bound_class(bound)
    known = {**BEFORE, **AFTER, **BETWEEN}
    return tuple(word for word, said in known.items() if bound_class(said) == same and word not in _SIGN_WORDS)


def usual_word(bound: str) -> str:
    """Return the word of a bound whose source gives none: 不足, 以上; empty for an exact value."""
    return _USUAL.get(bound, "")


def sign(bound: str) -> str:
    """Return how a bound stands before a number that has no unit beside it: <, ≥, 约, 近."""
    return _SIGNS.get(bound, "")
