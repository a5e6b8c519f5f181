"""Tags: how they are found in text and which element each governs."""
