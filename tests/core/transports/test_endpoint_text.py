"""Arguments of Twisted's endpoint strings: any text can stand in one, and comes out of it as it was."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from poetrygui.core.transports.endpoint_text import quoted, unquoted, why_no_place


@given(st.text())
@example("\\")
@example("\\:")
@example("a=b:c")
def test_what_is_quoted_comes_out_as_it_was_and_separates_nothing(text: str) -> None:
    written = quoted(text)
    assert unquoted(written) == text
    bare = written.replace("\\\\", "").replace("\\:", "").replace("\\=", "")
    assert not {":", "=", "\\"} & set(bare)


@pytest.mark.parametrize(
    "text, written",
    [("", ""), ("/run/poems", "/run/poems"), ("::1", r"\:\:1"), ("path=x", r"path\=x"), ("a\\", "a\\\\")],
)
def test_how_a_text_is_written(text: str, written: str) -> None:
    assert quoted(text) == written


def test_a_backslash_before_any_other_character_is_left_out_too() -> None:
    assert unquoted(r"\a\ b") == "a b"


@pytest.mark.parametrize("error", [IndexError("list index out of range"), KeyError("poems")])
def test_a_socket_that_systemd_has_not_handed_over(error: Exception) -> None:
    assert "systemd has handed no such socket over" in why_no_place("systemd:domain=INET:index=0", error)
    assert why_no_place("tcp:1", error) == str(error)
    assert why_no_place("systemd:x", ValueError("as it is")) == "as it is"
