"""Where jobs run, and the jobs."""
