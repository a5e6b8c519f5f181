"""The refresh of edited files: read, print anew, merge, ask, write, check."""
