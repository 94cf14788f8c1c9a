"""What is no address is answered by what comes nearest to it, in one sentence that is no list of everything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.nearest_ways import closest_ways
from poetrygui.errors import AddressError

NEAREST = {
    "": "PORT or HOST:PORT",
    "tsl:poems.example:1": "tls:HOST:PORT",
    "SERAIL:/dev/ttyUSB0": "serial:/DEVICE?baud=RATE",
    "tcp:poems.example": "tcp:HOST:PORT",
    "poems.example": "poems.example:PORT",
    "/run/poems": "fifo:/PATH or file:/PATH or unix:/PATH",
    "./poems": "fifo:/PATH or file:/PATH or unix:/PATH",
    "two words": "PORT or HOST:PORT",
    "quite:another": "PORT or HOST:PORT",
}


@pytest.mark.parametrize("text", NEAREST)
def test_what_comes_nearest_is_told_and_where_all_else_is(text: str) -> None:
    with pytest.raises(AddressError, match=r" Write .*“poetrygui get --help” tells all other ways\.$") as refused:
        parse_address(text)
    assert f" Write {NEAREST[text]}: " in str(refused.value)


@given(st.text(max_size=200))
def test_any_text_has_something_near_and_it_is_short(text: str) -> None:
    assert len(closest_ways(text)) < 110 + len(text)
