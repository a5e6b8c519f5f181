"""Owns which packages are let in: nothing that reaches outside the file, and no trap. In: members; out: Problems, clean members.

A link to a template elsewhere is taken out, as Word would ask for it over the network; a picture or object that lies
elsewhere is refused, because nobody can say what it will be. Links for the reader to click stay.
"""

import re

from reportgen.errors import Problem, TemplateError
from reportgen.findings import Finding, Place
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships, rels_name

_CLICKED = ("/hyperlink",)
_TAKEN_OUT = ("/attachedTemplate",)
_MEDIA = ("/video", "/audio", "/media")  # films are linked by an address, and play only when the reader starts them
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
            problems += _external(name, clean, label, findings)
    if problems:
        raise TemplateError(problems)
    return clean, findings


def _has_doctype(member: Member) -> bool:
    head = member.content[:65536]
    return b"<!" in head and _DOCTYPE.search(head) is not None


def _external(name: str, members: dict[str, Member], label: str, findings: list[Finding]) -> list[Problem]:
    part = name.replace("_rels/", "", 1).removesuffix(".rels") if "/_rels/" in name else ""
    relationships = Relationships.of(part, members)
    if rels_name(part) != name:
        return []
    problems = []
    kept = []
    for item in relationships.items:
        if not item.external or item.type.endswith((*_CLICKED, *_MEDIA)):
            kept.append(item)
        elif item.type.endswith(_TAKEN_OUT):
            what = f"the link to the template {item.target} was taken out"
            findings.append(Finding("S03", "warning", Place(label), what, "attach the template again if it is needed"))
        else:
            kind = item.type.rpartition("/")[2]
            what = f"{part} takes a {kind} from outside the file: {item.target}"
            problems.append(Problem(label, None, None, what, "embed it, or remove it", "external"))
    if len(kept) < len(relationships.items) and not problems:
        relationships.items = kept
        rels = relationships.member()
        members[rels.name] = rels
        members[part] = Member.of(part, _TEMPLATE_ELEMENT.sub(b"", members[part].content))
    return problems
