"""What each layout of a deck takes: its fields, how many, how many characters, and a slide that works."""
