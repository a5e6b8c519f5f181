"""What is said of a template or a filled file: the rules of its findings."""

from reportgen.findings import Rule

MACROS_KEPT = Rule("E01", "warning", "a filled file keeps the macros of its template")
SIGNED = Rule("E02", "warning", "a filled file is signed where its template was")
ATTACHED = Rule("E03", "warning", "a filled file has no link to an attached template")
NAMES_KNOWN = Rule("E04", "error", "the data has each name that the template asks for")
TAGS_READ = Rule("E05", "warning", "tags stand where they are read")
CONTENTS_NEW = Rule("E06", "info", "the contents list the headings of the filled file")
CONTENTS_FILLED = Rule("E07", "warning", "the contents find headings or captions to list")
NOTICES = {
    rule.id: rule for rule in (MACROS_KEPT, SIGNED, ATTACHED, NAMES_KNOWN, TAGS_READ, CONTENTS_NEW, CONTENTS_FILLED)
}
