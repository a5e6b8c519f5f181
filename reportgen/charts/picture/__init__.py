"""Charts drawn as pictures by matplotlib."""
