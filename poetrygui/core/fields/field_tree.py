"""The fields of a frame as a tree, and in which of them it differs from the frame before."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from poetrygui.core.fields.flat_fields import cell_text
from poetrygui.core.fields.plain_fields import Fields, Plain


@frozen
class FieldNode:
    """A field: its value as a text, and the one ``before``, where that was another; nothing where there was none.

    Of fields within it, and of lists, ``children`` are the values, and the texts are empty.
    """

    name: str
    text: str
    before: str | None = None
    """None where it is as before."""
    children: tuple[FieldNode, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it, or something in it, is another than before."""
        return self.before is not None


def field_tree(fields: Fields, before: Fields | None) -> tuple[FieldNode, ...]:
    """Return the fields of a frame, and behind them those that only the frame ``before`` had.

    Nothing is changed where there is no frame before.
    """
    return _nodes(fields, fields if before is None else before)


def _nodes(now: Mapping[str, Plain], was: Mapping[str, Plain]) -> tuple[FieldNode, ...]:
    names = dict.fromkeys([*now, *was])
    return tuple(_node(name, now, was) for name in names)


def _node(name: str, now: Mapping[str, Plain], was: Mapping[str, Plain]) -> FieldNode:
    here, there = _within(now.get(name)), _within(was.get(name))
    if here is None:
        text = cell_text(now[name]) if name in now else ""
        before = cell_text(was[name]) if name in was else ""
        return FieldNode(name, text, None if name in now and name in was and _same(now[name], was[name]) else before)
    children = _nodes(here, there or {})
    is_as_before = there is not None and not any(child.is_changed for child in children)
    before = "" if name not in was or there is not None else cell_text(was[name])
    return FieldNode(name, "", None if is_as_before else before, children)


def _within(value: Plain) -> Mapping[str, Plain] | None:
    """Return the values in fields or a list, of which there are some, by their names or numbers; None for any other."""
    if isinstance(value, list):
        value = {f"[{number}]": each for number, each in enumerate(value)}
    return value if isinstance(value, dict) and value else None


def _same(one: Plain, other: Plain) -> bool:
    # To Python, true is 1.
    return one == other and isinstance(one, bool) is isinstance(other, bool)
