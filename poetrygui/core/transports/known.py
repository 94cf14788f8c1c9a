"""The transports that there are: found in this folder, so that adding one is adding its file."""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from types import MappingProxyType, ModuleType

from poetrygui.core import transports
from poetrygui.core.transports.transport import Transport


@functools.cache
def known_transports() -> Mapping[str, type[Transport]]:
    """Return each transport by its prefix, in the prefixes' order.

    A class is looked for where it is written, not told of by its making: attrs makes a frozen class twice.
    """
    found: dict[str, type[Transport]] = {}
    for module in _modules():
        for kind in _written_in(module):
            assert kind.prefix not in found, f"{kind} and {found[kind.prefix]} have the same prefix"
            found[kind.prefix] = kind
    return MappingProxyType(dict(sorted(found.items())))


def ways() -> str:
    """Return what can be written as an address, the shortest ways first, as the rest of a sentence."""
    kinds = known_transports().values()
    bare = [form for kind in kinds for form in kind.forms if not form.startswith(f"{kind.prefix}:")]
    prefixed = [form for kind in kinds for form in kind.forms if form.startswith(f"{kind.prefix}:")]
    return f"{', '.join([*bare, *prefixed])} or another Twisted client endpoint"


def _modules() -> Iterator[ModuleType]:
    for name in sorted(info.name for info in pkgutil.iter_modules(transports.__path__)):
        yield importlib.import_module(f"{transports.__name__}.{name}")


def _written_in(module: ModuleType) -> Iterator[type[Transport]]:
    for value in vars(module).values():
        is_own = inspect.isclass(value) and value.__module__ == module.__name__
        if is_own and issubclass(value, Transport) and not inspect.isabstract(value) and value.prefix:
            yield value
