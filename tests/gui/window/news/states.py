"""Poems that stand as a test says, without any connection."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core import poems
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import State


def poem(name: str, state: State | None = None, address: str = "127.0.0.1:1") -> KeptPoem:
    """Return a poem of that name."""
    return KeptPoem(poems.PoemInfo(name, address, "raw", ""), Path(f"folder-of-{name}"), state)
