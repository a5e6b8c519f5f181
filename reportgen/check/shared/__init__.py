"""Rules about both formats."""
