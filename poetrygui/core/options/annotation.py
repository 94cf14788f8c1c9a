"""What an annotation says of an option's values."""

from __future__ import annotations

import enum
from typing import Any, Literal, get_args, get_origin

_PLAIN = (bytes, str, int, float)


def kind_and_values(annotation: Any) -> tuple[type | None, tuple[object, ...]]:
    """Return the type of a value and, where they are listed, all that it can be; None for what no option can be.

    A Literal of several types is none of those.
    """
    if get_origin(annotation) is Literal:
        values = get_args(annotation)
        kind = type(values[0])
        return (kind, values) if kind in _PLAIN and all(type(value) is kind for value in values) else (None, ())
    if not isinstance(annotation, type):
        return None, ()
    if issubclass(annotation, enum.Enum) and tuple(annotation):
        return annotation, tuple(annotation)
    if annotation is bool:
        return bool, (True, False)
    return (annotation, ()) if annotation in _PLAIN else (None, ())
