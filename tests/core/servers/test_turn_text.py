"""A conversation as lines of text: read back as it was, and what is no line is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.core.servers.turn_text import text_of, turns_from
from poetrygui.errors import OptionError

LINE = st.text(st.characters(exclude_characters="\n"), max_size=8)
PATTERN = LINE.filter(lambda text: " =>" not in text and text != "")
TURNS = (
    st.builds(
        Turn, st.sampled_from([Does.SEND, Does.SEND_HEX, Does.SEND_FILE, Does.SEND_RAW, Does.SEND_PASSWORD]), LINE
    )
    | st.builds(
        lambda pattern, seconds: Turn(Does.WAIT_FOR, pattern=pattern, seconds=seconds),
        PATTERN,
        st.floats(0, 1e6, exclude_min=True),
    )
    | st.builds(Turn, st.just(Does.ANSWER), LINE, PATTERN)
)


@given(st.lists(TURNS, max_size=4))
def test_any_turns_are_read_back_as_they_were(turns: list[Turn]) -> None:
    assert turns_from(text_of(turns)) == tuple(turns)


def test_lines_are_turns_in_their_order() -> None:
    text = "send  NICK me\n\n  wait-for 2.5 ^login: \nsend-hex 0d 0a\nanswer ^PING (.*) => PONG \\1\n"
    assert turns_from(text) == (
        Turn(Does.SEND, " NICK me"),
        Turn(Does.WAIT_FOR, pattern="^login: ", seconds=2.5),
        Turn(Does.SEND_HEX, "0d 0a"),
        Turn(Does.ANSWER, r"PONG \1", "^PING (.*)"),
    )


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("send a\nshout b", "Line 2 begins with 'shout': a line begins with send, send-hex, "),
        ("answer a -> b", "Line 1 is not of the form “answer PATTERN => TEXT”."),
        ("wait-for soon a", "Line 1 is not of the form “wait-for SECONDS PATTERN”."),
        ("wait-for -1 a", "“wait-for SECONDS PATTERN”"),
        ("wait-for inf a", "“wait-for SECONDS PATTERN”"),
        ("wait-for 2", "“wait-for SECONDS PATTERN”"),
    ],
)
def test_what_is_no_turn_is_named(text: str, sentence: str) -> None:
    with pytest.raises(OptionError) as raised:
        turns_from(text)
    assert sentence in str(raised.value)
