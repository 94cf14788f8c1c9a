"""What a module offers: its protocols, each with the factory that the module has for it."""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from twisted.internet.protocol import ClientFactory, Factory, Protocol

from poetrygui.api import PoemProtocol
from poetrygui.api.poem import has_fields
from poetrygui.core.authors.construction import Construction, built_by, construction_of, parameters_of
from poetrygui.core.authors.overheard import as_poem_protocol
from poetrygui.core.guard.never_run import callback_never_run
from poetrygui.errors import PluginError

Kind = TypeVar("Kind", bound=type)


def offered_protocols(module: types.ModuleType, name: str) -> dict[str, type[PoemProtocol]]:
    """Return the protocols that a module offers, by the name of the class; ``name`` is that of its file.

    Raises PluginError where there is none, or where it is not clear which factory makes one.
    """
    names = vars(module)
    explicit = _named(names, "FACTORY", name)
    if explicit is not None and not isinstance(explicit, Factory) and not _is_class(explicit, Factory):
        raise PluginError(f"FACTORY of {name} is {explicit!r}: make it a Twisted Factory, or a class of one.")
    protocols = _protocols(module, name, explicit)
    offered: dict[str, type[PoemProtocol]] = {}
    for each in protocols:
        factory = explicit if _takes(explicit, each, protocols) else _factory_of(each, module, name)
        poem = offer(each, factory, _overheard(names.get("OVERHEAR", ()), each, protocols))
        offered[each.__name__] = _with_fields(poem, names.get("fields"))
    return offered


def offer(protocol: type[Protocol], factory: object = None, overhear: str | Sequence[str] = ()) -> type[PoemProtocol]:
    """Return the class that ``protocol`` is fetched with: it delivers, and is made by this factory, if there is one.

    ``overhear`` names callbacks of other names that get what is delivered. Raises PluginError where a callback would
    never be run.
    """
    if problem := callback_never_run(protocol):
        raise PluginError(f"{protocol.__name__} cannot be used: {problem}.")
    poem = as_poem_protocol(protocol, overhear)
    if factory is None and not parameters_of(protocol):
        return poem
    made_by: Any = factory
    takes = made_by is None or _asks_for_no_more(made_by)
    return built_by(poem, Construction(protocol, made_by, protocol_takes_arguments=takes), {})


def _with_fields(protocol: type[PoemProtocol], fields: object) -> type[PoemProtocol]:
    """Return the protocol with a file's own function ``fields``, where it has none of its own."""
    if not isinstance(fields, types.FunctionType) or has_fields(protocol):
        return protocol
    return built_by(protocol, construction_of(protocol), {"fields": staticmethod(fields)})


def _protocols(module: types.ModuleType, name: str, factory: object) -> list[type[Protocol]]:
    named: Any = _named(vars(module), "PROTOCOL", name)
    if named is not None:
        if not _is_class(named, Protocol):
            raise PluginError(f"PROTOCOL of {name} is {named!r}: make it a class that is a Twisted Protocol.")
        return [named]
    own = list(_own_classes(module, Protocol))
    made: Any = getattr(factory, "protocol", None)
    if not own and factory is not None:
        # Of what class the protocols are, such a factory may tell only by making one.
        return [made if _is_class(made, Protocol) else type("Poem", (Protocol,), {"__module__": module.__name__})]
    # A base class that the file defines for its own use is not what it offers.
    last = [each for each in own if not _has_subclass(each, own)]
    if not last:
        raise PluginError(
            f"{name} defines no Twisted Protocol: derive a class from PoemProtocol, or offer one that the file imports "
            "with PROTOCOL = Class."
        )
    offered = [each for each in last if not inspect.isabstract(each)]
    if not offered:
        missing = ", ".join(sorted(getattr(last[0], "__abstractmethods__", ())))
        raise PluginError(f"{last[0].__name__} of {name} cannot be built: it has no code for {missing}.")
    return offered


def _factory_of(protocol: type[Protocol], module: types.ModuleType, name: str) -> object:
    own = list(_own_classes(module, Factory))
    makers = [each for each in own if _makes(each, protocol)]
    makers = [each for each in makers if not _has_subclass(each, makers)]
    clients = [each for each in makers if issubclass(each, ClientFactory)]
    makers = clients or makers
    if len(makers) > 1:
        names = ", ".join(each.__name__ for each in makers)
        raise PluginError(f"{name} has several factories for {protocol.__name__} ({names}): choose with FACTORY = ….")
    return makers[0] if makers else None


def _overheard(callbacks: Any, protocol: type[Protocol], protocols: Sequence[type[Protocol]]) -> str | Sequence[str]:
    # Of several protocols it speaks of those that have such a callback.
    each = (callbacks,) if isinstance(callbacks, str) else callbacks
    speaks_of_it = len(protocols) == 1 or any(hasattr(protocol, name) for name in each)
    return callbacks if speaks_of_it else ()


def _takes(factory: object, protocol: type[Protocol], protocols: Iterable[type[Protocol]]) -> bool:
    """Tell whether the factory that a file names is there for this one of its protocols."""
    return factory is not None and (_makes(factory, protocol) or list(protocols) == [protocol])


def _makes(factory: object, protocol: type[Protocol]) -> bool:
    if getattr(factory, "protocol", None) is protocol:
        return True
    kind = factory if isinstance(factory, type) else type(factory)
    return any(
        function.__globals__.get(name) is protocol
        for function in _functions(kind, ("buildProtocol", "__init__"))
        for name in _names_in(function.__code__)
    )


def _asks_for_no_more(factory: object) -> bool:
    """Tell whether a factory makes its protocol as Twisted's own do: without arguments, by ``self.protocol()``."""
    kind = factory if isinstance(factory, type) else type(factory)
    built_by_hand = [each for each in _functions(kind, ("buildProtocol",)) if each.__module__ != Factory.__module__]
    return all("buildProtocol" in each.__code__.co_names for each in built_by_hand)


def _functions(kind: type, names: Iterable[str]) -> Iterator[types.FunctionType]:
    for name in names:
        function = getattr(kind, name, None)
        if isinstance(function, types.FunctionType):
            yield function


def _names_in(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _names_in(inner)


def _own_classes(module: types.ModuleType, base: Kind) -> Iterator[Kind]:
    # Each once, under however many names the file has it.
    for value in dict.fromkeys(value for value in vars(module).values() if isinstance(value, type)):
        if issubclass(value, base) and value.__module__ == module.__name__:
            yield value  # type: ignore[misc]  # a subclass of it


def _has_subclass(base: type, classes: Iterable[type]) -> bool:
    return any(each is not base and issubclass(each, base) for each in classes)


def _named(names: Mapping[str, object], name: str, file: str) -> object:
    """Return what a file says by such a name: the object, or the one of this name."""
    value = names.get(name)
    if isinstance(value, str):
        if value not in names:
            raise PluginError(f"{name} of {file} names {value}, which the file does not have.")
        return names[value]
    return value


def _is_class(value: object, base: Kind) -> bool:
    return isinstance(value, type) and issubclass(value, base)
