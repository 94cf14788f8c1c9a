"""What to say of an error that belongs to no one connection: it is a protocol file's where it came through one."""

from __future__ import annotations

import sys
from pathlib import Path

from twisted.python.failure import Failure

from poetrygui.core.guard.plugin_faults import describe_fault, files_of
from poetrygui.core.guard.plugin_output import PROTOCOL_MODULES


def stray_sentence(error: BaseException, failure: Failure | None = None) -> str | None:
    """Return the sentence for an error of a protocol's file, or of a helper that it imports; None for another.

    Of what a Deferred was left with, ``failure`` alone still knows where it was.
    """
    files = files_of(error)
    if failure is not None:
        files += [str(frame[1]) for frame in failure.frames]
    protocols = _protocol_files()
    name = next((Path(file).name for file in reversed(files) if file in protocols), None)
    if name is None:
        return None
    what = describe_fault("thread, timed call or Deferred", error)
    return f"An error in the protocol file {name}: {what}. Of which connection is not known."


def _protocol_files() -> set[str]:
    modules = [module for name, module in tuple(sys.modules.items()) if name.startswith(PROTOCOL_MODULES)]
    return {file for file in (getattr(module, "__file__", None) for module in modules) if isinstance(file, str)}
