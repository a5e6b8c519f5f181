"""Figures as charts of Office: `chart` makes them; the other modules are its parts, which the kinds use too."""
