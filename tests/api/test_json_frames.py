"""A frame that is JSON has the fields that its object has, or one."""

from __future__ import annotations

import pytest

from poetrygui.api import PoemProtocol, has_fields, json_fields


def test_an_object_has_its_fields_and_any_other_value_is_one() -> None:
    assert json_fields(b'{"a": {"b": null}, "c": 1}') == {"a": {"b": None}, "c": 1}
    assert json_fields(b"[2]") == {"value": [2]}
    with pytest.raises(ValueError, match="Expecting"):
        json_fields(b"oops")


def test_a_protocol_has_it_for_its_own() -> None:
    class Framed(PoemProtocol):
        fields = staticmethod(json_fields)

    assert has_fields(Framed)
    assert Framed().fields(b'{"a": 1}') == {"a": 1}
