"""Two editions compared, and the change note."""
