"""Loading one protocol file by its path."""

from __future__ import annotations

import traceback
import types
from collections.abc import Callable, Mapping
from pathlib import Path

from poetrygui.api import PoemProtocol
from poetrygui.core.guard.fault_advice import advice_on
from poetrygui.core.guard.hang_guard import GUARD, HangError
from poetrygui.core.guard.kept_running import kept_running
from poetrygui.core.guard.plugin_faults import author_traceback, describe_error
from poetrygui.core.guard.plugin_output import PROTOCOL_MODULES
from poetrygui.errors import PluginError
from poetrygui.plugins.helper_modules import HelperModules, no_helpers
from poetrygui.plugins.offered import offered_protocols
from poetrygui.plugins.source_file import LARGEST_FILE, SourceFile, read_source

__all__ = [
    "LARGEST_FILE",
    "load_limit",
    "load_protocol",
    "load_source",
    "module_name",
    "only_one",
    "read_protocol_file",
    "syntax_problem",
]

LOAD_LIMIT = 2.0
"""Seconds that a file may take to load: it may import much."""


def read_protocol_file(path: Path) -> bytes:
    """Return a file's bytes, whoever may have written it. Raises PluginError for what cannot be a protocol."""
    return read_source(path, of_anybody=True).data


def load_protocol(
    path: Path, source: bytes, read_helper: Callable[[Path], SourceFile] = no_helpers
) -> type[PoemProtocol]:
    """Compile and run ``source``, the bytes of ``path``, and return the one protocol that it defines.

    ``read_helper`` returns a file of its folder that it imports, or raises PluginError; by default it always does. What
    runs are these very bytes: Python's import machinery would serve a stale cache after a quick edit. Raises
    PluginError with one sentence, and as ``details`` the author's own lines of the traceback.
    """
    file = SourceFile(path, source)
    return only_one(load_source(file, HelperModules(path.parent, module_name(file), read_helper)), path)


def only_one(protocols: Mapping[str, type[PoemProtocol]], path: Path, name: str = "") -> type[PoemProtocol]:
    """Return the one called ``name`` of the protocols in the file at ``path``, by default the only one.

    Raises PluginError naming those that there are.
    """
    if name in protocols:
        return protocols[name]
    names = ", ".join(f"{path.name}:{each}" for each in protocols)
    if name:
        raise PluginError(f"{path.name} has no protocol {name}: choose one of {names}.")
    if len(protocols) > 1:
        raise PluginError(f"{path.name} has several protocols: choose one of {names}.")
    return next(iter(protocols.values()))


def module_name(source: SourceFile) -> str:
    """Return the name by which Python knows this version of a file: no two versions have the same."""
    return f"{PROTOCOL_MODULES}{source.path.stem}_{source.sha256[:12]}"


def load_source(
    source: SourceFile, helpers: HelperModules, code: types.CodeType | None = None
) -> dict[str, type[PoemProtocol]]:
    """Compile and run ``source``, which may be run, with its helpers, and return its protocols by the class's name.

    Where its ``code`` is known, that is run. Raises PluginError as :func:`load_protocol` does.
    """
    path = source.path
    module = types.ModuleType(module_name(source))
    try:
        with kept_running():
            GUARD.call(helpers.run, module, source, code, limit=load_limit())
        return offered_protocols(module, path.name)
    except PluginError:
        raise
    except HangError as error:
        raise _as_plugin_error(path, error, "loading it was interrupted, since ") from error
    except BaseException as error:  # a file may raise anything, SystemExit too
        raise _as_plugin_error(path, error) from error


def load_limit() -> float:
    """Return the seconds that loading may take: more than a callback, and more where that may take more."""
    return max(LOAD_LIMIT, GUARD.limit)


def syntax_problem(error: SyntaxError, name: str) -> str:
    """Return what is wrong with a file of this name, and in which line if Python tells."""
    place = f"line {error.lineno} of {name}" if error.lineno else name
    return f"{place}: {error.msg}"


def _as_plugin_error(path: Path, error: BaseException, heading: str = "") -> PluginError:
    if isinstance(error, SyntaxError):
        # A file of another folder is named in full: one of its name may stand in this one.
        file = Path(error.filename or path)
        where = file.name if file.parent == path.parent else str(file)
        return PluginError(syntax_problem(error, where), describe_error(error))
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    place = f"line {lines[-1]} of {path.name}" if lines else path.name
    what = str(error) if heading else describe_error(error)
    return PluginError(f"{place}: {heading}{what}{advice_on(error)}", author_traceback(error))
