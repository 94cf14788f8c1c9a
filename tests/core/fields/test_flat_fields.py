"""Fields within fields, as columns of a table."""

from __future__ import annotations

from poetrygui.core.fields.flat_fields import cell_text, flat_fields
from poetrygui.core.fields.plain_fields import Plain


def test_each_value_has_the_names_that_lead_to_it() -> None:
    assert flat_fields({"a": 1, "b": {"c": None, "d": {"e": "x"}}, "f": [1, 2], "g": {}}) == {
        "a": 1,
        "b.c": None,
        "b.d.e": "x",
        "f": [1, 2],
        "g": {},
    }
    assert flat_fields(None) == {}


def test_of_two_of_one_name_the_first_stays() -> None:
    assert flat_fields({"a.b": 1, "a": {"b": 2}}) == {"a.b": 1}


def test_a_cell_has_text_as_it_is_and_all_else_as_json() -> None:
    values: list[Plain] = ["é", 1.5, True, None, ["a", 1], {}]
    assert [cell_text(value) for value in values] == [
        "é",
        "1.5",
        "true",
        "null",
        '["a", 1]',
        "{}",
    ]
    assert cell_text(list(range(1000))).endswith("…")
