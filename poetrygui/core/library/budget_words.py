"""What is said of the budget, and of what has gone for it."""

from __future__ import annotations

from poetrygui.core.library.budget import GIBIBYTE
from poetrygui.core.library.removal import Removed
from poetrygui.core.text.wording import counted, size_text


def budget_text(limit: int) -> str:
    """Return a budget of so many bytes, as its user sets it."""
    return f"{limit / GIBIBYTE:,.1f}".removesuffix(".0") + " GiB"


def removed_sentence(removed: Removed, limit: int) -> str:
    """Return what has gone to stay within ``limit`` bytes; nothing where nothing has."""
    if not removed.folders:
        return ""
    made = removed.folders[0].made
    oldest = "" if made is None else f", the oldest from {made:%Y-%m-%d %H:%M}"
    what = f"{counted(len(removed.folders), 'recording')}, {size_text(removed.size)}{oldest}"
    return f"Removed {what}, to stay within {budget_text(limit)}."
