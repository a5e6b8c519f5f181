"""Many recipients at once: each its own part of the pack, as a job that any executor can run. In: Pack, Recipients; out: files, a record."""
