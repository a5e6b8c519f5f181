"""Owns the zip container of an Office file. In: a path or bytes; out: members, and bytes that are the same for the same members.

Members that nobody touched are copied as they lie in the source, still compressed: most of a template is such members.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from reportgen.errors import Problem, TemplateError

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_EPOCH_DATE = 33  # 1980-01-01, the first day that zip knows: the same input gives the same bytes
_UTF8_FLAG = 0x800
_MAX_MEMBER_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class Member:
    """One file of the package, compressed."""

    name: str
    data: bytes
    method: int
    crc: int
    size: int

    @classmethod
    def of(cls, name: str, content: bytes, *, level: int = 6) -> "Member":
        """Return the member that holds content; pictures that are compressed already are stored."""
        crc = zlib.crc32(content)
        if name.endswith((".png", ".jpg", ".jpeg", ".xlsx")):
            return cls(name, content, zipfile.ZIP_STORED, crc, len(content))
        data = _packed_picture(content, level) if name.endswith(".svg") else _packed(content, level)
        return cls(name, data, zipfile.ZIP_DEFLATED, crc, len(content))

    @cached_property
    def content(self) -> bytes:
        """The inflated bytes."""
        if self.method == zipfile.ZIP_STORED:
            return self.data
        return zlib.decompress(self.data, -15, self.size)


def _packed(content: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


@lru_cache(maxsize=64)
def _packed_picture(content: bytes, level: int) -> bytes:
    """The same figures go into many documents, and packing them takes longer than all else."""
    return _packed(content, level)


def read_file(path: Path, name: str) -> bytes:
    """Return the bytes of a file; a TemplateError if it can not be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise TemplateError([Problem(name, None, None, what, "check the path and your rights")]) from error


def read_package(source: Path | bytes, name: str) -> dict[str, Member]:
    """Return the members of an Office file by name, in their order; a TemplateError if it is none."""
    blob = source if isinstance(source, bytes) else read_file(source, name)
    try:
        members = _members(blob)
    except (zipfile.BadZipFile, struct.error, zlib.error, ValueError) as error:
        raise _not_office(name, str(error)) from error
    if "[Content_Types].xml" not in members:
        raise _not_office(name, "no [Content_Types].xml inside")
    return members


def write_package(members: Iterable[Member]) -> bytes:
    """Return the bytes of a zip file with these members, without dates or anything else that changes from run to run."""
    out = io.BytesIO()
    directory: list[bytes] = []
    for member in members:
        directory.append(_central_record(member, out.tell()))
        name = member.name.encode()
        sizes = (member.crc, len(member.data), member.size)
        head = _LOCAL.pack(b"PK\3\4", 20, _UTF8_FLAG, member.method, 0, _EPOCH_DATE, *sizes, len(name), 0)
        out.write(head + name + member.data)
    start = out.tell()
    out.write(b"".join(directory))
    length = out.tell() - start
    out.write(_END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), length, start, 0))
    return out.getvalue()


def _central_record(member: Member, offset: int) -> bytes:
    name = member.name.encode()
    sizes = (member.crc, len(member.data), member.size)
    numbers = (len(name), 0, 0, 0, 0, 0, offset)
    head = _CENTRAL.pack(b"PK\1\2", 20, 20, _UTF8_FLAG, member.method, 0, _EPOCH_DATE, *sizes, *numbers)
    return head + name


def _members(blob: bytes) -> dict[str, Member]:
    members: dict[str, Member] = {}
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.file_size > _MAX_MEMBER_BYTES or info.flag_bits & 1:
                raise ValueError(f"{info.filename} is too large or encrypted")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ValueError(f"{info.filename} is compressed in an unknown way")
            members[info.filename] = _member(blob, info)
    return members


def _member(blob: bytes, info: zipfile.ZipInfo) -> Member:
    fields = _LOCAL.unpack_from(blob, info.header_offset)
    start = info.header_offset + _LOCAL.size + fields[9] + fields[10]
    data = blob[start : start + info.compress_size]
    return Member(info.filename, data, info.compress_type, info.CRC, info.file_size)


def _not_office(name: str, why: str) -> TemplateError:
    hint = "save it from Word as .docx or from PowerPoint as .pptx"
    return TemplateError([Problem(name, None, None, f"is not an Office file: {why}", hint)])
