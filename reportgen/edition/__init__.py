"""Editions: the ledger, the manifest, and writing all files or none. In: bytes; out: a folder."""
