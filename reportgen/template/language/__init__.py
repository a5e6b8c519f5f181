"""The language of templates: Jinja with our own code for values, within limits."""
