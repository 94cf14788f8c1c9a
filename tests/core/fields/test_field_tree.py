"""Fields as a tree, with what was otherwise in the frame before."""

from __future__ import annotations

from poetrygui.core.fields.field_tree import FieldNode, field_tree
from poetrygui.core.fields.plain_fields import Fields

NOW: Fields = {"level": "INFO", "at": {"lat": 1, "lon": 2}, "list": [1, True], "new": None, "same": {"a": []}}
BEFORE: Fields = {"level": "INFO", "at": {"lat": 1, "lon": 3}, "list": [1, 1, 5], "gone": "x", "same": {"a": []}}


def test_each_field_tells_what_it_was_where_that_is_another() -> None:
    assert field_tree(NOW, BEFORE) == (
        FieldNode("level", "INFO"),
        FieldNode("at", "", "", (FieldNode("lat", "1"), FieldNode("lon", "2", "3"))),
        FieldNode("list", "", "", (FieldNode("[0]", "1"), FieldNode("[1]", "true", "1"), FieldNode("[2]", "", "5"))),
        FieldNode("new", "null", ""),
        FieldNode("same", "", None, (FieldNode("a", "[]"),)),
        FieldNode("gone", "", "x"),
    )


def test_without_a_frame_before_nothing_is_changed() -> None:
    assert not any(node.is_changed for node in field_tree(NOW, None))


def test_a_value_that_became_fields_tells_what_it_was() -> None:
    (node,) = field_tree({"a": {"b": 1}}, {"a": 7})
    assert (node.before, node.children) == ("7", (FieldNode("b", "1", ""),))
    (node,) = field_tree({"a": 7}, {"a": {"b": 1}})
    assert (node.text, node.before, node.children) == ("7", '{"b": 1}', ())
