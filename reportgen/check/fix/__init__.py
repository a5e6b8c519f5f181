"""Safe changes to files and packs."""
