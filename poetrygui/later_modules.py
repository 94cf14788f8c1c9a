"""Modules that others import and do not use yet: each is read as soon as anything of it is asked for.

Python's own ``LazyLoader`` reads a module as soon as it is imported once more, and none that puts another object in its
place, as those of Twisted with something outdated in them do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any, cast

_reading = RLock()  # whoever asks meanwhile waits: half a module is no use


class LaterModules:
    """Finds a few modules in the place of Python, as the first of ``sys.meta_path``."""

    def __init__(self, names: Sequence[str]) -> None:
        """Find the modules of those ``names``, and no others."""
        self._names = frozenset(names)

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return where the module ``name`` is on ``path``, to be read later; None where it is left to Python.

        ``target`` is a module that is to be read once more: that is never found here.
        """
        if name not in self._names or target is not None:
            return None
        return found_on(path, name, _LaterLoader)


def found_on(path: Sequence[str] | None, name: str, loader: Callable[[Any], ReadingLoader]) -> ModuleSpec | None:
    """Return where Python finds the module ``name`` on ``path``, with the ``loader`` that is made of its own one."""
    spec = PathFinder.find_spec(name, path)
    if spec is not None and spec.loader is not None:
        spec.loader = cast(Any, loader(spec.loader))
    return spec


class ReadingLoader:
    """Reads a module in another way than Python's own loader, which the module has as its own nevertheless."""

    # No subclass of importlib.abc.Loader: that module imports dozens of others.

    def __init__(self, loader: Any) -> None:
        """Stand in for Python's ``loader`` of a module."""
        self.loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Make the module as Python does."""
        made: ModuleType | None = self.loader.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        """Give the module its own loader, and read it."""
        assert module.__spec__ is not None
        module.__loader__ = module.__spec__.loader = self.loader
        self.read(module, module.__spec__)

    def read(self, module: ModuleType, spec: ModuleSpec) -> None:
        """Read ``module``, which ``spec`` tells of."""
        raise NotImplementedError


class _LaterLoader(ReadingLoader):
    def read(self, module: ModuleType, spec: ModuleSpec) -> None:
        spec.loader_state = self.loader
        module.__class__ = _LaterModule


class _LaterModule(ModuleType):
    def __getattr__(self, name: str) -> object:
        with _reading:
            spec = self.__spec__
            assert spec is not None
            loader, spec.loader_state = spec.loader_state, None
            if loader is not None:
                try:
                    loader.exec_module(self)
                except BaseException:
                    spec.loader_state = loader
                    raise
                self.__class__ = ModuleType  # type: ignore[assignment]  # a plain one from now on
        # Where it is being read by whoever asks, it has what it has by now.
        found: object = ModuleType.__getattribute__(self, name)
        return found
