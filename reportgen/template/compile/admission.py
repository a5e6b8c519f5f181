"""Which packages are admitted: no trap, and nothing that Word would run from elsewhere.

A link to a template elsewhere is taken out, as Word would run its macros. Pictures, sounds, objects and data sources that lie
elsewhere stay as they are and are never followed; whoever wants none of them asks for strict links.
"""

import re

from reportgen.errors import Problem, TemplateError
from reportgen.findings import Finding, Place
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships, rels_name
from reportgen.template.program.notices import ATTACHED

_CLICKED = ("/hyperlink",)
_TAKEN_OUT = ("/attachedTemplate",)
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_TEMPLATE_ELEMENT = re.compile(rb"<(\w+:)?attachedTemplate\b[^>]*/>")


def admit(members: dict[str, Member], label: str) -> tuple[dict[str, Member], list[Finding]]:
    """Return the members without links to templates elsewhere; a TemplateError tells everything that is not let in."""
    problems: list[Problem] = []
    findings: list[Finding] = []
    clean = dict(members)
    for name, member in members.items():
        if name.endswith((".xml", ".rels")) and _has_doctype(member):
            what = f"{name} declares entities, which no Office file does"
            problems.append(Problem(label, None, None, what, "save the file again from Office", "package"))
        elif name.endswith(".rels") and b"External" in member.content:
            findings += _without_template(name, clean, label)
    if problems:
        raise TemplateError(problems)
    return clean, findings


def _has_doctype(member: Member) -> bool:
    head = member.content[:65536]
    return b"<!" in head and _DOCTYPE.search(head) is not None


def refuse_links(members: dict[str, Member], label: str) -> None:
    """Raise a TemplateError that names everything outside the file that opening it would fetch."""
    problems = []
    for name in [name for name in members if name.endswith(".rels")]:
        part = _part_of(name)
        for item in Relationships.of(part, members).items:
            if item.external and not item.type.endswith(_CLICKED):
                kind = item.type.rpartition("/")[2]
                what = f"{part} links to {kind} outside the file: {item.target}"
                problems.append(Problem(label, None, None, what, "embed it, or allow links", "external"))
    if problems:
        raise TemplateError(problems)


def _part_of(rels: str) -> str:
    return rels.replace("_rels/", "", 1).removesuffix(".rels") if "/_rels/" in rels else ""


def _without_template(name: str, members: dict[str, Member], label: str) -> list[Finding]:
    part = _part_of(name)
    relationships = Relationships.of(part, members)
    gone = [item for item in relationships.items if item.external and item.type.endswith(_TAKEN_OUT)]
    if rels_name(part) != name or not gone:
        return []
    relationships.items = [item for item in relationships.items if item not in gone]
    rels = relationships.member()
    members[rels.name] = rels
    members[part] = Member.of(part, _TEMPLATE_ELEMENT.sub(b"", members[part].content))
    hint = "attach the template again if it is needed"
    return [ATTACHED.at(Place(label), f"the link to the template {item.target} was taken out", hint) for item in gone]
