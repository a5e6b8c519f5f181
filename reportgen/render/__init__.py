"""Rendering files to PDF and pictures."""
