"""The package layer of Office files: zip members, relationships, content types, small workbooks."""
