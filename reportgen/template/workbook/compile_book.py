"""Compiling a workbook: the programs of its sheets, of their names, and of the parts beside them."""

from lxml import etree

from reportgen.errors import Problem
from reportgen.findings import Finding, Place
from reportgen.ooxml.formats import is_strict, main_part, parse_part
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships, rels_name
from reportgen.template.compile.jinja_source import with_code
from reportgen.template.compile.other_parts import compile_drawing, compile_part, compile_plain, has_tags
from reportgen.template.language.language import Language
from reportgen.template.program.book import BookTemplate, SheetTemplate
from reportgen.template.program.notices import TAGS_READ
from reportgen.template.program.program import Program
from reportgen.template.tags.lexer import decoded_address, has_tag, may_have_tag
from reportgen.template.workbook.book_parts import (
    CELL_TAG,
    Sheet,
    format_kinds,
    part_of_kind,
    shared_strings,
    sheets_of,
)
from reportgen.template.workbook.cell_texts import (
    bring_strings,
    number_cells,
    string_has_tag,
    write_out_shared_formulas,
)
from reportgen.template.workbook.sheet_source import SheetCompiler, compile_names

_DRAWN = ("wsDr", "chartSpace", "userShapes")
_PLAIN = {"comments": "comments", "ThreadedComments": "comments", "table": "table"}


def compile_book(
    members: dict[str, Member], label: str, problems: list[Problem], language: Language
) -> tuple[BookTemplate, dict[str, Program], list[Finding]]:
    """Return the sheets with tags, the programs of other parts, and a finding for each part whose tags are left as they are."""
    sheets = sheets_of(members)
    strings, kinds = shared_strings(members), format_kinds(members)
    tagged = frozenset(n for n, string in enumerate(strings) if string_has_tag(string))
    compiled: dict[str, SheetTemplate] = {}
    for sheet in sheets:
        _refuse_addresses(sheet, members, label, problems)
        content = members[sheet.part].content
        root = parse_part(content)
        if not may_have_tag(content) and not _uses(root, tagged):
            continue
        number_cells(root)
        bring_strings(root, strings)
        if not _has_tag(root):
            continue
        write_out_shared_formulas(root)
        compiler = SheetCompiler(sheet.part, f"{label}, sheet “{sheet.name}”", kinds, problems)
        compiled[sheet.part] = compiler.compile(root, sheet.name, content)
    done = {*compiled, *(sheet.part for sheet in sheets)}
    programs, findings = _others(members, done, label, problems)
    names = [sheet.name for sheet in sheets]
    written = compile_names(main_part(members), label, names, problems) if any(map(has_tag, names)) else None
    if problems:
        return BookTemplate(compiled), programs, findings
    for part, sheet_template in compiled.items():
        compiled[part] = _coded(sheet_template, problems, language)
    programs = {part: with_code(program, problems, language) for part, program in programs.items()}
    return BookTemplate(compiled, written and with_code(written, problems, language)), programs, findings


def _coded(sheet: SheetTemplate, problems: list[Problem], language: Language) -> SheetTemplate:
    program = with_code(sheet.program, problems, language)
    return SheetTemplate(sheet.part, sheet.name, program, sheet.rows, sheet.blocks, sheet.prefix, sheet.strict)


def _uses(root: etree._Element, strings: frozenset[int]) -> bool:
    """Whether a cell shows one of the shared strings that have a tag."""
    wanted = {str(number) for number in strings}
    return bool(wanted) and any(
        cell.get("t") == "s" and any((value.text or "").strip() in wanted for value in cell)
        for cell in root.iter(CELL_TAG)
    )


def _has_tag(root: etree._Element) -> bool:
    for element in root.iter(etree.Element):
        if element.tag == CELL_TAG and string_has_tag(element):
            return True
        values = [value for value in element.attrib.values() if isinstance(value, str)]
        if any(has_tag(decoded_address(value)) for value in (*values, element.text or "")):
            return True
    return False


def _refuse_addresses(sheet: Sheet, members: dict[str, Member], label: str, problems: list[Problem]) -> None:
    """A link of Excel has one address for good; a value can be a link of its own."""
    if rels_name(sheet.part) not in members:
        return
    for item in Relationships.of(sheet.part, members).items:
        address = decoded_address(item.target)
        if item.external and has_tag(address):
            what = f"the address of a link has a tag: {address}"
            hint = 'give a link as value ({"$link": "…"}), or write =HYPERLINK("{{ … }}")'
            problems.append(Problem(f"{label}, sheet “{sheet.name}”", None, None, what, hint, "place"))


def _others(
    members: dict[str, Member], done: set[str], label: str, problems: list[Problem]
) -> tuple[dict[str, Program], list[Finding]]:
    programs: dict[str, Program] = {}
    findings: list[Finding] = []
    ours = {*done, "[Content_Types].xml", main_part(members), part_of_kind(members, "sharedStrings")}
    for part in [name for name in members if name.endswith(".xml") and name not in ours]:
        if not may_have_tag(members[part].content):
            continue
        root = parse_part(members[part].content)
        if not has_tags(root):
            continue
        program = _program_of(part, root, label, members, problems)
        if program is not None:
            programs[part] = program.in_dialect(strict=is_strict(members[part].content))
        elif not part.startswith("xl/pivotCache/"):  # Excel reads its source anew
            what = "tags here are not read: Excel shows nothing of this part as text"
            findings.append(TAGS_READ.at(Place(label, part), what, "take them out, or write the values"))
    return programs, findings


def _program_of(
    part: str, root: etree._Element, label: str, members: dict[str, Member], problems: list[Problem]
) -> Program | None:
    name, short = etree.QName(root).localname, part.rpartition("/")[2]
    if name in _DRAWN:
        kind = "chart" if name == "chartSpace" else "text of a drawing"
        return compile_drawing(part, root, f"{label}, {kind} ({short})", problems)
    if name in _PLAIN:
        return compile_plain(part, root, f"{label}, {_PLAIN[name]} ({short})", problems)
    return compile_part(part, root, label, members, problems)
