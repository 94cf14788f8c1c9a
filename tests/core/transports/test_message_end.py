"""What stands behind each message."""

from __future__ import annotations

from poetrygui.core.transports.message_end import end_of_message


def test_what_can_be_chosen() -> None:
    assert (end_of_message("nothing"), end_of_message("newline")) == (b"", b"\n")
