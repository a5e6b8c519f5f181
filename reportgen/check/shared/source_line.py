"""The rule on sources (F08): of slides, of figures and tables, and of what texts name as a source."""

from reportgen.findings import Rule

SOURCE_NAMED = Rule(
    "F08", "error", "figures, tables and numbers name their source", exempt=("cover", "agenda", "closing"), lenient=True
)
