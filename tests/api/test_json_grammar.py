"""The grammar of JSON goes as far as nothing is wrong, however the text comes, and knows what was open there."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api.json_grammar import DEEPEST, JsonGrammar

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(values, st.sampled_from([None, 1]), st.data())
def test_a_value_ends_where_its_text_does_however_it_comes(
    value: object, indent: int | None, data: st.DataObject
) -> None:
    text = json.dumps(value, indent=indent).encode()
    grammar = JsonGrammar()
    for stop in sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4))):
        grammar.advance(text[:stop])
        assert not grammar.has_stopped
        assert not grammar.is_too_deep
    grammar.advance(text)
    assert grammar.has_ended(text, len(text))
    assert grammar.place == len(text)


@pytest.mark.parametrize(
    "text, place, context",
    [
        (b"[1, 2 3]", 6, '[""'),
        (b"[ ,1]", 2, "["),
        (b'{"a": 1, "b" 2}', 13, '{"":""'),
        (b'{"a": {]}', 7, "{"),
        (b"1 2", 2, '""'),
        (b"]", 0, ""),
    ],
)
def test_it_stops_at_what_is_wrong_and_tells_what_to_read_before_it(text: bytes, place: int, context: str) -> None:
    grammar = JsonGrammar()
    # It may be told a moment later, where what is there could be the beginning of something right.
    grammar.advance(text + b" " * 12)
    assert grammar.has_stopped
    assert (grammar.place, grammar.context()) == (place, context)
    assert not grammar.has_ended(text, len(text))
    # A parser that is given the context says what is wrong at the same place as of the whole.
    with pytest.raises(json.JSONDecodeError) as whole:
        json.loads(text)
    with pytest.raises(json.JSONDecodeError) as rest:
        json.loads(context + text[grammar.resume :].decode())
    assert rest.value.pos - len(context) + grammar.resume == whole.value.pos


def test_more_levels_than_are_looked_at_stop_it() -> None:
    deep = JsonGrammar()
    deep.advance(b"[" * DEEPEST)
    assert not deep.has_stopped
    deep.advance(b"[" * (DEEPEST + 1))
    assert deep.is_too_deep
    assert deep.has_stopped
