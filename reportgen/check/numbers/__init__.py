"""The audit: every number of a finished file against the facts."""
