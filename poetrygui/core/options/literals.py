"""Values of options that have no type: written as Python writes them."""

from __future__ import annotations

import ast
import builtins

from poetrygui.core import options

_FRESH = "Deferred()"
_ATOMS = (bool, int, float, complex, str, bytes, type(None), type(...))


class FreshDeferred:
    """An argument that is a new Deferred for each object that is built with it."""

    def __repr__(self) -> str:
        """Return it as it is typed."""
        return "Deferred()"

    def make(self) -> options.UnheardDeferred:
        """Return one."""
        return options.unheard_deferred()


def parse_literal(text: str) -> object:
    """Return the value of a Python literal, the builtin of this name, or for ``Deferred()`` a new one for each use.

    Raises ValueError with what to write instead.
    """
    text = text.strip()
    if text == _FRESH:
        return FreshDeferred()
    if text.isidentifier() and not text.startswith("_") and hasattr(builtins, text):
        value: object = getattr(builtins, text)
        return value
    try:
        literal: object = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
        raise ValueError(f"a text is written in quotes, {text!r}") from error
    return literal


def is_literal(value: object) -> bool:
    """Tell whether :func:`parse_literal` makes such a value from a text."""
    if isinstance(value, tuple | list | set):
        return type(value) in (tuple, list, set) and all(map(is_literal, value))
    if isinstance(value, dict):
        return type(value) is dict and all(map(is_literal, [*value, *value.values()]))
    return type(value) in _ATOMS or isinstance(value, FreshDeferred) or _builtin_name(value) is not None


def format_literal(value: object) -> str:
    """Return the text from which :func:`parse_literal` makes this value."""
    return _builtin_name(value) or repr(value)


def _builtin_name(value: object) -> str | None:
    name = getattr(value, "__name__", None)
    if not isinstance(name, str) or value is None or name.startswith("_"):
        return None
    return name if getattr(builtins, name, None) is value else None
