"""A regular expression over a frame's bytes: what is wrong with it is said, and none holds the program up."""

from __future__ import annotations

import pytest

from poetrygui.core.fetching.frame_pattern import FramePattern
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.errors import PatternError


@pytest.mark.parametrize(
    "pattern, data, found",
    [
        ("b+", b"abbc", b"bb"),
        (r"\xff\x00", b"a\xff\x00b", b"\xff\x00"),
        ("ü", "grün".encode(), "ü".encode()),
        ("\udcff", b"\xfe\xff", b"\xff"),
        ("^b", b"ab", None),
        ("c", b"ab", None),
    ],
)
def test_it_is_looked_for_in_bytes(pattern: str, data: bytes, found: bytes | None) -> None:
    match = FramePattern(pattern).search(data)
    assert (None if match is None else match[0]) == found


@pytest.mark.parametrize(
    "pattern, sentence",
    [
        ("", "There is nothing to look for"),
        ("(a", "'(a' is no regular expression: missing ), unterminated subpattern at byte 1."),
        ("a{99999999999}", "is too large: make it simpler"),
    ],
)
def test_what_is_none_is_said(pattern: str, sentence: str) -> None:
    with pytest.raises(PatternError) as raised:
        FramePattern(pattern)
    assert sentence in str(raised.value)


def test_one_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.05)
    with pytest.raises(PatternError, match=r"'\(a\+\)\+\$' takes too long in what came: make it simpler"):
        FramePattern("(a+)+$").search(b"a" * 40 + b"b")


@pytest.mark.parametrize(
    "template, problem",
    [
        (rb"\1 \g<name>\n", ""),
        (rb"\2", "invalid group reference 2"),
        (rb"\g<other>", "unknown group name 'other'"),
        (rb"\q", r"bad escape \q"),
    ],
)
def test_what_is_wrong_with_an_answer_is_told(template: bytes, problem: str) -> None:
    assert FramePattern("(?P<name>a)").problem_of(template).startswith(problem)
    assert bool(problem) == bool(FramePattern("(?P<name>a)").problem_of(template))
