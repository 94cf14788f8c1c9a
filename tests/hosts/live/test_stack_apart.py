"""The stack of a process that crashes is none of its prints; what only looks like one is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.hosts.live.stack_apart import LONGEST, StackApart

CRASH = b"""Fatal Python error: Segmentation fault

Current thread 0x00007f1e (most recent call first):
  File "/home/me/feed.py", line 8 in dataReceived
  File "/usr/lib/main.py", line 88 in run

Extension modules: _cffi_backend (total: 1)
"""
ASKED = b'Stack (most recent call first):\n  File "/home/me/feed.py", line 8 in dataReceived\n  ...\n'
WITH_C = (
    b"Fatal Python error: Aborted\n\nCurrent thread 0x00007f1e [main] (most recent call first):\n"
    b'  File "a.py", line 1 in f'
    b"\n\nCurrent thread's C stack trace (most recent call first):\n"
    b'  Binary file "python", at _Py_DumpStack+0x31 [0x5583]\n  <truncated rest of calls>\n\n'
    b"Extension modules: a, b (total: 2)\n"
)


def told(*pieces: bytes, problem: str = "", is_told: bool = True) -> bytes:
    heard: list[bytes] = []
    apart = StackApart(heard.append)
    for piece in pieces:
        apart.feed(piece)
    apart.host_ended(problem, is_told=is_told)
    return b"".join(heard)


def lines_of(text: bytes) -> list[bytes]:
    return text.splitlines(keepends=True)


def test_a_stack_at_the_end_is_left_out_wherever_it_is_cut() -> None:
    for stack in (CRASH, ASKED, WITH_C):
        assert told(b"printed\n" + stack, problem="it ended with SIGSEGV") == b"printed\n"
        assert told(b"printed\n", *lines_of(stack), problem="it ended with SIGSEGV") == b"printed\n"


def test_it_is_found_behind_a_line_that_has_no_end() -> None:
    assert told(b"printed" + CRASH, problem="it ended with SIGSEGV") == b"printed\n"


def test_what_is_printed_behind_one_was_not_the_end() -> None:
    assert told(ASKED, b"and on\n", problem="it ended with SIGKILL") == ASKED + b"and on\n"
    assert told(CRASH + b"and on\n" + ASKED, problem="it ended with SIGKILL") == CRASH + b"and on\n"


def test_of_a_process_that_ends_well_it_was_printed() -> None:
    assert told(ASKED, is_told=False) == ASKED


def test_a_crash_that_no_connection_tells_of_is_told_with_its_stack() -> None:
    problem = "its process ended with SIGSEGV"
    heading = b"In no connection's call: its process ended with SIGSEGV"
    assert told(b"a\n", CRASH, problem=problem, is_told=False) == b"a\n" + heading + b":\n" + CRASH
    assert told(b"a\n", problem=problem, is_told=False) == b"a\n" + heading + b"\n"


def test_one_without_end_is_none() -> None:
    line = b'  File "feed.py", line 1 in f\n'
    many = ASKED + line * (LONGEST // len(line))
    assert told(ASKED, line * (LONGEST // len(line)), problem="it ended") == many


@given(st.lists(st.sampled_from([*lines_of(CRASH), *lines_of(ASKED), b"printed\n", b"\n"]), max_size=12), st.data())
def test_nothing_is_lost_of_what_is_no_stack_and_cuts_do_not_matter(lines: list[bytes], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(lines)))
    pieces = [b"".join(lines[:cut]), b"".join(lines[cut:])]
    assert told(*lines, is_told=False) == b"".join(lines)
    assert told(*pieces, is_told=False) == b"".join(lines)
    assert told(*lines) == told(*pieces) == told(b"".join(lines))
