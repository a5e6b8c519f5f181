"""Delivery: channels, gate and receipts."""
