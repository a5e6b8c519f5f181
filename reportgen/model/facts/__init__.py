"""Facts: numbers with unit, bound, period and source, and what must hold between them."""
