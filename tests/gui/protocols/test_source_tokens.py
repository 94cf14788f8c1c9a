"""All of a source comes token by token, whatever is in it, and nobody waits for all patterns at once."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers.python import PythonLexer

from poetrygui.gui.protocols.source_tokens import patterns, tokens_of


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("'\"#\n@\\ 0f{}"), max_size=60))
def test_all_of_it_comes(text: str) -> None:
    assert "".join(token for _, token in tokens_of(text)) == text


def test_each_token_is_what_it_is() -> None:
    found = [(part, token) for part, token in tokens_of("@a\ndef b(c): return 1 or 'd'  # e") if part]
    assert found == [
        ("name", "@a"),
        ("keyword", "def"),
        ("name", "b"),
        ("keyword", "return"),
        ("number", "1"),
        ("keyword", "or"),
        ("string", "'"),
        ("string", "d"),
        ("string", "'"),
        ("comment", "# e"),
    ]


def test_its_patterns_come_one_by_one_and_are_those_that_it_uses() -> None:
    found = [*patterns()]
    assert len(found) > 50
    assert re.compile(found[0].pattern, PythonLexer.flags) is found[0]
