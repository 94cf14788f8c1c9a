"""The options of a transport: read from its class, and set from what a user typed."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Annotated, TypeVar, get_args, get_origin, get_type_hints

from attrs import evolve, fields

from poetrygui.api import Option
from poetrygui.core.options.annotation import kind_and_values
from poetrygui.core.options.declared_option import DeclaredOption
from poetrygui.core.options.details import Details
from poetrygui.core.options.option_text import value_of
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError, OptionError

T = TypeVar("T", bound=Transport)


@functools.cache
def options_of(kind: type[Transport]) -> tuple[DeclaredOption, ...]:
    """Return the options that a transport's class declares, in its order."""
    annotations = get_type_hints(kind, include_extras=True)
    return tuple(
        _declared(field.name, get_args(annotations[field.name]), field.default)
        for field in fields(kind)
        if _is_option(annotations[field.name])
    )


def with_options(transport: T, texts: Mapping[str, str]) -> T:
    """Return the transport with these of its options, by name and as a user typed them.

    Raises AddressError for an option that it does not have, a value that one does not take, or values that do not go
    together.
    """
    if not texts:  # as thousands of servers are
        return transport
    options = {option.name: option for option in options_of(type(transport))}
    for name in texts:
        if name not in options:
            known = f"choose one of {', '.join(options)}" if options else "there is none for such an address"
            raise AddressError(f"{transport} has no option {name!r}: {known}.")
    try:
        return evolve(transport, **{name: value_of(options[name], text) for name, text in texts.items()})
    except OptionError as error:
        raise AddressError(str(error)) from error


def _is_option(annotation: object) -> bool:
    return get_origin(annotation) is Annotated and any(isinstance(each, Option) for each in get_args(annotation))


def _declared(name: str, annotated: tuple[object, ...], default: object) -> DeclaredOption:
    kind, *more = annotated
    option = next(each for each in more if isinstance(each, Option))
    details = next((each for each in more if isinstance(each, Details)), Details())
    value_type, values = kind_and_values(kind)
    assert value_type is not None, f"the option {name} has a type that no option has"
    return DeclaredOption(
        name,
        value_type,
        option.label,
        default,
        values,
        minimum=option.minimum,
        maximum=option.maximum,
        details=details,
    )
