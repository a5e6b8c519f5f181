"""New numbers in a file that a person has edited: what was printed, what the person made of it and what is printed now, merged."""
