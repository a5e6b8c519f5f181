"""The rules that functions of several rooms look for: sources (F08), tables (D03), numbers and their words (F01 to F04, F07, A03)."""

from reportgen.findings import Rule

SOURCE_NAMED = Rule(
    "F08", "error", "figures, tables and numbers name their source", exempt=("cover", "agenda", "closing"), lenient=True
)
TABLE_READABLE = Rule("D03", "error", "tables have a head row and no merged cells")
KNOWN = Rule("F01", "error", "each number is a fact of the pack")
VALUE_KEPT = Rule("F02", "error", "value and unit of a fact are the same wherever it is shown")
BOUND_KEPT = Rule("F03", "error", "a number keeps its bound")
SHOWN_ALIKE = Rule("F04", "error", "what was reached is not said to have grown, and both files agree")
DIRECTION = Rule("F07", "error", "what is planned is not said to be done, and words of direction fit their number")
WORDS_KEPT = Rule("A03", "error", "a number keeps the words that it was printed with, or those of its fact")
