"""Showing a folder in the system's file manager."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QUrl
from PyQt6.QtGui import QDesktopServices


def show_folder(folder: Path) -> str:
    """Have the file manager show a folder; return in a sentence why that is not so, or nothing."""
    if not folder.is_dir():
        return "Nothing of it is on disk."
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        return f"No file manager could be opened; the folder is {folder}."
    return ""
