"""Photos: a caption that the source gives, and a file if somebody supplied one."""

from reportgen.model.base import Noun


class Photo(Noun):
    """A photo; `name` is the one word for it in a listing, `time_sensitive` the phrase of its caption that ages."""

    id: str
    caption: str
    name: str = ""
    section: str | None = None
    file: str | None = None
    time_sensitive: str | None = None
    line: int | None = None
