"""What a layout takes."""

from __future__ import annotations

import pytest

from poetrygui.api import Ended, PoemProtocol, Sized


def test_a_delimiter_is_one_byte_and_nothing_has_a_negative_size() -> None:
    for delimiter in (b"", b"\r\n"):
        with pytest.raises(ValueError, match="delimiter"):
            Ended(delimiter)
    with pytest.raises(ValueError, match="before"):
        Sized(before=-1)
    with pytest.raises(ValueError, match="behind"):
        Sized(behind=-1)


def test_a_protocol_tells_none_of_itself() -> None:
    assert PoemProtocol().wire_layout() is None
