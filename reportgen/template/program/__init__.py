"""The compiled form of a template: plain data."""
