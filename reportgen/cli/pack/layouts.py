"""`reportgen layouts`."""

import argparse
import difflib
import json
from pathlib import Path

from reportgen.build.layouts.guide import LayoutGuide, layout_guides, purposes
from reportgen.cli.printing import FINE
from reportgen.errors import PackError, Problem
from reportgen.files import cache_folder, template_path
from reportgen.template import Template

_WIDE = 18


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="a layout, with its fields and a slide that works")
    parser.add_argument(
        "--template", type=Path, metavar="FILE", help="a deck template of your own (default: the shipped one)"
    )
    parser.add_argument("--theme", choices=("A", "B"), default="A", help="theme of the shipped template (default: A)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print what layouts take."""
    path = arguments.template or template_path("deck", arguments.theme, None, Path())
    cache = cache_folder()
    template = Template.open(path, cache=cache and cache / "templates")
    listed = purposes(template)
    names = list(listed)
    if not names:
        raise PackError([Problem(str(path), None, None, "has no slides", "give a deck template (.pptx)")])
    if arguments.name and arguments.name not in names:
        raise PackError(
            [Problem(str(path), None, None, f"unknown layout '{arguments.name}'", _near(arguments.name, names))]
        )
    if not arguments.name and not arguments.json:
        print("\n".join(f"{name:{_WIDE}}{purpose}".rstrip() for name, purpose in listed.items()))
        return FINE
    guides = layout_guides(template, (arguments.name,) if arguments.name else ())
    if arguments.json:
        print(json.dumps([guide.as_data() for guide in guides], ensure_ascii=False, indent=2))
    else:
        print(_page(guides[0]))
    return FINE


def _near(name: str, names: list[str]) -> str:
    close = difflib.get_close_matches(name, names, 1)
    return f"did you mean {close[0]}?" if close else "there are: " + ", ".join(names)


def _page(guide: LayoutGuide) -> str:
    """The fields of a layout, and its slide."""
    lines = [f"{guide.name}: {guide.purpose}".rstrip(": "), ""]
    for field in guide.fields:
        indent = "    " if "." in field.name else "  "
        lines.append(f"{indent}{field.name.rpartition('.')[2]:{_WIDE}}{field.in_words()}".rstrip())
    if guide.sample:
        lines += ["", "A slide of deck.yaml:", "", guide.sample.rstrip()]
    return "\n".join(lines)
