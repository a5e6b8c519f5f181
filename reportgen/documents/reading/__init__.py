"""The one reader of finished Office files: everything that a person can see or hear in a .docx or .pptx, each piece with its place."""
