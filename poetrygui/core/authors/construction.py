"""How an author's classes are built: by which factory, and with which arguments."""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Mapping
from functools import cache, partial

from attrs import evolve, field, frozen
from twisted.internet.protocol import Factory, Protocol

from poetrygui import api
from poetrygui.api import PoemProtocol
from poetrygui.core.guard.hang_guard import run_foreign
from poetrygui.core.options.literals import FreshDeferred

if sys.version_info >= (3, 14):
    import annotationlib

_INTERFACE = f"{api.__name__}."
_NAME = "_poetrygui_construction"
_MANY = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


@frozen
class Construction:
    """What is built for a connection: ``protocol``, the author's own class, by ``factory`` if there is one.

    ``arguments`` are values for the constructors of both, by the parameter's name; each takes those that it knows.
    With ``protocol_takes_arguments`` False, the protocol's are the factory's own to give.
    """

    protocol: type[Protocol]
    factory: type[Factory] | Factory | None = None
    arguments: Mapping[str, object] = field(factory=dict)
    protocol_takes_arguments: bool = True

    def with_arguments(self, arguments: Mapping[str, object]) -> Construction:
        """Return the same with these values."""
        return evolve(self, arguments={**self.arguments, **arguments})


def construction_of(protocol: type[Protocol]) -> Construction:
    """Return how instances of a class are built."""
    known: object = getattr(protocol, _NAME, None)
    return known if isinstance(known, Construction) else Construction(protocol)


def built_by(
    protocol: type[PoemProtocol], construction: Construction, attributes: Mapping[str, object]
) -> type[PoemProtocol]:
    """Return a subclass of ``protocol`` that is built by ``construction``, and has these attributes."""
    own = {"__module__": protocol.__module__, "__qualname__": protocol.__qualname__, "__doc__": protocol.__doc__}
    return type(protocol.__name__, (protocol,), {**attributes, **own, _NAME: construction})


def parameters_of(built: type) -> tuple[inspect.Parameter, ...]:
    """Return what a class's constructor takes; what one with ``**kwargs`` passes on to that of its base, too."""
    found: dict[str, inspect.Parameter] = {}
    for owner in built.__mro__:
        initialise: object = vars(owner).get("__init__")
        if initialise is None:
            continue
        if not isinstance(initialise, types.FunctionType):
            break
        parameters = list(_signature(initialise).parameters.values())[1:]
        for parameter in parameters:
            if parameter.kind not in _MANY:
                found.setdefault(parameter.name, parameter)
        if all(parameter.kind is not inspect.Parameter.VAR_KEYWORD for parameter in parameters):
            break
    return tuple(found.values())


def _signature(function: types.FunctionType) -> inspect.Signature:
    return _of_the_interface(function) if function.__module__.startswith(_INTERFACE) else _evaluated(function)


@cache  # every protocol has it as its own, and it stays
def _of_the_interface(function: types.FunctionType) -> inspect.Signature:
    return _evaluated(function)


def _evaluated(function: types.FunctionType) -> inspect.Signature:
    try:
        return inspect.signature(function, eval_str=True)
    except Exception:  # noqa: BLE001 - an annotation for a type checker's eyes only may do anything
        if sys.version_info >= (3, 14):
            return inspect.signature(function, annotation_format=annotationlib.Format.FORWARDREF)
        return inspect.signature(function)


def construct(built: type, make: Callable[..., object], arguments: Mapping[str, object]) -> object:
    """Return what ``make`` makes, given the arguments that the constructor of ``built`` knows."""
    positional: list[object] = []
    named: dict[str, object] = {}
    for parameter in parameters_of(built) if arguments else ():
        if parameter.name in arguments:
            value = arguments[parameter.name]
            value = value.make() if isinstance(value, FreshDeferred) else value
            if parameter.kind is inspect.Parameter.POSITIONAL_ONLY:
                positional.append(value)
            else:
                named[parameter.name] = value
    return run_foreign(partial(make, *positional, **named))
