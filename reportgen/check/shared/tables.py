"""The rule on tables (D03), in reports and on slides."""

from reportgen.findings import Rule

TABLE_READABLE = Rule("D03", "error", "tables have a head row and no merged cells")
