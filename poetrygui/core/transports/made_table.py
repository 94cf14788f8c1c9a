"""Looking through the transports for what is told of each: whoever does imports all of them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from poetrygui.core import transports
from poetrygui.core.transports.transport import Transport
from poetrygui.core.transports.transport_options import options_of
from poetrygui.core.transports.transport_table import Table, Told


def table_of_classes(folder: Path) -> Table:
    """Return what the classes say that are written in the modules of a folder.

    A class is looked for where it is written, not told of by its making: attrs makes a frozen class twice.
    """
    table: Table = {}
    for info in sorted(pkgutil.iter_modules([str(folder)]), key=lambda each: each.name):
        module = importlib.import_module(f"{transports.__name__}.{info.name}")
        for kind in _written_in(module):
            assert kind.prefix not in table, f"{kind} and {table[kind.prefix].kind} have the same prefix"
            table[kind.prefix] = Told(info.name, kind.__name__, kind.forms, _reads_bare(kind), tuple(_rows_of(kind)))
    return table


def _written_in(module: ModuleType) -> Iterator[type[Transport]]:
    for value in vars(module).values():
        is_own = inspect.isclass(value) and value.__module__ == module.__name__
        if is_own and issubclass(value, Transport) and not inspect.isabstract(value) and value.prefix:
            yield value


def _reads_bare(kind: type[Transport]) -> bool:
    return any("read_bare" in vars(each) for each in kind.__mro__ if each is not Transport)


def _rows_of(kind: type[Transport]) -> Iterator[tuple[str, str]]:
    for option in options_of(kind):
        default = f" [default: {option.default_text}]" if option.default_text else ""
        yield option.name, f"{option.label}: {option.takes}.{default}"
