"""Replacing members of a finished document: pictures and embedded files by content, by name, or by alternative text."""

import zlib
from pathlib import Path
from typing import IO

from reportgen.errors import Problem, TemplateError
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships, parse_xml

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"


def checksum(source: str | Path | IO[bytes]) -> str:
    """Return by what a member of the same content is found."""
    return str(zlib.crc32(content_of(source)))


def content_of(source: str | Path | IO[bytes]) -> bytes:
    """Return the content of a file, or of a stream from its beginning."""
    if isinstance(source, str | Path):
        return Path(source).read_bytes()
    if source.seekable():
        source.seek(0)
    return source.read()


def _replace_media(members: dict[str, Member], key: str, content: bytes) -> None:
    for name, member in list(members.items()):
        if str(member.crc) == key and ("/media/" in name or "/embeddings/" in name):
            members[name] = Member.of(name, content)


def _replace_zipname(members: dict[str, Member], key: str, content: bytes) -> None:
    if key not in members:
        raise TemplateError([Problem(key, None, None, "is not in the document", "see the names in the file", "media")])
    members[key] = Member.of(key, content)


def _replace_pic(members: dict[str, Member], key: str, content: bytes) -> None:
    found = False
    for part in [name for name in members if name.startswith("word/") and name.endswith(".xml")]:
        targets = {item.id: item.target for item in Relationships.of(part, members).items}
        if not targets or b"blip" not in members[part].content:
            continue
        for named in parse_xml(members[part].content).iter(f"{_WP}docPr", f"{_PIC}cNvPr"):
            holder = next(named.iterancestors(f"{_WP}inline", f"{_WP}anchor", f"{_PIC}pic"), None)
            if holder is None or key not in (named.get("name"), named.get("descr"), named.get("title")):
                continue
            for blip in holder.iter(f"{_A}blip"):
                target = targets.get(blip.get(f"{_R}embed", ""))
                if target in members and target is not None:
                    members[target] = Member.of(target, content)
                    found = True
    if not found:
        what = f"no picture has the name, title or alternative text “{key}”"
        raise TemplateError([Problem("replace_pic", None, None, what, "see the alt text in Word", "media")])


REPLACE = {"media": _replace_media, "zip": _replace_zipname, "pic": _replace_pic}
