"""Delivery: gate, channels, receipts. In: a finished batch; out: each parcel handed over once, and a receipt for it."""
