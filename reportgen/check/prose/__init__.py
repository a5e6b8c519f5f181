"""What must be readable beside a number, and how names and explanations are printed."""
