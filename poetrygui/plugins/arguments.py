"""What the constructors of an author's factory and protocol take, as options that a user sets."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Annotated, get_args, get_origin

from attrs import NOTHING, evolve
from twisted.internet.protocol import Protocol

from poetrygui.api import Option
from poetrygui.core.authors.construction import Construction, construction_of, parameters_of
from poetrygui.core.options.annotation import kind_and_values
from poetrygui.core.options.declared_option import DeclaredOption
from poetrygui.core.options.literals import is_literal


def argument_options(protocol: type[Protocol]) -> Iterator[DeclaredOption]:
    """Give an option for each argument that whoever fetches can give, those of the factory first."""
    for built in _built(construction_of(protocol)):
        for parameter in parameters_of(built):
            default = NOTHING if parameter.default is inspect.Parameter.empty else parameter.default
            option = _option(parameter.name, f"{parameter.name} of {built.__name__}", parameter.annotation, default)
            # What cannot be written has the value that its author gave it.
            if not option.is_literal or option.required or is_literal(option.default):
                yield option


def _built(how: Construction) -> Iterator[type]:
    if isinstance(how.factory, type):
        yield how.factory
    if how.protocol_takes_arguments:
        yield how.protocol


def _option(name: str, label: str, annotation: object, default: object) -> DeclaredOption:
    untyped = DeclaredOption(name, object, label, default=default, is_argument=True)
    declared: Option | None = None
    if get_origin(annotation) is Annotated:
        declared = next((each for each in get_args(annotation)[1:] if isinstance(each, Option)), None)
        annotation = get_args(annotation)[0]
    if annotation is inspect.Parameter.empty:
        annotation = None if default is NOTHING else type(default)
    kind, values = kind_and_values(annotation)
    if kind is None or (default is not NOTHING and (type(default) is not kind or (values and default not in values))):
        return untyped
    option = evolve(untyped, type=kind, values=values)
    if declared is None:
        return option
    return evolve(option, label=declared.label, minimum=declared.minimum, maximum=declared.maximum)
