"""The gallery: one deck and one report that show every kind of figure, native beside picture."""
