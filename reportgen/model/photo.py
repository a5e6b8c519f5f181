"""Owns photos: a caption that the source gives, and a file if somebody supplied one."""

from reportgen.model.base import Noun


class Photo(Noun):
    """A photo; `time_sensitive` is the phrase of its caption that ages."""

    id: str
    caption: str
    section: str | None = None
    file: str | None = None
    time_sensitive: str | None = None
    line: int | None = None
