"""Distributing a pack: shares, delivery, schedule."""
