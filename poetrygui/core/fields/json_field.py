"""One field of frames that are JSON, without the others: the same as if each frame were taken apart."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any, Generic, TypeVar, cast

from poetrygui.api import json_fields
from poetrygui.core.fields.flat_fields import flat_fields
from poetrygui.core.fields.plain_fields import LARGEST_NUMBER, LONGEST_NAME, MORE, Plain, plain_fields

try:
    import msgspec
except ImportError:
    HAS_MSGSPEC = False
else:
    HAS_MSGSPEC = True

LONGEST = 1500
"""Bytes of a frame that is looked at here: in so many are no more values, levels or characters than are taken."""

_MOST_KNOWN = 4096  # values
_OTHERWISE_READ = frozenset('."\\')  # what leads to more than one name, or is never written as it stands
_LIKE_WHAT_IS_CUT = frozenset(f"{MORE}?")

T = TypeVar("T")


def may_look_for(name: str) -> bool:
    """Tell whether ``name`` is a plain one as it is, and no other is changed into it: such are not found here."""
    return _LIKE_WHAT_IS_CUT.isdisjoint(name) and name.encode("utf-8", "ignore").decode("utf-8") == name


class JsonField(Generic[T]):
    """Finds the field that :func:`flat_fields` has by its name, and has something made of its value."""

    def __init__(self, name: str, made_of: Callable[[Plain], T], otherwise: T) -> None:
        """Look for ``name``, which :func:`may_look_for` has allowed.

        What ``made_of`` makes of a value is the same each time; of a frame that has no such field it is ``otherwise``.
        """
        self._name = name
        self._made_of = made_of
        self._otherwise = otherwise
        self._known: dict[bytes, T] = {}
        self._decode_lines: Callable[[bytes], list[Any]] | None = None
        if HAS_MSGSPEC and name.isprintable() and _OTHERWISE_READ.isdisjoint(name):
            # What others are is passed over, and what this is is left as it stands there.
            kind = msgspec.defstruct("Row", [("value", msgspec.Raw, msgspec.Raw())], rename={"value": name}, gc=False)
            self._decode_lines = msgspec.json.Decoder(kind).decode_lines
        # Such a name is that of one key, and all of it.
        self._is_simple = "." not in name and not name.startswith("_") and len(name) <= LONGEST_NAME
        self._decode = json.JSONDecoder().raw_decode

    def each(self, frames: Sequence[bytes]) -> list[T]:
        """Return what is made of the field of each frame. None holds a newline or is longer than :data:`LONGEST`."""
        found = self._together(frames)
        return [*map(self._one, frames)] if found is None else found

    def _together(self, frames: Sequence[bytes]) -> list[T] | None:
        """Return the same for all at once; None where that cannot be told."""
        block = b"\n".join(frames)
        # A value from one line to another, or two on one line, cannot be where each line begins and ends so.
        are_objects = block.startswith(b"{") and block.endswith(b"}") and block.count(b"}\n{") == len(frames) - 1
        if self._decode_lines is None or not are_objects or not _is_utf8(block):
            return None
        try:
            rows = self._decode_lines(block)
        except (msgspec.DecodeError, RecursionError):
            return None
        if len(rows) != len(frames):
            return None
        return self._made_of_each([bytes(row.value) for row in rows])

    def _made_of_each(self, texts: list[bytes]) -> list[T]:
        """Return what is made of values that stand so, of which an empty one is none."""
        known = self._known
        if len(known) > _MOST_KNOWN:
            known.clear()
        for text in set(texts).difference(known):
            known[text] = self._of({self._name: self._decode(text.decode())[0]}) if text else self._otherwise
        return [*map(known.__getitem__, texts)]

    def _one(self, frame: bytes) -> T:
        try:
            return self._of(self._fields(frame))
        except Exception:  # noqa: BLE001 - whatever it is, the frame has no fields
            return self._otherwise

    def _fields(self, frame: bytes) -> Mapping[str, object]:
        try:
            value, stop = self._decode(text := frame.decode())
        except ValueError:
            return json_fields(frame)
        return value if stop == len(text) and isinstance(value, dict) else json_fields(frame)

    def _of(self, fields: Mapping[str, object]) -> T:
        name = self._name
        if self._is_simple:
            if name not in fields:
                return self._otherwise
            if _is_plain(value := fields[name]):
                return self._made_of(cast("Plain", value))
        leading = {key: each for key, each in fields.items() if key == name or name.startswith(f"{key}.")}
        flat = flat_fields(plain_fields(leading))
        return self._made_of(flat[name]) if name in flat else self._otherwise


def _is_plain(value: object) -> bool:
    """Tell whether what JSON has is taken as a plain value as it stands, and is no list and nothing within others."""
    if isinstance(value, str):
        return value.isascii()
    if isinstance(value, float):
        return isfinite(value)
    return value is None or (isinstance(value, int) and -LARGEST_NUMBER < value < LARGEST_NUMBER)


def _is_utf8(block: bytes) -> bool:
    try:
        return block.isascii() or bool(block.decode())
    except UnicodeDecodeError:
        return False
