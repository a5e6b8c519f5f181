"""Building an edition from a pack."""
