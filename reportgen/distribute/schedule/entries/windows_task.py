"""The entry for the Windows Task Scheduler: a task in XML that looks at the plan every five minutes."""

import subprocess
from xml.sax.saxutils import escape

from reportgen.distribute.schedule.entries.installation import Installation, look_minutes
from reportgen.distribute.schedule.plan import Plan

_EVERY = 5  # minutes


def windows(plan: Plan, installation: Installation) -> bytes:
    """Return the XML of a task in UTF-16, as `schtasks /Create /XML` takes it; its times are those of the plan's record."""
    minutes = max(round(installation.hours * 60), 1)
    every = _EVERY if look_minutes(plan) == list(range(0, 60, _EVERY)) else 1
    program, *words = installation.look(with_environment=True)
    jobs = "; ".join(f"{job.id}: {job.when.text} ({job.when.zone.key})" for job in plan.jobs)
    text = f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{_text(f"reportgen {installation.plan}: {jobs}")}</Description>
    <URI>{_text(chr(92) + installation.name)}</URI>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Repetition>
        <Interval>PT{every}M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{_text(installation.user)}</UserId>
      <LogonType>S4U</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <Enabled>true</Enabled>
    <ExecutionTimeLimit>PT{minutes}M</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{_text(program)}</Command>
      <Arguments>{_text(subprocess.list2cmdline(words))}</Arguments>
      <WorkingDirectory>{_text(str(installation.folder))}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
    return text.replace("\n", "\r\n").encode("utf-16")


def _text(words: str) -> str:
    return escape(words)
