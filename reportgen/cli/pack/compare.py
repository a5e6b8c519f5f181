"""`reportgen compare`."""

import argparse
from pathlib import Path

from reportgen.cli.printing import FINE, numbered, print_findings, print_json, print_table
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.edition.compare.comparison import Comparison, compare
from reportgen.edition.compare.note import change_note
from reportgen.edition.history import recall
from reportgen.edition.refresh.file_snapshot import file_snapshot
from reportgen.edition.snapshot import Snapshot
from reportgen.files import save_file, save_files


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "before",
        type=Path,
        help="the earlier edition (its folder, or output/PACK/EDITION@BUILD), or a .docx or .pptx",
    )
    parser.add_argument("after", type=Path, help="the later edition or file")
    parser.add_argument(
        "-o", "--output", type=Path,
        help="write a Word note with tracked changes; with --visual, the folder of pictures (default: compare/ beside the later)",
    )  # fmt: skip
    parser.add_argument(
        "--visual",
        action="store_true",
        help="compare how pages look: editions, .docx, .pptx or .pdf (needs LibreOffice)",
    )
    parser.add_argument("--full", action="store_true", help="the note holds every passage, not only those that changed")
    add_overwrite_options(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print which facts moved and which passages changed; write the note when asked."""
    if arguments.visual:
        return _looks(arguments)
    found = compare(_said(arguments.before), _said(arguments.after))
    if arguments.output is not None:
        note = change_note(found, full=arguments.full)
        inputs = (arguments.before, arguments.after)
        save_file(arguments.output, note, inputs=inputs, on_change=on_change(arguments))
    if arguments.json:
        print_json(**as_data(found))
        return FINE
    rows = [
        (m.id, m.label, _text(m.before), _text(m.after), m.by or m.how, m.source, f"{len(m.places)}")
        for m in found.moved
    ]
    print_table(("fact", "label", "before", "after", "by", "source", "places"), rows)
    for edit in found.changed():
        line = edit.new or edit.old
        assert line is not None
        print(f"{line.file}, {line.place}")
        print(f"  - {edit.old.text if edit.old else '(nothing)'}\n  + {edit.new.text if edit.new else '(nothing)'}")
    print(f"{numbered(len(found.moved), 'fact')} and {numbered(len(found.changed()), 'passage')} changed")
    return FINE


def _said(path: Path) -> Snapshot:
    """What an edition says, or a file of one, also an edited one."""
    return file_snapshot(path) if path.is_file() and path.suffix.lower() in (".docx", ".pptx") else recall(path)


def _looks(arguments: argparse.Namespace) -> int:
    """Print the changed pages, with pixels and frame, and write a picture of each."""
    from reportgen.render.visual import finding_of
    from reportgen.render.visual_comparison import compare_looks, pictures_of

    count, changes = compare_looks(arguments.before, arguments.after)
    folder = arguments.output or (arguments.after if arguments.after.is_dir() else arguments.after.parent) / "compare"
    pictures = pictures_of(changes)
    inputs = [path for path in (arguments.before, arguments.after) if path.is_file()]
    folder = save_files(folder, pictures, inputs=inputs, on_change=on_change(arguments))
    written = [folder / name for name in pictures]
    if arguments.json:
        data = [
            {"file": item.file, "before": item.before, "after": item.after, "pixels": item.pixels, "share": round(item.share, 6),
             "box": list(item.box), "picture": str(path)}
            for item, path in zip(changes, written, strict=True)
        ]  # fmt: skip
        print_json(files=count, pages=data)
        return FINE
    rows = [
        (item.file, _number(item.before), _number(item.after), f"{item.pixels}", f"{item.share:.2%}", _frame(item.box), str(path))
        for item, path in zip(changes, written, strict=True)
    ]  # fmt: skip
    print_table(("file", "page", "now", "pixels", "share", "frame in pt", "picture"), rows)
    print_findings(found for item in changes if (found := finding_of(item)))
    print(f"{numbered(count, 'file')} compared, {numbered(len(changes), 'page')} changed")
    return FINE


def _number(page: int | None) -> str:
    return "-" if page is None else str(page)


def _frame(box: tuple[float, float, float, float]) -> str:
    return f"{box[0]:.0f},{box[1]:.0f} - {box[2]:.0f},{box[3]:.0f}"


def as_data(found: Comparison) -> dict[str, object]:
    """Return a comparison as plain data."""
    return {
        "before": found.before,
        "after": found.after,
        "moved": [
            {
                "fact": item.id, "label": item.label, "how": item.how, "by": item.by,
                "before": vars(item.before) if item.before else None, "after": vars(item.after) if item.after else None,
                "places": [str(place) for place in item.places],
            }
            for item in found.moved
        ],
        "passages": [
            {"old": edit.old.as_data() if edit.old else None, "new": edit.new.as_data() if edit.new else None}
            for edit in found.changed()
        ],
    }  # fmt: skip


def _text(state: object) -> str:
    return getattr(state, "text", "(none)")
