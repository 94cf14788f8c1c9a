"""RE2 in the place of Python's re: the same matches, over patterns and texts of any kind, or none are told."""

from __future__ import annotations

import re
import sys
import warnings

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from poetrygui.core.reading.find import Kind, Question
from poetrygui.core.reading.find_worker import compiled, reply
from poetrygui.core.reading.linear_pattern import LinearPattern
from poetrygui.core.reading.linear_syntax import NoLinearSyntaxError

atoms = st.sampled_from(
    [
        *("a", "b", "ab", "k", "s", "i", "é", "É", "ß", "İ", "ſ", "Ω", "σ", "😀", " ", "0", "_", "\\n", "\\t", "\\x61"),
        *(".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\.", "\\u00e9"),
        *("[ab]", "[^a]", "[a-k]", "[^a-z\\n]", "[é-ü]", "[\\w.]", "[^\\W_]", "[\\s\\d]", "[A-Z]", "[^é]"),
        *("^", "$", "\\b", "\\B", "\\A", "\\Z", "(?i:k)", "(?s:.)", "(?-i:a)", "(?a:\\w)", "(?=a)", "(?<!b)", "(?m:^)"),
    ]
)
repeats = st.sampled_from(["", "", "", "*", "+", "?", "{2}", "{1,3}", "{,2}", "*?", "+?", "??", "{1,2}?", "*+", "++"])


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    one = st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map("|".join),
    )
    return st.builds("({}{}){}".format, st.sampled_from(["", "?:", "?:", "?>", "?P<name>"]), one, repeats)


patterns = st.builds(
    "{}{}".format,
    st.sampled_from(["", "", "", "(?i)", "(?s)", "(?a)", "(?x)"]),
    st.lists(st.recursive(st.builds("{}{}".format, atoms, repeats), _grown, max_leaves=5), min_size=1, max_size=4).map(
        "".join
    ),
)
letters = st.sampled_from("abkKsSiI0_. \n\n\tzZ")
others = st.sampled_from("éÉßẞİıſK\u2126Ωσς😀\u0660\xa0\u2028\x1c\x85\U000e0041\U000f0000\U00050000")
texts = st.one_of(
    st.text(letters, max_size=20).map(str.encode),
    st.text(letters | others, max_size=20).map(str.encode),
    st.lists(st.sampled_from([b"a", b"\xff", b"\xc3", b"\xa9", b"\xed\xa0\x80", b"\n", b"k", b"\xe2\x82"])).map(
        b"".join
    ),
)


# Many patterns that are drawn are none, or none for this engine.
@settings(max_examples=30, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(patterns, st.booleans(), texts, st.integers(0, 20), st.integers(0, 25))
@example("(a+)+$", False, b"aaaa!\naa", 0, 25)
@example("a|ab", False, b"ab", 0, 25)
@example("(?:ab?|a)b", False, b"abb", 0, 25)
@example("x{2,1000}", False, b"xxx", 0, 25)
@example(r"a\s*b", False, b"a\nb\nab", 0, 25)
@example("a*", False, b"\nb\n", 0, 25)
def test_the_matches_are_those_of_python(pattern: str, ignore_case: bool, data: bytes, low: int, high: int) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = compiled(pattern, ignore_case=ignore_case)
            linear = LinearPattern(expected)
    except (re.error, NoLinearSyntaxError):
        assume(False)
        raise
    text = data.decode("utf-8", "surrogateescape")
    low = len(text[:low].encode("utf-8", "surrogateescape"))
    for kind in Kind:
        found = linear.answer(Question(kind, data, low, high))
        assert found is None or found == reply(expected, kind.value, data, low, high)


CASES = [
    (r"tyger", b"the TYGER"),
    (r"[A-Z]\w+ \d{2,}", b"Tyger 100"),
    (r"\bhand\b", b"a hand."),
    (r"^\s*(GET|POST) .*\?$", b"x\n GET /?\n"),
    (r"größe", "Die GRÖSSE, die Größe".encode()),
    (r"\w+ß", "weiß Straße".encode()),
    (r"colou?r", b"\xff\xfe color"),
    (r"(a|aa)+!", b"a" * 50 + b"!"),
]


@pytest.mark.parametrize("pattern, data", CASES)
def test_ordinary_patterns_are_taken_on(pattern: str, data: bytes) -> None:
    expected = compiled(pattern, ignore_case=True)
    found = LinearPattern(expected).answer(Question(Kind.COUNT, data, 0, len(data)))
    assert found == reply(expected, "count", data, 0, len(data))
    assert found is not None
    assert found[0]


@pytest.mark.parametrize(
    "pattern",
    [r"(a)\1", "(?=a)b", "(?<!a)b", "a*", "|a", "(?:a*)+b", "(?>a)b", "a++", "a{1001}", "(?(1)a|b)|(c)", "\U00050000"],
)
def test_what_re2_has_no_words_for_is_left_to_python(pattern: str) -> None:
    with pytest.raises(NoLinearSyntaxError):
        LinearPattern(compiled(pattern, ignore_case=False))


@pytest.mark.parametrize(
    "pattern, data", [(".", b"\xff"), ("[^a]", b"a\xc3"), (r"\W", b"\x80"), (r"\ba", "é a".encode())]
)
def test_bytes_for_which_it_has_none_are_left_to_python(pattern: str, data: bytes) -> None:
    linear = LinearPattern(compiled(pattern, ignore_case=False))
    assert linear.answer(Question(Kind.COUNT, data, 0, 9)) is None
    assert linear.answer(Question(Kind.COUNT, b"a", 0, 9)) is not None


def test_a_pattern_too_large_for_re2_is_left_to_python() -> None:
    with pytest.raises(NoLinearSyntaxError):
        LinearPattern(compiled("(?:(?:a{900}){900}){900}", ignore_case=False))


def test_without_re2_all_is_left_to_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "re2", None)
    with pytest.raises(NoLinearSyntaxError):
        LinearPattern(compiled("a", ignore_case=False))


def test_many_matches_let_other_threads_in_between() -> None:
    data = b"ab" * 2000
    linear = LinearPattern(compiled("a|b", ignore_case=False))
    assert linear.answer(Question(Kind.COUNT, data, 0, len(data))) == (4000, 4000)
