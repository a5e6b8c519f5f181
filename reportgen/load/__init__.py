"""Reads a pack. In: a folder; out: a Pack, or every mistake in its files at once, each with file, line and column."""

from reportgen.load.pack_folder import load_pack

__all__ = ["load_pack"]
