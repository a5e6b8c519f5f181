"""Compiling the slides of a deck."""
