"""When a job is due: cron, rules of working days, holidays, and the clock."""
