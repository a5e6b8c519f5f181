"""An .xlsx or .xlsm workbook: its sheets by name, its named ranges, its number formats and shared texts. Sheets are read when asked for."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from reportgen.load.sources.xlsx_sheet import CellStyles, Worksheet, forget, read_worksheet, rich_text
from reportgen.load.written.number_format import BUILT_IN
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.relationships import DAMAGE

_WORKBOOK = "xl/workbook.xml"


class DamagedWorkbook(ValueError):
    """A file that is not a workbook, or a damaged one."""


@dataclass
class Workbook:
    """The sheets of a workbook: title to part, and which of them are hidden; named ranges by name."""

    members: Opened
    part: str
    sheets: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    from_1904: bool = False

    def first(self) -> str:
        """Return the title of the first sheet that a reader sees."""
        return next((title for title in self.sheets if title not in self.hidden), next(iter(self.sheets)))

    def sheet(self, title: str) -> Worksheet:
        """Return the cells of a sheet; a DamagedWorkbook where they cannot be read."""
        try:
            return read_worksheet(self.members[self.sheets[title]].content, title, self._styles)
        except DAMAGE as error:
            raise DamagedWorkbook(f"the sheet {title} is damaged ({type(error).__name__})") from error

    @cached_property
    def _styles(self) -> CellStyles:
        relationships = self.members.arrows(self.part)
        styles, texts = relationships.target("styles") or "", relationships.target("sharedStrings") or ""
        return CellStyles(
            _formats(self.members.tree(styles)) if styles in self.members else [],
            _texts(self.members[texts].content) if texts in self.members else [],
            self.from_1904,
        )


def open_workbook(path: Path | bytes, name: str) -> Workbook:
    """Return a workbook; a DamagedWorkbook for what is none."""
    from reportgen.errors import InputError
    from reportgen.ooxml.package import read_package

    try:
        members = Opened(read_package(path, name))
        root = next((r.target for r in members.arrows("").items if r.type.endswith("/officeDocument")), _WORKBOOK)
        book = Workbook(members, root)
        _fill(book, members.tree(root))
    except InputError as error:
        raise DamagedWorkbook(error.problems[0].what) from error
    except DAMAGE as error:
        raise DamagedWorkbook(f"it is damaged ({type(error).__name__})") from error
    if not book.sheets:
        raise DamagedWorkbook("it has no worksheet")
    return book


def _fill(book: Workbook, root: Any) -> None:
    targets = {item.id: item for item in book.members.arrows(book.part).items}
    for element in root.iter("{*}sheet", "{*}definedName", "{*}workbookPr"):
        name = element.tag.rpartition("}")[2]
        if name == "sheet":
            identity = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            target = targets.get(identity)
            if target is not None and target.type.endswith("/worksheet"):
                book.sheets[element.get("name", "")] = target.target
                if element.get("state", "visible") != "visible":
                    book.hidden.add(element.get("name", ""))
        elif name == "definedName":
            if not element.get("name", "").startswith("_xlnm."):
                book.names[element.get("name", "")] = element.text or ""
        else:
            book.from_1904 = element.get("date1904") in ("1", "true")


def _formats(root: Any) -> list[str]:
    own = {int(item.get("numFmtId", "0")): item.get("formatCode", "General") for item in root.iter("{*}numFmt")}
    cells = next(root.iter("{*}cellXfs"), ())
    numbers = [int(item.get("numFmtId", "0")) for item in cells if item.tag.endswith("}xf")]
    return [own.get(number) or BUILT_IN.get(number, "General") for number in numbers]


def _texts(content: bytes) -> list[str]:
    import io

    from lxml import etree

    found = []
    events = etree.iterparse(io.BytesIO(content), tag="{*}si", no_network=True, huge_tree=True, resolve_entities=False)
    for _, element in events:
        found.append(rich_text(element))
        forget(element)
    return found
