"""The parts of notes and lists after a document is filled: copies for each round, filled texts, nothing left over."""

import re
from collections.abc import Mapping

from lxml import etree

from reportgen.ooxml.formats import is_strict, main_part, parse_part, to_strict
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import ContentTypes, Relationship, Relationships, related_part
from reportgen.template.render.renumber import Identities
from reportgen.template.render.stream_part import stream_part, word_places
from reportgen.template.tags.grammar import W
from reportgen.template.tags.references import KEPT_RELATION, NOTES
from reportgen.template.values.objects import ShownFact

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_EMPTY = {
    "footnote": '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>',
    "comment": "",
}
_EMPTY["endnote"] = _EMPTY["footnote"].replace("footnote", "endnote")
_RELATION = re.compile(r'(\br:\w+=")([^"]*)"')
_PARAGRAPH_ID = re.compile(r' w14:(?:paraId|textId)="[^"]*"')
_ROOT = re.compile(r"<w:\w+([^>]*?)/?>")
_LEVELS = 9


class NoteParts:
    """Finishes the notes and lists of one document; `shown` are the facts of the body, by the numbers of their points."""

    def __init__(
        self, members: dict[str, Member], types: ContentTypes, identities: Identities, arrows: Relationships
    ) -> None:
        self.members, self.types, self.identities = members, types, identities
        self.main = main_part(members)
        self.arrows = arrows  # of the part that refers to the notes

    def finish(self, shown: list[tuple[str, str]]) -> list[ShownFact]:
        """Write the notes and lists; return the facts that stand in notes."""
        found: list[ShownFact] = []
        for kind in NOTES:
            filled = self.identities.notes.get(kind, [])
            copies = [(old, new) for one, old, new in self.identities.copies if one == kind]
            gone = {value for one, value in self.identities.gone if one == kind}
            if filled or copies or gone:
                found += self._write(kind, filled, copies, gone, shown)
        if self.identities.lists:
            self._write_lists()
        return found

    def _write(
        self, kind: str, filled: list[str], copies: list[tuple[str, str]], gone: set[str], shown: list[tuple[str, str]]
    ) -> list[ShownFact]:
        made = (
            f"word/{NOTES[kind]}.xml",
            f"{_TYPE}{NOTES[kind]}+xml",
            f'<w:{NOTES[kind]} xmlns:w="{W}">{_EMPTY[kind]}</w:{NOTES[kind]}>',
        )
        part, _ = related_part(NOTES[kind], made, self.arrows, self.members, self.types)
        content = self.members[part].content if part in self.members else made[2].encode()
        root = parse_part(content)
        by_id = {note.get(f"{{{W}}}id", ""): note for note in root}
        lifted = {_id_of(xml): xml for xml in filled}
        notes = list(lifted.values())
        for old, new in copies:
            if new not in lifted and old in by_id:
                notes.append(_copied(etree.tostring(by_id[old], encoding="unicode", with_tail=False), new))
        for value in gone & by_id.keys():
            root.remove(by_id[value])
        relations = Relationships.of(part, self.members)
        notes = [self._own_relations(note, relations) for note in notes]
        xml = self._joined(root, notes)
        xml = to_strict(xml) if is_strict(content) else xml
        self.members[part], points = stream_part(part, [xml], shown)
        if relations.items:
            rels = relations.member()
            self.members[rels.name] = rels
        places = word_places(self.members[part].content, [position for _, position in points])
        return [ShownFact(*shown[n], part, place) for (n, _), place in zip(points, places, strict=True)]

    def _joined(self, root: etree._Element, notes: list[str]) -> str:
        """The part with notes behind its own; they may use the prefixes of the text that they were lifted from."""
        document = parse_part(self.members[self.main].content)
        spaces = {**{k: v for k, v in document.nsmap.items() if k}, **{k: v for k, v in root.nsmap.items() if k}}
        ignorable = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
        attributes = {**({ignorable: document.get(ignorable, "")} if document.get(ignorable) else {}), **root.attrib}
        whole = etree.Element(root.tag, attributes, nsmap=spaces)
        for note in list(root):
            whole.append(note)
        whole.append(etree.Comment("notes"))
        xml = etree.tostring(whole, encoding="unicode")
        return xml.replace("<!--notes-->", "".join(notes))

    def _own_relations(self, note: str, relations: Relationships) -> str:
        by_id = {item.id: item for item in self.arrows.items}

        def own(match: re.Match[str]) -> str:
            key = match.group(2)
            item: Relationship | None = by_id.get(key)
            if key.startswith(KEPT_RELATION):
                key = key.removeprefix(KEPT_RELATION)
            elif item is not None:
                key = relations.add(item.type.rpartition("/")[2], item.target, external=item.external)
            return f'{match.group(1)}{key}"'

        return _RELATION.sub(own, note) if "r:" in note else note

    def _write_lists(self) -> None:
        part = self.arrows.target("numbering")
        if part not in self.members or part is None:
            return
        content = self.members[part].content
        root = parse_part(content)
        by_id = {number.get(f"{{{W}}}numId"): number for number in root.findall(f"{{{W}}}num")}
        for old, new in self.identities.lists:
            if old in by_id:
                last = root.findall(f"{{{W}}}num")[-1]
                last.addnext(_restarted(by_id[old], new, root))
        xml = etree.tostring(root, encoding="unicode")
        self.members[part] = Member.of(part, (to_strict(xml) if is_strict(content) else xml).encode())


def _id_of(note: str) -> str:
    match = re.search(r'w:id="([^"]*)"', note)
    return match.group(1) if match else ""


def _copied(note: str, identity: str) -> str:
    whole = re.sub(r'(w:id=")[^"]*', lambda match: match.group(1) + identity, note, count=1)
    return _PARAGRAPH_ID.sub("", whole)


def _restarted(number: etree._Element, identity: str, root: etree._Element) -> etree._Element:
    """A list like another one that begins anew at each level, where its definition says."""
    made = etree.Element(number.tag, {f"{{{W}}}numId": identity})
    abstract = number.find(f"{{{W}}}abstractNumId")
    key = "" if abstract is None else abstract.get(f"{{{W}}}val", "")
    etree.SubElement(made, f"{{{W}}}abstractNumId", {f"{{{W}}}val": key})
    starts = _starts(key, root)
    for level in range(_LEVELS):
        own = etree.SubElement(made, f"{{{W}}}lvlOverride", {f"{{{W}}}ilvl": str(level)})
        etree.SubElement(own, f"{{{W}}}startOverride", {f"{{{W}}}val": starts.get(str(level), "1")})
    return made


def _starts(key: str, root: etree._Element) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for abstract in root.findall(f"{{{W}}}abstractNum"):
        if abstract.get(f"{{{W}}}abstractNumId") == key:
            for level in abstract.findall(f"{{{W}}}lvl"):
                start = level.find(f"{{{W}}}start")
                if start is not None:
                    found[level.get(f"{{{W}}}ilvl", "0")] = start.get(f"{{{W}}}val", "1")
    return found
