"""Fields within fields as columns: each value by the names that lead to it, and as a text for one cell."""

from __future__ import annotations

import json
from collections.abc import Iterator

from poetrygui.core.fields.plain_fields import Fields, Plain

_LONGEST_LIST = 200  # characters in a cell


def flat_fields(fields: Fields | None) -> dict[str, Plain]:
    """Return each value by the names that lead to it, with dots between: ``position.latitude``. Lists are values."""
    found: dict[str, Plain] = {}
    for name, value in _leaves(fields or {}, ""):
        found.setdefault(name, value)
    return found


def cell_text(value: Plain) -> str:
    """Return a value as one text: text as it is, all else as JSON has it."""
    if isinstance(value, str):
        return value
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_LIST else f"{text[:_LONGEST_LIST]}…"


def _leaves(fields: Fields, lead: str) -> Iterator[tuple[str, Plain]]:
    for name, value in fields.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, f"{lead}{name}.")
        else:
            yield f"{lead}{name}", value
