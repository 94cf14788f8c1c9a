"""A folder for what is kept only as long as one command runs, which goes with the process, however that ends."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

_PREFIX = "poetrygui-get-"


class Scratch:
    """The folder is made when it is first asked for. Folders that processes left that were killed are removed then."""

    def __init__(self) -> None:
        """Make nothing yet."""
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder, for this process alone. Raises SaveError."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        return self._folder

    def remove(self) -> None:
        """Remove it."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
