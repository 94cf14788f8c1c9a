"""Of a host that ended before its connection did, all is told that is known."""

from __future__ import annotations

from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.live.end_details import end_details

STACK = '  File "/home/me/feed.py", line 8, in cut\n'


def test_where_it_was_what_it_was_given_and_what_it_printed() -> None:
    end = HostEnd("its process ended with SIGSEGV", "all", stack=STACK, printed="so far\n")
    assert end_details(end, "5 bytes", is_chunk=True) == (
        f"Where it was, the innermost call first:\n{STACK}\n"
        "What it had not answered: 5 bytes.\n"
        "Frames that it made of them, and had not passed on when its process ended, are not shown:\n"
        "the last of their bytes stand under what was received last, and all in the recording, if there is one.\n"
        "\nWhat it printed last:\nso far\n"
    )


def test_one_that_left_without_a_word_has_details_too() -> None:
    assert end_details(HostEnd("its process ended with SIGKILL"), "nothing", is_chunk=False) == (
        "What it had not answered: nothing.\n"
    )
