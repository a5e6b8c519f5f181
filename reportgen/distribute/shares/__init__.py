"""Shares: the part of a pack for each recipient."""
