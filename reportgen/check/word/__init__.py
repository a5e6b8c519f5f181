"""Rules about Word reports."""
