"""How findings are written for people and programs: lines, JSON, SARIF. In: findings; out: text."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from reportgen.findings import Finding

_SARIF = {"error": "error", "warning": "warning", "info": "note"}


_ALIKE, _SHOWN = 8, 3  # of more than eight alike, three are told


def as_text(findings: Sequence[Finding]) -> str:
    """Return a line for each finding and a last line that counts them; of many alike, the first few and how many there are."""
    alike = Counter(map(_likeness, findings))
    told: Counter[tuple[str, ...]] = Counter()
    lines = []
    for finding in findings:
        key = _likeness(finding)
        told[key] += 1
        if alike[key] <= _ALIKE or told[key] <= _SHOWN:
            lines.append(str(finding))
        elif told[key] == alike[key]:
            rest = alike[key] - _SHOWN
            lines.append(f"{finding.level} {finding.rule} {key[-1]}: {rest} more like these; --format json lists all")
    return "\n".join([*lines, summary(findings)]) + "\n"


def _likeness(finding: Finding) -> tuple[str, ...]:
    """What findings share that are mended alike, the file last."""
    return finding.rule, finding.level, finding.hint, finding.place.file


def summary(findings: Iterable[Finding]) -> str:
    """Return the counts in words."""
    counts = count(findings)
    return f"{counts['error']} errors, {counts['warning']} warnings, {counts['info']} notes"


def count(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings of each level."""
    counts = {"error": 0, "warning": 0, "info": 0}
    for finding in findings:
        counts[finding.level] += 1
    return counts


def as_json(findings: Sequence[Finding], files: Sequence[str]) -> str:
    """Return the findings as JSON, with the rules that they name."""
    from reportgen.check.rules import RULES  # the text needs none of the functions that it knows

    named = sorted({finding.rule for finding in findings} & RULES.keys())
    content = {
        "schema_version": 1,
        "files": list(files),
        "counts": count(findings),
        "rules": {rule: RULES[rule].sentence for rule in named},
        "findings": [finding.as_data() for finding in findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_sarif(findings: Sequence[Finding], version: str) -> str:
    """Return the findings as SARIF 2.1.0, which code hosts and editors read."""
    from reportgen.check.rules import RULES

    rules: list[dict[str, Any]] = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.sentence},
            "defaultConfiguration": {"level": _SARIF[rule.level]},
        }
        for rule in RULES.values()
    ]
    known = {rule["id"] for rule in rules}
    rules += [
        {"id": id_} for id_ in sorted({finding.rule for finding in findings} - known)
    ]  # of stages that have their own
    driver = {"name": "reportgen", "version": version, "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_result(finding) for finding in findings]}
    content = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding) -> dict[str, Any]:
    file, rest = finding.place.file, finding.place.inside
    text = finding.what + (f"; {finding.hint}" if finding.hint else "")
    location = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(file)}},
        "logicalLocations": [{"fullyQualifiedName": rest or file}],
        "properties": {key: value for key, value in finding.place.as_data().items() if key != "file"},
    }
    result: dict[str, Any] = {
        "ruleId": finding.rule, "level": _SARIF[finding.level], "message": {"text": text}, "locations": [location],
    }  # fmt: skip
    if finding.accepted:
        result["suppressions"] = [{"kind": "external", "justification": finding.accepted}]
    return result


def _uri(file: str) -> str:
    """The path as a reference that every reader of SARIF takes: slashes, and no letter outside ASCII."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
