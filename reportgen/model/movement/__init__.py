"""Movements: how a number moved between two periods, and the words that say it."""
