"""What not everybody needs is installed as an extra: how whoever misses one gets it, in a sentence."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from threading import Thread
from typing import Any

from poetrygui.errors import PoetryError


def import_extra(module: str, extra: str, whatever: str, refusal: type[PoetryError]) -> Any:
    """Return a module that comes with an extra of this program.

    Raises ``refusal`` where it is not installed, with a sentence that begins with ``whatever`` needs it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise refusal(
            f'{whatever} needs what is not installed here: get it by pip install "poetrygui[{extra}]".'
        ) from error


class LaterExtra:
    """A module that comes with an extra, takes long to be read, and makes quicker what goes without it, too."""

    def __init__(self, module: str) -> None:
        """Read nothing of ``module`` yet."""
        self._name = module
        self.if_read: Any = None
        """The module, if it was read by now."""
        self._thread: Thread | None = None

    def now_or_later(self) -> Any:
        """Return the module if it was read by now; else have a thread read it, if it is installed, and return None."""
        if self.if_read is None and self._thread is None:
            self._thread = Thread(target=self._read, name=f"reading {self._name}", daemon=True)
            self._thread.start()
        return self.if_read

    def wait(self) -> bool:
        """Wait until it is read; tell whether it is installed."""
        self.now_or_later()
        if self._thread is not None:
            self._thread.join()
        return self.if_read is not None

    def _read(self) -> None:
        if find_spec(self._name) is not None:
            # It would have threads for what nobody computes here.
            had = os.environ.setdefault(_THREADS, "1")
            self.if_read = import_module(self._name)
            if had == "1":
                os.environ.pop(_THREADS, None)


_THREADS = "OPENBLAS_NUM_THREADS"
NUMPY = LaterExtra("numpy")
"""Computes with many numbers at once."""
