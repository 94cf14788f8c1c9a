"""JSON that is what it should be, or damage: no value is turned into one of another kind."""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.files.strict_json import change_content, expect, strict_converter


@frozen
class Kept:
    name: str
    count: int
    share: float = 0.5
    is_open: bool = False
    parts: tuple[str, ...] = ()


def structured(value: object) -> Kept:
    return strict_converter().structure(value, Kept)


KEPT = st.builds(
    Kept,
    name=st.text(),
    count=st.integers(),
    share=st.floats(allow_nan=False),
    is_open=st.booleans(),
    parts=st.lists(st.text()).map(tuple),
)


@given(KEPT)
def test_what_was_kept_is_read_back(kept: Kept) -> None:
    assert structured(json.loads(json.dumps(strict_converter().unstructure(kept)))) == kept


@pytest.mark.parametrize(
    "damage",
    [
        {"name": 1},
        {"name": None},
        {"name": True},
        {"count": "1"},
        {"count": 1.0},
        {"count": True},
        {"share": "0.5"},
        {"share": False},
        {"is_open": 1},
        {"is_open": "yes"},
        {"is_open": None},
        {"parts": [1]},
        {"unknown": 1},
    ],
)
def test_another_kind_of_value_or_an_unknown_key_is_damage(damage: dict[str, Any]) -> None:
    whole: dict[str, Any] = {"name": "a", "count": 1}
    assert structured(whole) == Kept("a", 1)
    with pytest.raises(Exception, match=r"belongs there|neither true nor false|Extra fields"):
        structured({**whole, **damage})


@pytest.mark.parametrize("value", [{}, {"name": "a"}, [], "text", None])
def test_what_is_missing_or_no_object_is_damage(value: object) -> None:
    with pytest.raises((TypeError, KeyError, AttributeError, IndexError)):
        structured(value)


def test_a_whole_number_is_a_number_too() -> None:
    assert structured({"name": "a", "count": 1, "share": 2}) == Kept("a", 1, 2.0)


def test_a_value_of_the_kind_is_returned() -> None:
    assert expect(str, "a") == "a"
    assert expect((int, float), 1.5) == 1.5
    assert expect(dict, {}) == {}
    for kind, value in ((str, 1), (int, "1"), (int, True), (dict, [])):
        with pytest.raises(TypeError, match=f"a {type(value).__name__} is not what belongs there"):
            expect(kind, value)


def test_what_a_file_has_of_a_kind_may_be_other_than_its_fields() -> None:
    converter = strict_converter()
    change_content(
        converter,
        Kept,
        lambda content: {"name": content["called"], "count": len(content["called"])},
        lambda content: {"called": content["name"]},
    )
    kept = converter.structure({"called": "four"}, Kept)
    assert (kept.name, kept.count) == ("four", 4)
    assert converter.unstructure(kept) == {"called": "four"}
    with pytest.raises(TypeError):
        converter.structure(["called"], Kept)
