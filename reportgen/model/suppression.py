"""Suppressions: what a pack accepts of what the checks say."""

from pydantic import Field

from reportgen.model.base import ModelBase


class Suppression(ModelBase):
    """A rule that is not asked at a place, and why; `*` in the place stands for anything."""

    rule: str
    place: str
    reason: str = Field(min_length=8)
