"""Running programs over data and writing parts."""
