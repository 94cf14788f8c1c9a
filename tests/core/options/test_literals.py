"""Values that are written as Python writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from poetrygui.core.options.literals import FreshDeferred, format_literal, is_literal, parse_literal

ATOMS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
LITERALS = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(LITERALS)
def test_what_is_written_is_read_back(value: object) -> None:
    text = format_literal(value)
    if "inf" not in text:  # Python has no literal for it
        assert parse_literal(f"  {text} ") == value
        assert is_literal(value)


@given(st.text())
def test_any_text_is_a_value_or_refused_with_how_a_text_is_written(text: str) -> None:
    refusal = ""
    try:
        parse_literal(text)
    except ValueError as error:
        refusal = str(error)
    if refusal:
        assert parse_literal(refusal.removeprefix("a text is written in quotes, ")) == text.strip()


@pytest.mark.parametrize("name, value", [("print", print), ("len", len), ("ValueError", ValueError), ("None", None)])
def test_a_builtins_name(name: str, value: object) -> None:
    assert parse_literal(name) is value
    assert format_literal(value) == name


@pytest.mark.parametrize("text", ["", "two", "os.system", "__import__", "print()", "[1,", "1 + f()", "(" * 5000])
def test_nothing_is_run(text: str) -> None:
    with pytest.raises(ValueError, match="a text is written in quotes"):
        parse_literal(text)


def test_a_deferred_is_new_for_each_use_and_its_failure_nobodys_news() -> None:
    fresh = parse_literal("Deferred()")
    assert isinstance(fresh, FreshDeferred)
    assert format_literal(fresh) == "Deferred()"
    first, second = fresh.make(), fresh.make()
    assert isinstance(first, Deferred)
    assert first is not second
    first.errback(Failure(ValueError("told elsewhere")))


def test_what_cannot_be_written() -> None:
    assert not is_literal(object())
    assert not is_literal([object()])
    assert not is_literal(test_nothing_is_run)
