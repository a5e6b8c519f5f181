"""Writing the slides of a deck."""
