"""The options that a protocol declares: read from its class, from and to text, and set."""

from __future__ import annotations

import enum
import math
import re
import sys
import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args, get_origin

from attrs import NOTHING, evolve, field, frozen
from twisted.internet.protocol import Protocol

from poetrygui.api import Option, Poem
from poetrygui.errors import ProtocolError
from poetrygui.plugins.escapes import escape_bytes, unescape_bytes

if sys.version_info >= (3, 14):
    import annotationlib

_TRUE, _FALSE = ("yes", "true", "on", "1"), ("no", "false", "off", "0")
_WHOLE_NUMBER = re.compile(r"[+-]?(0[xX][0-9a-fA-F]+|[0-9]+)")
_LONGEST_SHOWN = 60
# What a value is, and what its length is counted in.
_WORDS: dict[type, tuple[str, str]] = {
    bytes: (r"bytes, such as ; or \r\n or \x00", " bytes"),
    str: ("a text", " characters"),
    int: ("a whole number", ""),
    float: ("a number", ""),
}


@frozen
class DeclaredOption:
    """One option. ``type`` is bytes, str, int, float, bool or an Enum; ``default`` is NOTHING where it must be given.

    ``values`` are all that it can be, where they are listed, and ``choices`` the same as text.
    """

    name: str
    type: type
    label: str
    default: object = field(factory=lambda: NOTHING)  # NOTHING alone would say that there is no default
    values: tuple[object, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = field(init=False)

    @choices.default
    def _choices_of_values(self) -> tuple[str, ...]:
        return tuple(format_option(value) for value in self.values)

    @property
    def required(self) -> bool:
        """Whether it has no default."""
        return self.default is NOTHING

    @property
    def takes(self) -> str:
        """What it can be, in a few words."""
        if self.values:
            return "one of " + ", ".join(self.choices)
        words, unit = _WORDS[self.type]
        return words + _bounds(self.minimum, self.maximum, unit)


def declared_options(protocol: type[Protocol]) -> tuple[DeclaredOption, ...]:
    """Return the options of a protocol, in the order in which it declares them.

    Raises ProtocolError for a declaration that cannot be: an author's mistake.
    """
    found: dict[str, DeclaredOption] = {}
    for owner in reversed(protocol.__mro__):
        for name, annotation in _annotations(owner):
            option = next((each for each in get_args(annotation)[1:] if isinstance(each, Option)), None)
            if get_origin(annotation) is Annotated and option is not None:
                found[name] = _declared(protocol, name, get_args(annotation)[0], option)
    return tuple(found.values())


def parse_option(option: DeclaredOption, text: str) -> Any:
    """Return the value that a user typed. Raises ProtocolError naming the option and what it takes."""
    try:
        value = _parse(option, text)
    except ValueError as error:
        because = f": {error}" if option.type is bytes and not option.values else ""
        raise ProtocolError(f"The option {option.name} takes {option.takes}, not {_shown(text)}{because}.") from error
    return _checked(option, value)


def format_option(value: object) -> str:
    """Return the text from which :func:`parse_option` makes this value."""
    if isinstance(value, bytes):
        return escape_bytes(value)
    if isinstance(value, bool):
        return _TRUE[0] if value else _FALSE[0]
    return str(value.value if isinstance(value, enum.Enum) else value)


def parse_options(protocol: type[Protocol], texts: Mapping[str, str]) -> dict[str, object]:
    """Return the values that a user typed, by name. Raises ProtocolError for one that there is not, or cannot be."""
    options = {option.name: option for option in declared_options(protocol)}
    return {name: parse_option(_known(options, name), text) for name, text in texts.items()}


def configured(protocol: type[Poem], texts: Mapping[str, str]) -> type[Poem]:
    """Return the protocol with these options, as a user typed them; the others have their defaults.

    It is a subclass that has the values as attributes, so ``__init__`` sees them. Raises ProtocolError for an option
    that there is not, one that is missing, and a value that it does not take.
    """
    return configured_with(protocol, parse_options(protocol, texts))


def configured_with(protocol: type[Poem], values: Mapping[str, object]) -> type[Poem]:
    """Return the protocol with these values of its options. Raises ProtocolError as :func:`configured` does."""
    options = {option.name: option for option in declared_options(protocol)}
    checked = {name: _checked(_known(options, name), value) for name, value in values.items()}
    for option in options.values():
        if option.required and option.name not in values:
            raise ProtocolError(f"The option {option.name} is needed ({option.label}): give it {option.takes}.")
    if not values:
        return protocol
    names = {"__module__": protocol.__module__, "__qualname__": protocol.__qualname__, "__doc__": protocol.__doc__}
    return type(protocol.__name__, (protocol,), {**checked, **names})


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
        raise ProtocolError(f"There is no option {name!r}: {known}.")
    return options[name]


def _parse(option: DeclaredOption, text: str) -> object:
    """Return the value; ValueError where the text is none."""
    if option.type is bytes and not option.values:
        return unescape_bytes(text)
    if option.type is str and not option.values:
        return text
    text = text.strip()
    if option.type is bool:
        text = _TRUE[0] if text.lower() in _TRUE else _FALSE[0] if text.lower() in _FALSE else text
    if option.values:
        return option.values[option.choices.index(text)]
    if option.type is int and not _WHOLE_NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text, 0 if "x" in text.lower() else 10) if option.type is int else float(text)


