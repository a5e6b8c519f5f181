"""Ways over from other libraries: the same public names, so that a script runs by changing its import line."""
