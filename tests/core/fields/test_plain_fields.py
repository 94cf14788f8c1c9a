"""The fields that an author gives, as plain values: bounded, whatever he gives."""

from __future__ import annotations

import enum
import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.fields.plain_fields import LONGEST_TEXT, MORE, MOST_TEXT, MOST_VALUES, plain_fields

names = st.text(max_size=4).filter(lambda name: not name.startswith("_"))
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), 1 << 63)
    | st.floats(allow_nan=False, allow_infinity=False)
    # Half of a pair of surrogates is no character.
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=9,
)


class Kind(enum.Enum):
    OPEN = 1


class Level(enum.IntEnum):
    HIGH = 7


class Endless(Mapping[str, int]):
    """A mapping that has no end."""

    def __getitem__(self, name: str) -> int:
        return 1

    def __iter__(self) -> Iterator[str]:
        return map(str, itertools.count())

    def __len__(self) -> int:
        return 1 << 40


@given(st.dictionaries(names, plain, min_size=1, max_size=4))
def test_what_is_plain_stays_as_it_is(fields: dict[str, Any]) -> None:
    assert plain_fields(fields) == fields


def test_what_is_not_plain_becomes_text_or_numbers() -> None:
    class Loud(str):
        def __str__(self) -> str:
            raise AssertionError("no code of its own is run")

    found = plain_fields(
        {
            "bytes": b"\x00\xff",
            "view": memoryview(b"ab"),
            "kind": Kind.OPEN,
            "level": Level.HIGH,
            "not a number": float("nan"),
            "tuple": (1, {2}),
            "loud": Loud("as it is"),
            "complex": 1j,
            3: "a number for a name",
            "half": "\ud800",
            "_io": "what construct keeps",
        }
    )
    assert found == {
        "bytes": "00ff",
        "view": "6162",
        "kind": "OPEN",
        "level": "HIGH",
        "not a number": "nan",
        "tuple": [1, [2]],
        "loud": "as it is",
        "complex": "1j",
        "3": "a number for a name",
        "half": "?",
    }
    assert json.loads(json.dumps(found)) == found


def test_nothing_is_none_and_what_is_no_mapping_is_refused() -> None:
    assert plain_fields(None) is None
    assert plain_fields({}) is None
    with pytest.raises(TypeError, match="a mapping, such as a dict, and not list"):
        plain_fields([1])


@pytest.mark.parametrize(
    "value",
    [
        Endless(),
        {"text": "x" * 10**6},
        {str(number): "é" * 10**4 for number in range(10**4)},
        {"list": list(range(10**5))},
        {"n" * 10**6: 1},
        {"number": 1 << 10**6},
        {"bytes": bytes(10**6)},
        {"deep": [[[[{"a": [[{}]] * 100}] * 100] * 100] * 100]},
    ],
    ids=lambda value: next(iter(value))[:9],
)
def test_what_is_too_much_is_cut_and_says_so(value: Mapping[str, object]) -> None:
    text = json.dumps(plain_fields(value), ensure_ascii=False)
    assert MORE in text
    assert len(text) < MOST_TEXT + 8 * MOST_VALUES + LONGEST_TEXT


def test_what_contains_itself_has_an_end() -> None:
    fields: dict[str, Any] = {"a": 1}
    fields["self"] = fields
    assert MORE in json.dumps(plain_fields(fields), ensure_ascii=False)
