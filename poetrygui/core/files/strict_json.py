"""Reading values from JSON that is what it should be, or damage: nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import cattrs

T = TypeVar("T")


def strict_converter() -> cattrs.Converter:
    """Return a converter that turns no value into one of another kind, and knows no keys but those of the classes.

    A number where a text belongs is damage; guessing would then be saved over the original. The first fault ends it.
    """
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=False)
    converter.register_structure_hook(str, lambda value, _: expect(str, value))
    converter.register_structure_hook(int, lambda value, _: expect(int, value))
    converter.register_structure_hook(bool, lambda value, _: _expect_truth(value))
    converter.register_structure_hook(float, lambda value, _: float(expect((int, float), value)))
    return converter


def change_content(
    converter: cattrs.Converter,
    kind: type,
    reading: Callable[[Mapping[str, Any]], dict[str, Any]],
    writing: Callable[[Mapping[str, Any]], dict[str, Any]],
) -> None:
    """Have a ``converter`` that knows all else change what a file has of a ``kind``.

    ``reading`` makes of it what the kind's own fields are read from, and ``writing`` what is written of these.
    """
    structure, unstructure = converter.get_structure_hook(kind), converter.get_unstructure_hook(kind)
    converter.register_structure_hook(kind, lambda content, _: structure(reading(expect(dict, content)), kind))
    converter.register_unstructure_hook(kind, lambda value: writing(unstructure(value)))


def expect(kind: type[T] | tuple[type[T], ...], value: object) -> T:
    """Return the value if it is of the kind; True and False are no numbers. Raises TypeError."""
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"a {type(value).__name__} is not what belongs there")
    return value


def _expect_truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"a {type(value).__name__} is neither true nor false")
    return value
