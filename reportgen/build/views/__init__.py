"""Turns a pack into what the templates ask for: plain views of report and deck. In: Pack and drawings; out: dicts, SlideOrders."""
