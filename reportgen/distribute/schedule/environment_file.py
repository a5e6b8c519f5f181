"""Environment files: lines of NAME=value, as systemd's EnvironmentFile has them, for schedulers that read none themselves."""

import re
from pathlib import Path

from reportgen.errors import InputError, Problem

_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")


def read_environment(path: Path) -> dict[str, str]:
    """Return the variables in a file; an InputError names each line that is none. No shell reads it, nothing is expanded."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
        problem = Problem(str(path), None, None, f"the environment file cannot be read: {why}")
        raise InputError([problem]) from error
    found: dict[str, str] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text[0] in "#;":
            continue
        match = _LINE.fullmatch(text)
        if match is None:
            problems.append(Problem(str(path), number, None, "is not a line NAME=value", "comments begin with #"))
            continue
        found[match.group(1)] = _value(match.group(2))
    if problems:
        raise InputError(problems)
    return found


def _value(text: str) -> str:
    """A value without the quotes around it; a backslash in double quotes takes the next character as it is."""
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1]
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r'\\(["\\$`])', r"\1", text[1:-1])
    return text
