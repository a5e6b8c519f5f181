"""Levels: what a stretch of a document is made of, from text in a paragraph to whole cells."""

# What a stretch is made of, and what a reader calls it. Text may go anywhere; "lines" is text over several paragraphs.
TEXT, LINES, RUNS, PARAGRAPHS, ROWS, CELLS = "text", "lines", "runs", "paragraphs", "rows", "cells"
OBJECT = "object"  # a picture, a chart, a document: no text says what it shows
