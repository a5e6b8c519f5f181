"""Redaction: which numbers a recipient does not see, what goes with them, and the search that proves it."""
