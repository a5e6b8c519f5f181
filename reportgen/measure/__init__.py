"""Measures text without a renderer: widths, lines, heights, places. In: bytes of a .docx or .pptx; out: boxes with numbers in pt."""
