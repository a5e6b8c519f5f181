"""Entries of a plan for cron, systemd and Windows: each starts this very installation every few minutes, and the plan decides.

None of these schedulers knows Chinese working days, and not all know other time zones, or make up for what they missed. So an
entry only looks, with `schedule now PLAN --if-due`: what is due by the record of runs is run, once.
"""

from reportgen.distribute.schedule.entries.cron_line import crontab
from reportgen.distribute.schedule.entries.installation import Installation, look_minutes
from reportgen.distribute.schedule.entries.systemd_units import service_unit, systemd
from reportgen.distribute.schedule.entries.windows_task import windows

__all__ = ["Installation", "crontab", "look_minutes", "service_unit", "systemd", "windows"]
