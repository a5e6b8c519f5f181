"""Compiling a template into programs."""
