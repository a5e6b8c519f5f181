"""Reading finished Office files: paragraphs, boxes and texts with their places."""
