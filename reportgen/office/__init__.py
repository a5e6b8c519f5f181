"""The OOXML package: zip members, parts, relationships, content types. In: bytes of a file; out: bytes of a file."""
