"""`--json` and `--quiet` of every command: one shape of JSON for all, or silence but for errors.

The JSON is one object: `schema` (its number), `program`, `command`, `exit`, `errors`, `messages` (what a person would read on the
error stream), `findings`, and what the command found: its own keys where it has some, `result` for other JSON, `lines` for text.
"""

import argparse
import contextlib
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportgen.cli import printing
from reportgen.installed import program_version

SCHEMA = 1
_OWN = "own_json"


@dataclass
class Answer:
    """What a command ended with: its exit code, and why it failed."""

    code: int = 0
    errors: list[str] = field(default_factory=list)


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """Add --json and --quiet to a command and its actions, where it has none of its own."""
    for one in (parser, *_actions(parser)):
        if any(isinstance(action, argparse._SubParsersAction) for action in one._actions):
            continue  # a command of actions: they have the options
        known = {option for action in one._actions for option in action.option_strings}
        one.set_defaults(**{_OWN: "--json" in known})
        if "--json" not in known:
            one.add_argument("--json", action="store_true", help="print the result as JSON")
        if "--quiet" not in known:
            one.add_argument("--quiet", action="store_true", help="print nothing but errors")


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield one
                yield from _actions(one)


@contextlib.contextmanager
def presented(arguments: argparse.Namespace, command: str) -> Iterator[Answer]:
    """Run a command in a block; print what it says as its user asked for. A service that stays prints as it goes."""
    answer = Answer()
    stays = command == "schedule" and getattr(arguments, "action", "") == "run"
    if getattr(arguments, "json", False) and not stays:
        out, messages = io.StringIO(), io.StringIO()
        found: list[dict[str, Any]] = []
        with printing.mode("json", found), contextlib.redirect_stdout(out), contextlib.redirect_stderr(messages):
            yield answer
        own = bool(getattr(arguments, _OWN, False))
        content = _content(answer, command, out.getvalue(), messages.getvalue(), found, own=own)
        print(json.dumps(content, ensure_ascii=False, indent=2))
    elif getattr(arguments, "quiet", False):
        with printing.mode("quiet", []), contextlib.redirect_stdout(io.StringIO()):
            yield answer
    else:
        yield answer


def _content(
    answer: Answer, command: str, printed: str, messages: str, found: list[dict[str, Any]], *, own: bool
) -> dict[str, Any]:
    result: dict[str, Any] = {"lines": printed.splitlines()}
    with contextlib.suppress(ValueError):
        data = json.loads(printed)
        result = data if own and isinstance(data, dict) else {"result": data}
    head = {"schema": SCHEMA, "program": program_version(), "command": command, "exit": answer.code}
    return {**head, "errors": answer.errors, "messages": messages.splitlines(), "findings": found, **result}


def fail(line: str) -> None:
    """Print why a command failed, if the error stream is there."""
    with contextlib.suppress(OSError, ValueError):  # a closed or full error stream
        print(line, file=sys.stderr, flush=True)
