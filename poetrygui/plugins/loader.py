"""Loading one protocol file by its path."""

from __future__ import annotations

import sys
import traceback
import types
from pathlib import Path

from twisted.internet.protocol import Protocol

from poetrygui.api import Poem
from poetrygui.core.plugin_faults import author_traceback, describe_error
from poetrygui.errors import ProtocolError
from poetrygui.plugins.stock import as_poem

LARGEST_FILE = 256 * 1024
"""Bytes; nobody writes a protocol of that size by hand."""

_PRIVATE = "poetrygui_protocol_"


def read_protocol_file(path: Path) -> bytes:
    """Return the file's bytes. Raises ProtocolError for what is no plain file of moderate size."""
    if not path.is_file():
        raise ProtocolError(f"{path} is not a plain file: put a Python file there.")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ProtocolError(f"{path} cannot be read: {error.strerror or error}.") from error
    if len(data) > LARGEST_FILE:
        raise ProtocolError(f"{path} is larger than {LARGEST_FILE:,} bytes: that is no protocol file.")
    return data


def load_protocol(path: Path, source: bytes) -> type[Poem]:
    """Compile and run ``source``, and return the protocol that it defines.

    What runs are these very bytes: Python's import machinery would serve a stale cache after a quick edit. Raises
    ProtocolError with one sentence, and as ``details`` the author's own lines of the traceback.
    """
    module = types.ModuleType(_PRIVATE + path.stem)
    module.__file__ = str(path)
    try:
        code = compile(source, str(path), "exec", dont_inherit=True)
        # Dataclasses, pickling and typing look a class's module up by its name.
        sys.modules[module.__name__] = module
        exec(code, module.__dict__)
        return _protocol_in(module, path)
    except ProtocolError:
        sys.modules.pop(module.__name__, None)
        raise
    except BaseException as error:  # a file may raise anything, SystemExit too
        sys.modules.pop(module.__name__, None)
        raise _as_protocol_error(path, error) from error


def _protocol_in(module: types.ModuleType, path: Path) -> type[Poem]:
    own = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Protocol) and value.__module__ == module.__name__
    ]
    # A base class that the file defines for its own use is not what it offers.
    offered = [each for each in own if not any(other is not each and issubclass(other, each) for other in own)]
    if not offered:
        raise ProtocolError(f"{path.name} defines no Twisted Protocol: derive a class from Poem.")
    if len(offered) > 1:
        names = ", ".join(each.__name__ for each in offered)
        raise ProtocolError(f"{path.name} defines several protocols ({names}): put each in a file of its own.")
    return as_poem(offered[0])


def _as_protocol_error(path: Path, error: BaseException) -> ProtocolError:
    if isinstance(error, SyntaxError):
        return ProtocolError(f"line {error.lineno} of {path.name}: {error.msg}", describe_error(error))
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    place = f"line {lines[-1]} of {path.name}" if lines else path.name
    return ProtocolError(f"{place}: {describe_error(error)}", author_traceback(error))
