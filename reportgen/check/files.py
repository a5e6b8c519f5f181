"""Checking a whole file: its package, then every rule that fits it. In: name and bytes; out: findings in reading order."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from reportgen.check.profiles import Limits, judged
from reportgen.check.shared.package import check_package
from reportgen.check.slides import deck as decks
from reportgen.check.slides.deck import DECK_CHECKS, check_deck
from reportgen.check.word import report as documents
from reportgen.check.word.report import REPORT_CHECKS, check_document
from reportgen.documents.reading.file_reader import refuse_other_files
from reportgen.documents.slides import read_deck
from reportgen.documents.typeset.pages import laid_out
from reportgen.errors import InputError, Problem
from reportgen.findings import Finding, rules_of
from reportgen.ooxml.parsed_package import Opened

_RULES = {rule.id: rule for rule in rules_of(*DECK_CHECKS, *REPORT_CHECKS)}
DAMAGE = (etree.XMLSyntaxError, ValueError, LookupError, AttributeError, ArithmeticError)


def check_file(name: str, content: bytes | Opened, profile: str | None = None) -> list[Finding]:
    """Return what all rules say of a .docx or .pptx; without a profile the one that fits the file."""
    members = Opened.of(content, name)
    refuse_other_files(name, members)
    try:
        findings = _all(name, members, profile)
    except DAMAGE as error:
        raise damaged(name, error) from error
    return sorted(dict.fromkeys(findings), key=lambda finding: (finding.page, finding.rule))


def damaged(name: str, error: Exception) -> InputError:
    """Return the error that says that a file cannot be read to its end."""
    hint = "open it in Office, repair it and save it again"
    return InputError([Problem(name, None, None, f"is damaged: {error}", hint)])


def _all(name: str, members: Opened, profile: str | None) -> list[Finding]:
    findings = check_package(name, members)
    if "ppt/presentation.xml" in members:
        deck = read_deck(members)
        limits = Limits(profile or decks.fitting_profile(deck))
        findings += _judged(check_deck(name, members, deck, limits), limits)
    elif "word/document.xml" in members:
        document = laid_out(members)
        limits = Limits(profile or documents.fitting_profile(document))
        findings += _judged(check_document(name, members, document, limits), limits)
    return findings


def _judged(findings: Iterable[Finding], limits: Limits) -> Iterator[Finding]:
    for finding in findings:
        found = judged(finding, _RULES[finding.rule], limits.profile)
        if found is not None:
            yield found


def is_office_name(name: str) -> bool:
    """Say whether a file can be checked, by its name."""
    return re.search(r"\.(docx|pptx)$", name, re.I) is not None
