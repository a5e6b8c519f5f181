"""Owns recipients: a department or person, and its part of the pack."""

from typing import Literal

from reportgen.model.base import Noun


class Recipient(Noun):
    """One recipient: which sections, in what format, by which channel."""

    id: str
    name: str
    sections: tuple[str, ...] = ()
    format: Literal["docx", "pptx", "pdf"] = "docx"
    channel: str = "folder"
    address: str = ""
