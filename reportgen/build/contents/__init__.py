"""Contents fields of filled Word files: which headings they list, how their entries are written, and the pages they name."""

from reportgen.template import Document
from reportgen.template.program.notices import CONTENTS_NEW


def with_contents(document: Document) -> Document:
    """Return a filled Word file whose contents list its headings and name their pages, and whose references name theirs."""
    main = next((member for member in document.members if member.name.startswith("word/document")), None)
    if main is None or not (
        b"PAGEREF" in main.content or any(item.rule == CONTENTS_NEW.id for item in document.findings)
    ):
        return document
    from reportgen.build.contents.refresh import refreshed  # few files have contents

    return refreshed(document)
