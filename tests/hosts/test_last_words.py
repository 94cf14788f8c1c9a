"""What a host printed last, and the author's line in it."""

from __future__ import annotations

from pathlib import Path

import poetrygui.hosts.host
from poetrygui.hosts.last_words import LastWords

OURS = Path(poetrygui.hosts.host.__file__)


def words(*lines: str) -> LastWords:
    found = LastWords()
    for line in lines:
        found.feed(f"{line}\n".encode())
    return found


def test_the_innermost_line_of_the_authors_is_the_place() -> None:
    found = words(
        "it printed this",
        "Current thread 0x00007f (most recent call first):",
        f'  File "{OURS}", line 5 in send',
        '  File "/home/me/feed.py", line 12 in cut',
        '  File "/home/me/feed.py", line 30 in dataReceived',
    )
    assert found.place == "line 12 of feed.py, in cut"
    assert found.text.startswith("it printed this\n")


def test_the_stack_is_told_without_our_own_lines_and_the_prints_without_the_stack() -> None:
    found = words(
        "it printed this",
        "Fatal Python error: Segmentation fault",
        "",
        "Current thread 0x00007f (most recent call first):",
        '  File "/home/me/feed.py", line 12 in cut',
        f'  File "{OURS}", line 5 in send',
        '  File "/home/me/feed.py", line 30 in dataReceived',
        f'  File "{OURS}", line 7 in run',
        '  File "<frozen runpy>", line 88 in _run_code',
        "",
        "Extension modules: a, b (total: 2)",
    )
    assert found.stack == (
        '  File "/home/me/feed.py", line 12, in cut\n  File "/home/me/feed.py", line 30, in dataReceived\n'
    )
    assert found.printed == "it printed this\n"
    assert words("nothing").stack == ""
    assert words("nothing").printed == "nothing\n"


def test_a_name_that_is_not_ascii_is_read_as_it_is() -> None:
    written = '  File "/home/a p\\xf6et\\u2019s \\U0001f600/feed.py", line 3 in cut'
    found = words("Stack (most recent call first):", written)
    assert found.stack == '  File "/home/a pöet\u2019s \U0001f600/feed.py", line 3, in cut\n'


def test_the_last_stack_counts() -> None:
    found = words(
        "Stack (most recent call first):",
        '  File "/home/me/feed.py", line 1 in before',
        "Stack (most recent call first):",
        '  File "/home/me/feed.py", line 2 in after',
    )
    assert found.place == "line 2 of feed.py, in after"


def test_where_no_stack_was_written_there_is_no_place() -> None:
    assert words("nothing", '  File "/home/me/feed.py", line 1 in printed').place == ""
    assert words("Stack (most recent call first):", f'  File "{OURS}", line 5 in send').place == ""


def test_no_more_is_kept_than_the_end() -> None:
    found = LastWords()
    for _ in range(100):
        found.feed(b"x" * 10_000)
    found.feed(b"the end")
    assert len(found.text) == 64 * 1024
    assert found.text.endswith("the end")
