"""The pages of a report before it is filled: what stands where, and which order of its blocks fills them well."""
