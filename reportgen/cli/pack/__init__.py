"""Commands on a pack."""
