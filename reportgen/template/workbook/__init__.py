"""Workbooks as templates: tags in cells, rows that repeat, and everything that refers to a moved cell following it."""
