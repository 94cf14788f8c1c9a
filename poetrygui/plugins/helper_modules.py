"""Modules that a protocol file imports from its own folder: loaded like the file itself, and anew with it."""

from __future__ import annotations

import builtins
import linecache
import os
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from poetrygui.errors import PluginError
from poetrygui.plugins.compiled import compile_source
from poetrygui.plugins.source_file import SourceFile

# What a file of the user's folder never stands in for, whatever its name is.
_NEVER_SHADOWED = sys.stdlib_module_names | {
    *("attr", "attrs", "automat", "cattr", "cattrs", "click", "constantly", "cryptography", "hyperlink", "idna"),
    *("incremental", "OpenSSL", "platformdirs", "poetrygui", "PyQt6", "qreactor", "qtpy", "rich", "service_identity"),
    *("twisted", "typing_extensions", "zope"),
}


class HelperModules:
    """The helpers of one version of a protocol. ``read`` returns a file that may run, or raises PluginError.

    ``used`` tells which files were imported, and the digest of each as it was then, empty where it was refused.
    Python's own import is asked for everything that is not a file beside the protocol; it never looks into that folder.
    """

    def __init__(self, folder: Path, prefix: str, read: Callable[[Path], SourceFile]) -> None:
        """Find modules in ``folder``; they are known to Python by names that begin with ``prefix``."""
        self.used: dict[Path, str] = {}
        self._folder = folder
        self._prefix = prefix
        self._read = read
        self._modules: dict[str, types.ModuleType] = {}
        self._builtins = {**vars(builtins), "__import__": self._import}

    def run(self, module: types.ModuleType, source: SourceFile, code: types.CodeType | None = None) -> None:
        """Run exactly the bytes of ``source`` as the module, by their ``code`` if known. Raises whatever they raise."""
        text = source.text
        name = str(source.path)
        # A traceback shows the lines that run, not those that are in the file by then.
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        code = code or compile_source(source)
        module.__file__ = name
        module.__dict__["__builtins__"] = self._builtins
        # Dataclasses, pickling and typing look a class's module up by its name.
        sys.modules[module.__name__] = module
        try:
            exec(code, module.__dict__)
        except BaseException:
            sys.modules.pop(module.__name__, None)
            raise

    def _import(
        self,
        name: str,
        globals_: Mapping[str, object] | None = None,
        locals_: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        first, _, rest = name.partition(".")
        path = self._folder / f"{first}.py"
        if level or first in _NEVER_SHADOWED or not (first in self._modules or os.path.lexists(path)):
            return builtins.__import__(name, globals_, locals_, fromlist or (), level)
        if rest:
            raise ModuleNotFoundError(f"{path.name} is a module and no package, so there is no {name}", name=name)
        return self._modules.get(first) or self._load(first, path)

    def _load(self, name: str, path: Path) -> types.ModuleType:
        try:
            source = self._read(path)
        except PluginError as error:
            self.used[path] = ""
            raise ImportError(str(error), name=name, path=str(path)) from error
        self.used[path] = source.sha256
        module = types.ModuleType(f"{self._prefix}.{name}")
        # Before it runs, so that two that import each other come to an end.
        self._modules[name] = module
        try:
            self.run(module, source)
        except BaseException:
            del self._modules[name]
            raise
        return module


def no_helpers(path: Path) -> SourceFile:
    """Refuse a helper module, where a file is looked at alone."""
    raise PluginError(f"{path.name} is not imported here: put all of the protocol into one file.")
