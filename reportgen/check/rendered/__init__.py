"""Rules about rendered pages."""
