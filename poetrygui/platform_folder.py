"""Where the platform has a program keep its data: asked for where somebody names no profile."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def default_folder() -> Path:
    """Return the platform's own place for this program's data."""
    return Path(platformdirs.user_data_dir("poetrygui", appauthor=False))
