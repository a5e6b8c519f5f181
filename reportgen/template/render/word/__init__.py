"""Writing the parts of a Word file."""
