"""Loading one protocol file by its path."""

from __future__ import annotations

import traceback
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from twisted.internet.protocol import Protocol

from poetrygui.api import Poem
from poetrygui.core.hang_guard import GUARD, HangError
from poetrygui.core.overheard import as_poem
from poetrygui.core.plugin_faults import author_traceback, describe_error
from poetrygui.core.plugin_output import PROTOCOL_MODULES
from poetrygui.errors import ProtocolError
from poetrygui.plugins.helper_modules import HelperModules, no_helpers
from poetrygui.plugins.source_file import LARGEST_FILE, SourceFile, read_source

__all__ = [
    "LARGEST_FILE",
    "load_limit",
    "load_protocol",
    "load_source",
    "module_name",
    "read_protocol_file",
    "syntax_problem",
]

LOAD_LIMIT = 2.0
"""Seconds that a file may take to load: it may import much."""


def read_protocol_file(path: Path) -> bytes:
    """Return a file's bytes, whoever may have written it. Raises ProtocolError for what cannot be a protocol."""
    return read_source(path, of_anybody=True).data


def load_protocol(path: Path, source: bytes, read_helper: Callable[[Path], SourceFile] = no_helpers) -> type[Poem]:
    """Compile and run ``source``, and return the protocol that it defines.

    ``read_helper`` returns a file of its folder that it imports, or raises ProtocolError; by default it always does.
    What runs are these very bytes: Python's import machinery would serve a stale cache after a quick edit. Raises
    ProtocolError with one sentence, and as ``details`` the author's own lines of the traceback.
    """
    file = SourceFile(path, source)
    return load_source(file, HelperModules(path.parent, module_name(file), read_helper))


def module_name(source: SourceFile) -> str:
    """Return the name by which Python knows this version of a file: no two versions have the same."""
    return f"{PROTOCOL_MODULES}{source.path.stem}_{source.sha256[:12]}"


def load_source(source: SourceFile, helpers: HelperModules) -> type[Poem]:
    """Compile and run a file that may be run, with its helpers. Raises ProtocolError as :func:`load_protocol` does."""
    path = source.path
    module = types.ModuleType(module_name(source))
    try:
        with load_limit():
            GUARD.call(helpers.run, module, source)
        return _protocol_in(module, path)
    except ProtocolError:
        raise
    except HangError as error:
        raise _as_protocol_error(path, error, "loading it was interrupted, since ") from error
    except BaseException as error:  # a file may raise anything, SystemExit too
        raise _as_protocol_error(path, error) from error


@contextmanager
def load_limit() -> Iterator[None]:
    """Give what the guard runs within the time for loading."""
    before, GUARD.limit = GUARD.limit, max(LOAD_LIMIT, GUARD.limit)
    try:
        yield
    finally:
        GUARD.limit = before


def _protocol_in(module: types.ModuleType, path: Path) -> type[Poem]:
    # Each once, under however many names the file has it.
    own = [
        value
        for value in dict.fromkeys(value for value in vars(module).values() if isinstance(value, type))
        if issubclass(value, Protocol) and value.__module__ == module.__name__
    ]
    # A base class that the file defines for its own use is not what it offers.
    offered = [each for each in own if not any(other is not each and issubclass(other, each) for other in own)]
    if not offered:
        raise ProtocolError(f"{path.name} defines no Twisted Protocol: derive a class from Poem.")
    if len(offered) > 1:
        names = ", ".join(each.__name__ for each in offered)
        raise ProtocolError(f"{path.name} defines several protocols ({names}): put each in a file of its own.")
    return as_poem(offered[0], vars(module).get("OVERHEAR", ()))


def syntax_problem(error: SyntaxError, name: str) -> str:
    """Return what is wrong with a file of this name, and in which line if Python tells."""
    place = f"line {error.lineno} of {name}" if error.lineno else name
    return f"{place}: {error.msg}"


def _as_protocol_error(path: Path, error: BaseException, heading: str = "") -> ProtocolError:
    if isinstance(error, SyntaxError):
        where = Path(error.filename).name if error.filename else path.name
        return ProtocolError(syntax_problem(error, where), describe_error(error))
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    place = f"line {lines[-1]} of {path.name}" if lines else path.name
    what = str(error) if heading else describe_error(error)
    return ProtocolError(f"{place}: {heading}{what}", author_traceback(error))
