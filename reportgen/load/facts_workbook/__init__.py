"""The workbook in which clerks edit facts: export and import."""
