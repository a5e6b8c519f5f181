"""Checks of the facts of a pack against each other, before anything is built."""

from reportgen.check.facts.agreement import check_facts

__all__ = ["check_facts"]
