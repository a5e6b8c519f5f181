"""`reportgen cache`."""

import argparse

from reportgen.cli.cache_state import megabytes, state
from reportgen.cli.printing import FINE, numbered
from reportgen.files import cache_folder, clear_cache

_ACTIONS = {
    "show": "print place, size and age of the caches",
    "clear": "delete the caches; they are filled again when used",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    for name, help_text in _ACTIONS.items():
        actions.add_parser(name, help=help_text, description=help_text)


def run(arguments: argparse.Namespace) -> int:
    """Show or delete the caches."""
    folder = cache_folder()
    if folder is None:
        print("no cache: REPORTGEN_CACHE is off")
    elif arguments.action == "clear":
        count, size = clear_cache(folder)
        print(f"{folder}: {numbered(count, 'file')} deleted, {megabytes(size)}")
    else:
        print(f"{folder}: {state()}")
    return FINE
