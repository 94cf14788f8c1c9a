"""What is printed is handed on, up to so much a second; what is left out is said, once a second."""

from __future__ import annotations

from twisted.internet.task import Clock

from poetrygui.hosts.live.print_limit import LEFT_OUT, MOST_A_SECOND, PrintLimit


def test_what_is_too_much_for_a_second_is_left_out_and_that_is_said_once() -> None:
    clock, handed = Clock(), list[bytes]()
    limit = PrintLimit(handed.append, clock.seconds)
    most = b"x" * (MOST_A_SECOND - 1) + b"\n"
    for lines in (most, b"one\n", b"two\n"):
        limit.feed(lines)
    clock.advance(1)
    limit.feed(b"three\n")
    limit.feed(most)
    assert handed == [most, LEFT_OUT, b"three\n", LEFT_OUT]
