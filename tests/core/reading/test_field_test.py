"""Fields are tested as it is written: numbers as numbers, all else as text."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.reading.field_test import FieldTest
from poetrygui.core.reading.find import FindError

FIELDS = {
    "level": "ERROR",
    "ms": 512.5,
    "code": "0x1f",
    "position.latitude": -12,
    "text": "7",
    "ok": True,
    "none": None,
    "tags": ["slow", "ü"],
    "a < b": "x",
    "empty": "",
}


@pytest.mark.parametrize(
    "written",
    [
        *("level = ERROR", "level=error", ' level == "ERROR" ', "level != WARN", 'level ~ "rro"', "level"),
        *("ms > 500", "ms >= 512.5", "ms<=512.5", "ms < 1e3", "ms = 512.50", "ms != 7", "level != 7"),
        *("position.latitude < 0", "text = 7", "text > 6.5", "code > 0x1e", 'code ~ "x1"'),
        *("ok = true", "none = null", 'tags ~ "slow"', 'tags ~ "Ü"', '"a < b" = x', 'empty = ""', "none"),
    ],
)
def test_what_holds(written: str) -> None:
    assert FieldTest(written).holds(FIELDS)


@pytest.mark.parametrize(
    "written",
    [
        *("level = ERR", "level = WARN", "level > 5", "missing", "missing != 1", 'missing ~ "a"', "Level"),
        *("ms > 512.5", "ms = 5", 'ms ~ "7"', "ok = 1", "tags = slow", 'level ~ "warn"', "none = 0"),
    ],
)
def test_what_does_not_hold(written: str) -> None:
    assert not FieldTest(written).holds(FIELDS)


def test_case_is_matched_where_that_is_wanted() -> None:
    assert not FieldTest("level = error", matches_case=True).holds(FIELDS)
    assert FieldTest('level ~ "ERR"', matches_case=True).holds(FIELDS)


@pytest.mark.parametrize("written", ["", "  ", "= 5", "ms >", "< 3", "~ x", '"level', "a ! b"])
def test_what_is_no_test_is_said(written: str) -> None:
    with pytest.raises(
        FindError, match="no test of a field: write one such as level = ERROR, ms > 500 or path ~ \\^/poems"
    ):
        FieldTest(written)


@given(st.text(min_size=1), st.sampled_from(["=", "~"]), st.text(min_size=1))
def test_any_name_and_any_value_can_be_quoted(name: str, relation: str, value: str) -> None:
    quoted = ['"' + each.replace("\\", "\\\\").replace('"', '\\"') + '"' for each in (name, value)]
    test = FieldTest(f"{quoted[0]} {relation} {quoted[1]}", matches_case=True)
    assert test.name == name
    assert test.holds({name: value})
    assert not test.holds({name: ""})


@given(st.text())
def test_whatever_is_written_is_a_test_or_is_said_to_be_none(written: str) -> None:
    with suppress(FindError):
        FieldTest(written).holds(FIELDS)


def test_behind_a_tilde_stands_a_regular_expression_but_in_quotes() -> None:
    for written in ("path ~ ^/poems?$", "path=~^/poems?$"):
        assert FieldTest(written).pattern == "^/poems?$"
    assert FieldTest('path ~ "^/poems?$"').pattern == ""
    assert FieldTest('path ~ "^/poems?$"').holds({"path": "a ^/POEMS?$"})
    assert FieldTest("ms > 5").pattern == ""
    test = FieldTest("tags ~ a|b", matches_case=True)
    assert (test.text({"tags": ["a"]}), test.text({}), test.matches_case) == ('["a"]', None, True)
    with pytest.raises(FindError, match="This is no regular expression"):
        FieldTest("path ~ (")
