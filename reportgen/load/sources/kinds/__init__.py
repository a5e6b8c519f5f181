"""The readers of sources, a file a kind: `records(layer, folder)` reads facts, `grid(source, folder)` the cells of a table."""
