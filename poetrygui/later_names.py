"""Names that one module takes from another one and hardly uses: the other one is read when somebody uses them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from poetrygui.later_modules import ReadingLoader, found_on


class LaterNames:
    """Finds one module in the place of Python, as one of the first of ``sys.meta_path``.

    What else imports the other one has it as it is: there is something in its place only while that one is read.
    """

    def __init__(self, taker: str, giver: str, names: str) -> None:
        """Have the module ``taker`` read without the module ``giver``, of which it takes these ``names``."""
        self._taker = taker
        self._giver = giver
        self._names = names.split()

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return where the module ``name`` is on ``path``; None where it is left to Python.

        ``target`` is a module that is to be read once more: that is never found here.
        """
        if name != self._taker or target is not None or self._giver in sys.modules:
            return None
        return found_on(path, name, lambda loader: _Loader(loader, self._giver, self._names))


class _Loader(ReadingLoader):
    def __init__(self, loader: Any, giver: str, names: list[str]) -> None:
        super().__init__(loader)
        self._giver = giver
        self._names = names

    def read(self, module: ModuleType, spec: ModuleSpec) -> None:
        try:
            with self._stand_in():
                self.loader.exec_module(module)
        except (AttributeError, ImportError, TypeError):
            # Another version, which takes more of it or does more with that while it is read.
            self.loader.exec_module(module)

    @contextmanager
    def _stand_in(self) -> Iterator[None]:
        given = ModuleType(self._giver)
        vars(given).update({name: _LaterName(self._giver, name) for name in self._names})
        sys.modules[self._giver] = given
        try:
            yield
        finally:
            del sys.modules[self._giver]


class _LaterName:
    """Stands for a function or a class: it can be called, and asked for what it has and what is one of it."""

    def __init__(self, module: str, name: str) -> None:
        self._whose = module, name

    def _read(self) -> Any:
        module, name = self._whose
        found = getattr(import_module(module), name)
        if found is self:
            raise TypeError(f"{module}.{name} is used while what takes it is read")
        return found

    def __call__(self, *values: Any, **named: Any) -> Any:
        return self._read()(*values, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._read(), name)

    def __getitem__(self, kinds: Any) -> Any:
        return self._read()[kinds]

    def __instancecheck__(self, value: object) -> bool:
        return isinstance(value, self._read())
