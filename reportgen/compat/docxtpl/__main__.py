"""docxtpl's command line: python -m reportgen.compat.docxtpl [-o] [-q] TEMPLATE.docx DATA.json OUTPUT.docx."""

import argparse
import json
import sys
from pathlib import Path

from reportgen.compat.docxtpl.template import DocxTemplate
from reportgen.errors import ReportgenError


def main() -> int:
    """Fill a template from a JSON file; return 0, or 1 after a word of what is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m reportgen.compat.docxtpl", description="fill a .docx template from JSON"
    )
    parser.add_argument("template_path", type=Path, metavar="TEMPLATE", help="the .docx with tags")
    parser.add_argument("json_path", type=Path, metavar="JSON", help="the data")
    parser.add_argument("output_filename", type=Path, metavar="OUTPUT", help="the .docx to write")
    parser.add_argument("-o", "--overwrite", action="store_true", help="write over an existing file without asking")
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing when all is well")
    given = parser.parse_args()
    try:
        _fill(given.template_path, given.json_path, given.output_filename, overwrite=given.overwrite)
    except (ReportgenError, OSError, ValueError, RecursionError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    if not given.quiet:
        print(f"Document successfully generated and saved at {given.output_filename}")
    return 0


def _fill(template: Path, data: Path, output: Path, *, overwrite: bool) -> None:
    if output.exists() and not overwrite and input(f"{output} exists; overwrite it? (y/n) ").lower() != "y":
        raise FileExistsError(f"{output} exists; choose another name or give --overwrite")
    document = DocxTemplate(template)
    document.render(json.loads(data.read_text("utf-8-sig")))
    document.save(output)


if __name__ == "__main__":
    sys.exit(main())
