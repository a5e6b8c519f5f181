"""The options of all commands that write files: what to do with a file that somebody changed."""

import argparse

from reportgen.files import OnChange


def add_overwrite_options(parser: argparse.ArgumentParser) -> None:
    """Add --keep and --force, the ways out when an output was not written by reportgen or edited since."""
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--keep", dest="on_change", action="store_const", const="keep", default="stop",
        help="leave a file that somebody changed as it is and write the new version beside it, as NAME.new",
    )  # fmt: skip
    ways.add_argument(
        "--force", dest="on_change", action="store_const", const="force",
        help="replace a file that somebody changed and keep a copy of it, as NAME.手改-YYYYMMDD-HHMM",
    )  # fmt: skip


def on_change(arguments: argparse.Namespace) -> OnChange:
    """Return what to do with a file that somebody changed."""
    chosen: OnChange = arguments.on_change
    return chosen
