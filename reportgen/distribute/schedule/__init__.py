"""When editions are made and sent: cron, Chinese working days, a service, entries for other schedulers. In: schedule.yaml; out: runs."""
