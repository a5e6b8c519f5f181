"""Makes pages to look at. In: Office files; out: PDF, page pictures, a contact sheet, a report of findings drawn on the pages."""
