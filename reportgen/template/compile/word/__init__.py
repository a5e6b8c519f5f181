"""Compiling the parts of a Word file."""
