"""`reportgen facts check`: conflicts, relations, stale and unused facts of a pack, without building it."""

from datetime import date
from pathlib import Path

from reportgen.check.facts import check_facts
from reportgen.check.facts.unused import unused_facts
from reportgen.check.pack import check_sources
from reportgen.check.shared.freshness import check_freshness
from reportgen.cli.printing import exit_code, numbered, print_findings, print_json
from reportgen.errors import PackError, Problem
from reportgen.findings import Finding, Place, Rule
from reportgen.load.grouping import grouped
from reportgen.load.pack_folder import read_pack
from reportgen.load.used import used_facts
from reportgen.model import Pack

LOADS = Rule("pack", "error", "the files of the pack can be read")


def check_pack_facts(folder: Path, *, strict: bool, json: bool) -> int:
    """Print what is wrong with the facts of a pack and return the exit code: 1 for an error, if strict for a warning too."""
    pack, problems = read_pack(folder)
    if pack is None:
        raise PackError(grouped(problems))
    mistakes = [LOADS.at(Place(_location(one)), one.what, one.hint) for one in grouped(problems)]
    findings = [*mistakes, *_findings(pack, folder)]
    if json:
        print_json(
            pack=pack.id, facts=len(pack.own_facts()), relations=len(pack.relations),
            findings=[{**vars(one), "place": str(one.place)} for one in findings],
        )  # fmt: skip
    else:
        print_findings(findings)
        print(_summary(pack, findings))
    return exit_code(findings, strict=strict)


def _location(problem: Problem) -> str:
    return ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part is not None)


def _findings(pack: Pack, folder: Path) -> list[Finding]:
    """Errors first, then warnings, then notes."""
    used = used_facts(pack, folder)
    found = [
        *check_facts(pack), *check_sources(pack), *check_freshness(pack, set(pack.own_facts()), date.today()),
        *unused_facts(pack, used),
    ]  # fmt: skip
    return sorted(found, key=lambda one: ("error", "warning", "info").index(one.level))


def _summary(pack: Pack, findings: list[Finding]) -> str:
    counts = {level: sum(1 for one in findings if one.level == level) for level in ("error", "warning", "info")}
    names = {"error": "error", "warning": "warning", "info": "note"}
    said = [f"{count} {names[level]}{'s' if count > 1 else ''}" for level, count in counts.items() if count]
    return f"{pack.id}: {numbered(len(pack.own_facts()), 'fact')}, {numbered(len(pack.relations), 'relation')}; {', '.join(said) or 'no findings'}"
