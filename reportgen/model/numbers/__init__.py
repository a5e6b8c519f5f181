"""Quantities: reading and printing numbers, bounds and the words that follow them."""
