"""Saving a filled file under another ending: its main type, macros that may not come along, signatures that broke.

In: members and an ending; out: members, and what was left out in words.
"""

from pathlib import PurePath

from reportgen.errors import Problem, TemplateError
from reportgen.findings import Finding, Place
from reportgen.ooxml.formats import MAIN_TYPES, Kind, kind_of, main_part
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import ContentTypes, Relationships, rels_name
from reportgen.template.program.notices import MACROS_KEPT, SIGNED

_MACRO_RELATIONS = ("vbaProject", "wordVbaData", "keyMapCustomizations")
_SIGNATURES = "_xmlsignatures/"


def without_signatures(members: dict[str, Member], label: str) -> list[Finding]:
    """Take digital signatures out: they sign what was there before it was filled."""
    signed = [name for name in members if name.startswith(_SIGNATURES)]
    if not signed:
        return []
    types = ContentTypes(members["[Content_Types].xml"].content)
    for name in signed:
        types.drop(name)
        del members[name]
    _drop_relations("", ("digital-signature/origin",), members)
    members["[Content_Types].xml"] = types.member()
    what = "the digital signature was taken out: the filled file is not the one that was signed"
    return [SIGNED.at(Place(label), what, "sign the filled file")]


def converted(members: dict[str, Member], name: str, target: str) -> tuple[dict[str, Member], list[Finding]]:
    """Return the members as a file with the ending of target; a TemplateError for an ending that does not fit."""
    ending = PurePath(target).suffix.lower().lstrip(".")
    have = kind_of(members, name)
    if ending not in MAIN_TYPES or MAIN_TYPES[ending][0] != MAIN_TYPES[have.ending][0]:
        fitting = ", ".join(f".{key}" for key, (part, _) in MAIN_TYPES.items() if part == MAIN_TYPES[have.ending][0])
        what = f"a filled {have.ending} cannot be saved as “{PurePath(target).name}”"
        raise TemplateError([Problem(name, None, None, what, f"use one of {fitting}", "format")])
    if ending == have.ending:
        return members, []
    members = dict(members)
    findings = _without_macros(members, name) if have.macros and not Kind(ending).macros else []
    part, kind = main_part(members), MAIN_TYPES[ending][1]
    types = ContentTypes(members["[Content_Types].xml"].content)
    types.drop(part)
    types.override(part, kind)
    members["[Content_Types].xml"] = types.member()
    return members, findings


def _without_macros(members: dict[str, Member], name: str) -> list[Finding]:
    part = main_part(members)
    dropped = _drop_relations(part, _MACRO_RELATIONS, members)
    if not dropped:
        return []
    types = ContentTypes(members["[Content_Types].xml"].content)
    for gone in [gone for target in dropped for gone in _reached(target, members)]:
        types.drop(gone)
        members.pop(gone, None)
        members.pop(rels_name(gone), None)
    members["[Content_Types].xml"] = types.member()
    what = "the macros were left out: a file of this ending may hold none"
    return [MACROS_KEPT.at(Place(name), what, "save it under an ending with m (.docm, .pptm) to keep them")]


def _reached(part: str, members: dict[str, Member]) -> list[str]:
    return [part, *(item.target for item in Relationships.of(part, members).items if not item.external)]


def _drop_relations(part: str, kinds: tuple[str, ...], members: dict[str, Member]) -> list[str]:
    relationships = Relationships.of(part, members)
    gone = [item for item in relationships.items if item.type.endswith(kinds)]
    if gone:
        relationships.items = [item for item in relationships.items if item not in gone]
        rels = relationships.member()
        members[rels.name] = rels
    return [item.target for item in gone]