def _checked(option: DeclaredOption, value: object) -> object:
    """Return the value as the class attribute has it; ProtocolError where the option does not take it."""
    if option.values:
        for each in option.values:
            if each == value and isinstance(value, bool) == isinstance(each, bool):
                return each
    elif option.type is float and type(value) in (int, float):
        number = float(value)  # type: ignore[arg-type]  # one of these two
        if math.isfinite(number) and _within(option, number):
            return number
    elif type(value) is option.type and _within(option, value):
        return value
    raise ProtocolError(f"The option {option.name} takes {option.takes}, not {_shown(value)}.")


def _shown(value: object) -> str:
    shown = repr(value) if isinstance(value, bytes | str) else format_option(value)
    return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"


def _within(option: DeclaredOption, value: object) -> bool:
    size = len(value) if isinstance(value, bytes | str) else value
    assert isinstance(size, int | float)
    return (option.minimum is None or size >= option.minimum) and (option.maximum is None or size <= option.maximum)


def _bounds(minimum: float | None, maximum: float | None, unit: str) -> str:
    if minimum is not None and maximum is not None:
        return f", from {minimum:,} to {maximum:,}{unit}"
    if minimum is not None:
        return f", {minimum:,}{unit} or more"
    return "" if maximum is None else f", at most {maximum:,}{unit}"


def _declared(protocol: type[Protocol], name: str, kind: Any, option: Option) -> DeclaredOption:
    of = f"The option {name} of {protocol.__name__}"
    if hasattr(Poem, name) or name.startswith("_"):
        raise ProtocolError(f"{of} has a name that is in use: give it another.")
    values: tuple[object, ...] = ()
    if get_origin(kind) is Literal:
        values = get_args(kind)
        kind = type(values[0])
        if kind not in (bytes, str, int) or any(type(value) is not kind for value in values):
            raise ProtocolError(f"{of} lists values of several types: list texts, bytes or whole numbers.")
    elif isinstance(kind, type) and issubclass(kind, enum.Enum) and tuple(kind):
        values = tuple(kind)
    elif kind is bool:
        values = (True, False)
    elif kind not in (bytes, str, int, float):
        raise ProtocolError(f"{of} has a type that it cannot have: use bytes, str, int, float, bool, Enum or Literal.")
    declared = DeclaredOption(name, kind, option.label, values=values, minimum=option.minimum, maximum=option.maximum)
    default = getattr(protocol, name, NOTHING)
    return declared if default is NOTHING else evolve(declared, default=_checked(declared, default))


def _annotations(owner: type) -> Iterator[tuple[str, Any]]:
    """Give the annotated names of one class; an annotation that was not evaluated is, if it can be."""
    if sys.version_info >= (3, 14):
        written = annotationlib.get_annotations(owner, format=annotationlib.Format.FORWARDREF)
    else:
        written = vars(owner).get("__annotations__", {})
    for name, annotation in written.items():
        if not isinstance(annotation, str):
            yield name, annotation
            continue
        try:
            yield name, eval(annotation, dict(module_of(owner)), dict(vars(owner)))
        except Exception as error:
            # An annotation for a type checker's eyes only may name what is not imported.
            if "Option" in annotation:
                raise ProtocolError(f"The option {name} of {owner.__name__} cannot be read: {error}.") from error
