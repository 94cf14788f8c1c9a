"""The options that a protocol declares: read from its class, from and to text, and set."""

from __future__ import annotations

import functools
import sys
import types
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, Literal, get_args, get_origin

from attrs import NOTHING, evolve
from twisted.internet.protocol import Protocol

from poetrygui import api
from poetrygui.api import Option, PoemProtocol
from poetrygui.core.authors.construction import built_by, construction_of
from poetrygui.core.options.annotation import kind_and_values
from poetrygui.core.options.declared_option import DeclaredOption, format_option
from poetrygui.core.options.option_text import checked_value, value_of
from poetrygui.errors import OptionError, PluginError
from poetrygui.plugins.arguments import argument_options
from poetrygui.plugins.stand_in import StandIn

if sys.version_info >= (3, 14):
    import annotationlib

__all__ = [
    "DeclaredOption",
    "configured",
    "configured_with",
    "declared_options",
    "effective_values",
    "format_option",
    "module_of",
    "parse_option",
    "parse_options",
]

_INTERFACE = f"{api.__name__}."


def declared_options(protocol: type[Protocol]) -> tuple[DeclaredOption, ...]:
    """Return the options of a protocol, in the order in which it declares them, and then its constructors' arguments.

    Raises PluginError for a declaration that cannot be: an author's mistake.
    """
    if issubclass(protocol, StandIn):
        return protocol.told.options
    found: dict[str, DeclaredOption] = {}
    for owner in reversed(protocol.__mro__):
        for name, annotation in _annotations(owner):
            option = next((each for each in get_args(annotation)[1:] if isinstance(each, Option)), None)
            if get_origin(annotation) is Annotated and option is not None:
                found[name] = _declared(protocol, name, get_args(annotation)[0], option)
    for argument in argument_options(protocol):
        found.setdefault(argument.name, argument)
    return tuple(found.values())


def parse_option(option: DeclaredOption, text: str) -> Any:
    """Return the value that a user typed. Raises PluginError naming the option and what it takes."""
    with _told_of_the_protocol():
        return value_of(option, text)


def parse_options(protocol: type[Protocol], texts: Mapping[str, str]) -> dict[str, object]:
    """Return the values that a user typed, by name. Raises PluginError for one that there is not, or cannot be."""
    options = {option.name: option for option in declared_options(protocol)}
    return {name: parse_option(_known(options, name), text) for name, text in texts.items()}


def configured(protocol: type[PoemProtocol], texts: Mapping[str, str]) -> type[PoemProtocol]:
    """Return the protocol with these options, as a user typed them; the others have their defaults.

    It is a subclass that has the values as attributes, so ``__init__`` sees them; those that are arguments are given to
    the constructor. Raises PluginError for an option that there is not, one that is missing, and a value that it does
    not take.
    """
    return configured_with(protocol, parse_options(protocol, texts))


def configured_with(protocol: type[PoemProtocol], values: Mapping[str, object]) -> type[PoemProtocol]:
    """Return the protocol with these values of its options. Raises PluginError as :func:`configured` does."""
    options = {option.name: option for option in declared_options(protocol)}
    checked = {name: _checked(_known(options, name), value) for name, value in values.items()}
    for option in options.values():
        if option.required and option.name not in values:
            raise PluginError(f"The option {option.name} is needed ({option.label}): give it {option.takes}.")
    if not values:
        return protocol
    if issubclass(protocol, StandIn):
        return type(protocol.__name__, (protocol,), {})  # the values are told where it runs
    attributes = {name: value for name, value in checked.items() if not options[name].is_argument}
    return built_by(protocol, construction_of(protocol).with_arguments(checked), attributes)


def effective_values(protocol: type[PoemProtocol]) -> dict[str, object]:
    """Return the value of each option of a protocol that was configured, defaults too."""
    arguments = construction_of(protocol).arguments
    return {
        option.name: arguments.get(option.name, option.default)
        if option.is_argument
        else getattr(protocol, option.name)
        for option in declared_options(protocol)
    }


def module_of(protocol: type[Protocol]) -> Mapping[str, object]:
    """Return the names of the module that defines a protocol, also when another was loaded under its name since."""
    for owner in protocol.__mro__:
        if owner.__module__ == protocol.__module__:
            for value in vars(owner).values():
                if isinstance(value, types.FunctionType) and value.__module__ == protocol.__module__:
                    return value.__globals__
    module = sys.modules.get(protocol.__module__)
    return {} if module is None else vars(module)


def _known(options: Mapping[str, DeclaredOption], name: str) -> DeclaredOption:
    if name not in options:
        known = f"choose one of {', '.join(options)}" if options else "this protocol has none"
        raise PluginError(f"There is no option {name!r}: {known}.")
    return options[name]


def _checked(option: DeclaredOption, value: object) -> object:
    """Return the value as the class attribute has it; PluginError where the option does not take it."""
    with _told_of_the_protocol():
        return checked_value(option, value)


@contextmanager
def _told_of_the_protocol() -> Iterator[None]:
    try:
        yield
    except OptionError as error:
        raise PluginError(str(error)) from error


def _declared(protocol: type[Protocol], name: str, declared_type: Any, option: Option) -> DeclaredOption:
    of = f"The option {name} of {protocol.__name__}"
    if hasattr(PoemProtocol, name) or name.startswith("_"):
        raise PluginError(f"{of} has a name that is in use: give it another.")
    kind, values = kind_and_values(declared_type)
    if kind is None:
        if get_origin(declared_type) is Literal:
            raise PluginError(f"{of} lists values of several types: list texts, bytes or whole numbers.")
        raise PluginError(f"{of} has a type that it cannot have: use bytes, str, int, float, bool, Enum or Literal.")
    declared = DeclaredOption(name, kind, option.label, values=values, minimum=option.minimum, maximum=option.maximum)
    default = getattr(protocol, name, NOTHING)
    return declared if default is NOTHING else evolve(declared, default=_checked(declared, default))


def _annotations(owner: type) -> Iterable[tuple[str, Any]]:
    """Return the annotated names of one class; an annotation that was not evaluated is, if it can be."""
    return _of_the_interface(owner) if owner.__module__.startswith(_INTERFACE) else _evaluated(owner)


@functools.cache  # every protocol has them as its bases, and they stay
def _of_the_interface(owner: type) -> tuple[tuple[str, Any], ...]:
    return tuple(_evaluated(owner))


def _evaluated(owner: type) -> Iterator[tuple[str, Any]]:
    if sys.version_info >= (3, 14):
        written = annotationlib.get_annotations(owner, format=annotationlib.Format.FORWARDREF)
    else:
        written = vars(owner).get("__annotations__", {})
    names: tuple[dict[str, object], dict[str, object]] | None = None
    for name, annotation in written.items():
        if not isinstance(annotation, str):
            yield name, annotation
            continue
        names = names or (dict(module_of(owner)), dict(vars(owner)))
        try:
            yield name, eval(annotation, *names)
        except Exception as error:
            # An annotation for a type checker's eyes only may name what is not imported.
            if "Option" in annotation:
                raise PluginError(f"The option {name} of {owner.__name__} cannot be read: {error}.") from error
