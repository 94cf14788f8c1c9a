"""What is made once of files that come with the program, and is kept beside them, as Python keeps modules.

It is kept where Python would keep its own, for each version of Python apart; where that cannot be written to, or
Python keeps nothing, it is made each time.
"""

from __future__ import annotations

import contextlib
import importlib.util
import marshal
import os
import sys
from pathlib import Path
from typing import Any

_KIND = "poetrygui"  # of bytecode: in a file's name, where Python has how far it was optimised


def read_kept(source: Path, made_of: Any) -> Any:
    """Return what is kept beside ``source`` and was made of just this; None where nothing is, or of something else.

    ``made_of`` is a plain value, such as a digest.
    """
    path = _path_beside(source)
    try:
        of, value = marshal.loads(path.read_bytes()) if path is not None else (None, None)
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return value if of == made_of else None


def keep_beside(source: Path, made_of: Any, value: Any) -> None:
    """Keep ``value``, a plain one or a code, beside ``source`` for :func:`read_kept`: whole or not at all.

    ``made_of`` is what that is to be asked for by.
    """
    path = _path_beside(source)
    if path is None or sys.dont_write_bytecode:
        return
    unready = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with unready.open("xb") as file:
                file.write(marshal.dumps((made_of, value)))
            unready.replace(path)
        except OSError:
            unready.unlink(missing_ok=True)


def _path_beside(source: Path) -> Path | None:
    try:
        return Path(importlib.util.cache_from_source(source, optimization=_KIND))
    except NotImplementedError:
        return None
