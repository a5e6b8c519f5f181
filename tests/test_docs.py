"""What the READMEs and guides tell to type is there: commands, options, files."""

import argparse
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.cli.main import COMMANDS
from reportgen.cli.presenting import add_output_options

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
_CODE = re.compile(r"```sh\n(.*?)```|`([^`\n]+)`", re.DOTALL)


def told() -> Iterator[tuple[str, str]]:
    """Every command line of reportgen on every page."""
    for page in PAGES:
        for block, inline in _CODE.findall(page.read_text("utf-8")):
            for line in (block or inline).splitlines():
                for part in re.split(r"&&|;", line):
                    words = part.strip().removeprefix(".venv/bin/").removeprefix("uv run --no-sync ")
                    if words.startswith("reportgen ") and not words.startswith("reportgen[") and "…" not in words[:14]:
                        yield page.name, words


LINES = sorted(set(told()))


def test_the_pages_tell_commands() -> None:
    assert len(LINES) > 25


def help_of(command: str) -> str:
    """All that a command says of its options, those of its actions too."""
    parser = argparse.ArgumentParser()
    importlib.import_module(f"reportgen.cli.{COMMANDS[command][0]}.{command}").arguments(parser)
    add_output_options(parser)
    actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return parser.format_help() + "".join(each.format_help() for action in actions for each in action.choices.values())


@pytest.mark.parametrize(("page", "line"), LINES)
def test_a_command_that_is_told_exists_with_its_options(page: str, line: str) -> None:
    _, command, *words = line.split()
    assert command in COMMANDS
    known = help_of(command)
    for option in (word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)):
        assert re.search(rf"(?<![\w-]){re.escape(option)}\b", known), f"no option {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


def rows() -> Iterator[tuple[str, str, str]]:
    """Every option that a table of commands names, with its command."""
    for page in PAGES:
        for command, words in re.findall(
            r"^\| `reportgen (\w+)[^|]*(?:\\\|[^|]*)*\|(.*)\|$", page.read_text("utf-8"), re.MULTILINE
        ):
            for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", words):
                yield page.name, command, option


@pytest.mark.parametrize(("page", "command", "option"), sorted(set(rows())))
def test_an_option_that_a_table_names_exists(page: str, command: str, option: str) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(option)}\b", help_of(command)), f"{command} has no option {option}"
