"""Trying a protocol out: its samples, its framing, its way there and back."""
