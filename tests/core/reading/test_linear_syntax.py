"""Patterns in RE2's words: which, and which have none. That they mean the same, test_linear_pattern tries."""

from __future__ import annotations

import re

import pytest

from poetrygui.core.reading.linear_syntax import LinearSyntax, NoLinearSyntaxError


@pytest.mark.parametrize(
    "pattern, flags, words",
    [
        ("ab", 0, r"\x{61}\x{62}"),
        ("a|b", re.IGNORECASE, r"[\x{41}-\x{42}\x{61}-\x{62}]"),
        ("a|bc", 0, r"(?:\x{61}|\x{62}\x{63})"),
        (r"\d{2,}?", 0, r"(?:[\x{30}-\x{39}]){2,}?"),
        ("^a$", re.MULTILINE, r"(?m:^)\x{61}(?m:$)"),
        (r"\Aa\b\Z", 0, r"\A\x{61}\b\z"),
        ("é", 0, r"\x{e9}"),
        (".", re.DOTALL, r"[\x{0}-\x{7f}]"),
        ("[é]", 0, r"\x{e9}"),
    ],
)
def test_a_pattern_has_words(pattern: str, flags: int, words: str) -> None:
    assert LinearSyntax(re.compile(pattern, flags)).words(ascii_only=True) == words


def test_classes_are_those_of_pythons_engine_beyond_ascii() -> None:
    words = LinearSyntax(re.compile(r"(?i)k")).words(ascii_only=False)
    assert words == r"[\x{4b}-\x{4b}\x{6b}-\x{6b}\x{212a}-\x{212a}]"


@pytest.mark.parametrize(
    "pattern, anything", [("a", False), ("[a-é]", False), (r"\w", False), (".", True), ("[^a]", True), (r"[\W]", True)]
)
def test_what_takes_anything_is_known(pattern: str, anything: bool) -> None:
    assert LinearSyntax(re.compile(pattern)).takes_anything == anything


@pytest.mark.parametrize("pattern, ascii_only", [(r"a\b", False), ("a$", True), ("a$", False)])
def test_what_has_no_words_for_a_text_is_refused(pattern: str, ascii_only: bool) -> None:
    with pytest.raises(NoLinearSyntaxError):
        LinearSyntax(re.compile(pattern)).words(ascii_only=ascii_only)
