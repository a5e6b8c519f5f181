"""Values that a template can be given besides text."""
