"""The zip container of an Office file. In: a path or bytes; out: members, and bytes that are the same for the same members.

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
from reportgen.limits import LimitError, limit, passed
from reportgen.ooxml.deflate import crc32, deflate, inflate, packer

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5HI")  # without the last field, where the member begins
_OFFSET = struct.Struct("<I")
_END = struct.Struct("<4s4H2IH")
_EPOCH_DATE = 33  # 1980-01-01, the first day that zip knows: the same input gives the same bytes
_UTF8_FLAG = 0x800
_MAX_MEMBERS = 20_000
# XML shrinks to a twentieth; what shrinks to less is made to burst. A blank picture may pack 1000 to 1, and nobody unpacks it.
_MAX_RATIO, _RATIO_FROM = 200, 10 * 1024 * 1024


class DamagedPart(TemplateError, ValueError):
    """A part of an Office file cannot be unpacked."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__([Problem(name, None, None, f"is damaged: {why}", "take another copy of the file")])
        self.arguments = name, why

    def __reduce__(self) -> tuple[type["DamagedPart"], tuple[str, str]]:  # type: ignore[override]
        return type(self), self.arguments


@dataclass(frozen=True)
class Member:
    """One file of the package, compressed."""

    name: str
    data: bytes
    method: int
    crc: int
    size: int

    @classmethod
    def of(cls, name: str, content: bytes) -> "Member":
        """Return the member that holds content; pictures that are compressed already are stored."""
        crc = crc32(content)
        if name.endswith((".png", ".jpg", ".jpeg", ".xlsx")):
            return cls(name, content, zipfile.ZIP_STORED, crc, len(content))
        data = _packed_picture(content) if name.endswith(".svg") else deflate(content)
        return cls(name, data, zipfile.ZIP_DEFLATED, crc, len(content))

    def packed(self) -> tuple[bytes, int, int, int]:
        """Return data, method, checksum and size: a copy under another name needs no packing."""
        return self.data, self.method, self.crc, self.size

    @cached_property
    def heads(self) -> tuple[bytes, bytes, bytes]:
        """What stands before the data, and in the list of members before and after its offset."""
        name = self.name.encode()
        sizes = (self.crc, len(self.data), self.size)
        head = _LOCAL.pack(b"PK\3\4", 20, _UTF8_FLAG, self.method, 0, _EPOCH_DATE, *sizes, len(name), 0)
        numbers = (len(name), 0, 0, 0, 0, 0)
        entry = _CENTRAL.pack(b"PK\1\2", 20, 20, _UTF8_FLAG, self.method, 0, _EPOCH_DATE, *sizes, *numbers)
        return head + name, entry, name

    @cached_property
    def content(self) -> bytes:
        """The inflated bytes."""
        if self.method == zipfile.ZIP_STORED:
            return self.data
        try:
            content = inflate(self.data, self.size + 1)
        except (zlib.error, EOFError) as error:
            raise DamagedPart(self.name, str(error)) from error
        if len(content) != self.size or crc32(content) != self.crc:
            raise DamagedPart(self.name, "its size or checksum is not what the file says")
        return content


class Packing:
    """A member that is packed piece by piece, so that it never stands in memory as a whole."""

    def __init__(self) -> None:
        self._packer = packer()
        self._data: list[bytes] = []
        self._crc = 0
        self.size = 0

    def add(self, content: bytes) -> None:
        """Pack a piece."""
        self._crc = crc32(content, self._crc)
        self.size += len(content)
        self._data.append(self._packer.compress(content))

    def member(self, name: str) -> Member:
        """Return the whole."""
        data = b"".join((*self._data, self._packer.flush()))
        return Member(name, data, zipfile.ZIP_DEFLATED, self._crc, self.size)


@lru_cache(maxsize=64)
def _packed_picture(content: bytes) -> bytes:
    """The same figures go into many documents, and packing them takes longer than all else."""
    return deflate(content)


def read_file(path: Path, name: str) -> bytes:
    """Return the bytes of a file; a TemplateError if it cannot be read."""
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
    except LimitError as error:
        raise TemplateError([Problem(name, None, None, str(error), error.hint, "limit")]) from error
    except (zipfile.BadZipFile, struct.error, zlib.error, ValueError) as error:
        raise _not_office(name, str(error)) from error
    if "[Content_Types].xml" not in members:
        raise _not_office(name, "no [Content_Types].xml inside")
    return members


def write_package(members: Iterable[Member]) -> bytes:
    """Return the bytes of a zip file with these members, without dates or anything else that changes from run to run."""
    out: list[bytes] = []
    directory: list[bytes] = []
    position = count = 0
    for member in members:
        head, entry, name = member.heads
        out += (head, member.data)
        directory += (entry, _OFFSET.pack(position), name)
        position += len(head) + len(member.data)
        count += 1
    length = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, count, count, length, position, 0)
    return b"".join((*out, *directory, end))


def _members(blob: bytes) -> dict[str, Member]:
    members: dict[str, Member] = {}
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        entries = [info for info in archive.infolist() if not info.is_dir()]
        _check_size(entries)
        for info in entries:
            _check_entry(info, members)
            members[info.filename] = _member(blob, info)
    return members


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    total = sum(info.file_size for info in entries)
    if len(entries) > _MAX_MEMBERS:
        raise ValueError(f"{len(entries):,} members are more than any document has")
    if total > limit("package_mb") * 1_000_000:
        raise passed("package_mb", "the file", -(-total // 1_000_000))


def _check_entry(info: zipfile.ZipInfo, members: dict[str, Member]) -> None:
    name = info.filename
    if name in members:
        raise ValueError(f"{name} is in it twice")
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
        raise ValueError(f"{name} is a path out of the file")
    if info.flag_bits & 1:
        raise ValueError(f"{name} is encrypted; take the password off")
    if (
        name.endswith((".xml", ".rels"))
        and info.file_size > _RATIO_FROM
        and info.file_size > _MAX_RATIO * max(info.compress_size, 1)
    ):
        raise ValueError(f"{name} is made to burst: {info.compress_size:,} bytes become {info.file_size:,}")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(f"{name} is compressed in an unknown way")


def _member(blob: bytes, info: zipfile.ZipInfo) -> Member:
    fields = _LOCAL.unpack_from(blob, info.header_offset)
    start = info.header_offset + _LOCAL.size + fields[9] + fields[10]
    data = blob[start : start + info.compress_size]
    if len(data) != info.compress_size:
        raise ValueError(f"{info.filename} ends before its end")
    return Member(info.filename, data, info.compress_type, info.CRC, info.file_size)


def _not_office(name: str, why: str) -> TemplateError:
    hint = "save it from Word as .docx or from PowerPoint as .pptx"
    return TemplateError([Problem(name, None, None, f"is not an Office file: {why}", hint, "package")])
