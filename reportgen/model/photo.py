"""Photos: a caption that the source gives, and a file if somebody supplied one."""

from typing import Literal

from reportgen.model.base import ModelBase

Focus = Literal[
    "center", "left", "right", "top", "bottom", "top left", "top right", "bottom left", "bottom right"
]  # fmt: skip


class Photo(ModelBase):
    """A photo; `name` is the one word for it in a listing, `time_sensitive` the phrase of its caption that ages.

    `focus` is where its subject is: that side stays where the photo is cropped.
    """

    id: str
    caption: str
    name: str = ""
    section: str | None = None
    file: str | None = None
    time_sensitive: str | None = None
    line: int | None = None
    focus: Focus = "center"

    def focal_point(self) -> tuple[float, float]:
        """Return where the subject is, in shares of the width and height from the upper left."""
        across = 0.0 if "left" in self.focus else 1.0 if "right" in self.focus else 0.5
        down = 0.0 if "top" in self.focus else 1.0 if "bottom" in self.focus else 0.5
        return across, down
