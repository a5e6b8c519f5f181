"""The list of slides, the custom shows and the sections in the main part of a deck."""

from collections.abc import Mapping, Sequence

from lxml import etree

from reportgen.ooxml.formats import is_strict, main_part, parse_part, to_strict
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import xml_bytes
from reportgen.template.tags.grammar import P, R

_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTION_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def list_slides(
    members: dict[str, Member],
    entries: Sequence[tuple[str, str]],
    made: Mapping[str, Sequence[str]],
    shows: Mapping[str, Sequence[str]],
) -> None:
    """List the slides (relationship id, id); in the sections of the file, slides stand where the one stood they are made of.

    `made` gives for each id of the template the ids of the slides made of it, `shows` the same for relationship ids.
    """
    part = main_part(members)
    content = members[part].content
    root = parse_part(content)
    _write_list(root, entries)
    _write_shows(root, shows)
    for section in root.iter(f"{{{_P14}}}sectionLst"):
        for item in list(section.iter(f"{{{_P14}}}sldId")):
            parent = item.getparent()
            assert parent is not None
            for new in made.get(item.get("id", ""), ()):
                copy = etree.Element(f"{{{_P14}}}sldId")
                copy.set("id", new)
                item.addprevious(copy)
            parent.remove(item)
    members[part] = _member(part, root, content)


def list_storyboard(
    members: dict[str, Member], keys: Sequence[str], sections: Sequence[str], shows: Mapping[str, Sequence[str]]
) -> None:
    """List the slides of a storyboard, and the sections that it opens."""
    part = main_part(members)
    content = members[part].content
    root = parse_part(content)
    _write_list(root, [(key, str(256 + number)) for number, key in enumerate(keys)])
    _write_shows(root, shows)
    if any(sections):
        _write_sections(root, sections)
    members[part] = _member(part, root, content)


def _member(part: str, root: etree._Element, before: bytes) -> Member:
    content = xml_bytes(root)
    return Member.of(part, to_strict(content.decode()).encode() if is_strict(before) else content)


def _write_list(root: etree._Element, entries: Sequence[tuple[str, str]]) -> None:
    slide_list = root.find(f"{{{P}}}sldIdLst")
    if slide_list is None:
        slide_list = etree.Element(f"{{{P}}}sldIdLst")
        masters = [child for child in root if etree.QName(child).localname.endswith("MasterIdLst")]
        (masters[-1].addnext if masters else root.append)(slide_list)
    for item in list(slide_list):
        slide_list.remove(item)
    for key, number in entries:
        entry = etree.SubElement(slide_list, f"{{{P}}}sldId")
        entry.set("id", number)
        entry.set(f"{{{R}}}id", key)


def _write_shows(root: etree._Element, shows: Mapping[str, Sequence[str]]) -> None:
    """In custom shows stand the slides made of those that stood there; a show without slides goes."""
    for show in list(root.iter(f"{{{P}}}custShow")):
        for item in list(show.iter(f"{{{P}}}sld")):
            for key in shows.get(item.get(f"{{{R}}}id", ""), ()):
                copy = etree.Element(f"{{{P}}}sld")
                copy.set(f"{{{R}}}id", key)
                item.addprevious(copy)
            parent = item.getparent()
            assert parent is not None
            parent.remove(item)
        listing = show.getparent()
        if listing is not None and next(show.iter(f"{{{P}}}sld"), None) is None:
            listing.remove(show)
    for listing in [e for e in root.iter(f"{{{P}}}custShowLst") if len(e) == 0]:
        root.remove(listing)


def _write_sections(root: etree._Element, sections: Sequence[str]) -> None:
    extensions = root.find(f"{{{P}}}extLst")
    if extensions is None:
        extensions = etree.SubElement(root, f"{{{P}}}extLst")
    for old in list(extensions):
        if old.get("uri") == _SECTION_URI:
            extensions.remove(old)
    holder = etree.SubElement(extensions, f"{{{P}}}ext", uri=_SECTION_URI)
    listing = etree.SubElement(holder, f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})
    current: etree._Element | None = None
    name = ""
    for number, asked in enumerate(sections):
        if current is None or (asked and asked != name):
            name = asked or sections[0]
            section = etree.SubElement(listing, f"{{{_P14}}}section", name=name)
            section.set("id", f"{{00000000-0000-4000-8000-{number + 1:012d}}}")
            current = etree.SubElement(section, f"{{{_P14}}}sldIdLst")
        etree.SubElement(current, f"{{{_P14}}}sldId", id=str(256 + number))
