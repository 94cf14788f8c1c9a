"""What a protocol's file offers, and what that can send, told by hosts: nothing of it is run where it is asked for."""

from __future__ import annotations

TELLERS = ("poetrygui.hosts.telling.file_told", "poetrygui.hosts.live.facts")
"""What a warm process has at hand for them."""
