"""Recipients: who receives a part of a pack, under which address and file name."""
