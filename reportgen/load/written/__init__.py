"""What is written in files, read as its writer means it: numbers, note marks, number formats, labels with units, encodings."""
