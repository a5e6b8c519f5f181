"""Rules about slides."""
