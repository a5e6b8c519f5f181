"""Comparing two editions: what moved, where it shows, which sentences changed. In: snapshots; out: a Comparison, a Word note."""
