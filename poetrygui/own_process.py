"""Other processes of this program: each is another run of it, by words that no help tells of.

A stand-alone program has no Python beside it that could be given code, a module or a script.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from threading import Thread

_Main = Callable[[list[str]], object]

_HIDDEN = "own-process"
_LEASHED = "leashed"
_LIBRARIES = "LD_LIBRARY_PATH"
_OF_QT = ("QML2_IMPORT_PATH", "QT_PLUGIN_PATH")
_MAINS = {
    "find": "poetrygui.core.reading.find_worker",
    "host": "poetrygui.hosts.warm_process",
    "spare": "poetrygui.hosts.spare_process",
}
"""The modules whose ``main`` is called with the arguments, by the kind of process."""


def is_standalone() -> bool:
    """Tell whether this is a stand-alone program, as PyInstaller makes them."""
    return bool(getattr(sys, "frozen", False))


def leave_bundle() -> None:
    """Have programs that a stand-alone one starts find what is theirs: its own libraries are for nobody else."""
    if not is_standalone():
        return
    for name in [each for each in os.environ if each.startswith("_PYI_") or each in _OF_QT]:
        del os.environ[name]
    before = os.environ.pop(f"{_LIBRARIES}_ORIG", None)
    os.environ.pop(_LIBRARIES, None)
    if before is not None:
        os.environ[_LIBRARIES] = before


def another_run(*arguments: str) -> list[str]:
    """Return the command line that runs this program once more, with nothing of the folder it happens to be in."""
    return [sys.executable, *([] if is_standalone() else ["-P", "-m", "poetrygui"]), *arguments]


def own_process(kind: str, *arguments: str) -> list[str]:
    """Return the command line of a process of this program's own."""
    return another_run(_HIDDEN, kind, *arguments)


def own_script(kind: str, path: str) -> list[str]:
    """Return the same for one that imports the standard library alone: as a script it is there in half the time."""
    return own_process(kind) if is_standalone() else [sys.executable, "-I", "-S", path]


def leashed_run(*arguments: str) -> list[str]:
    """Return what :func:`another_run` does; that process ends with its standard input, so with whoever has its end."""
    return own_process(_LEASHED, *arguments)


def run_if_own(arguments: list[str]) -> bool:
    """Be the process that ``sys.argv``, the ``arguments``, asks for, and tell whether it was one; it has ended then.

    One that is leashed has not: it goes on with what is left of the arguments, as any run does.
    """
    if arguments[1:2] != [_HIDDEN]:
        return False
    kind = arguments[2]
    del arguments[1:3]
    if kind == _LEASHED:
        _end_with_standard_input()
        return False
    _main_of(kind)(arguments[1:])
    return True


def _main_of(kind: str) -> _Main:
    main: _Main = import_module(_MAINS[kind]).main
    return main


def _end_with_standard_input() -> None:
    # It looks at the bare descriptor: a thread inside sys.stdin would hold its lock when the interpreter ends.
    Thread(target=lambda: (os.read(0, 1), os._exit(0)), daemon=True).start()
