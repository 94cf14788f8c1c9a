"""The child's own work: which matches begin in a stretch of bytes, as Python's re finds them."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.reading import find_worker
from poetrygui.core.reading.find_worker import LENGTH, MOST_SHOWN, QUESTION, compiled, numbers, reply, serve
from tests.surroundings import PATIENCE

poems = st.lists(st.text("abAB\u00e9\u00c9x", max_size=30), max_size=12).map("\n".join).map(str.encode)


def spans_of(pattern: re.Pattern[str], data: bytes) -> list[tuple[int, int]]:
    """Return the bytes of all matches that are not empty."""
    text = data.decode()
    found = [match.span() for match in pattern.finditer(text) if match[0]]
    return [(len(text[:start].encode()), len(text[:stop].encode())) for start, stop in found]


@settings(deadline=None)
@given(poems, st.sampled_from(["a+", "[aé]b?", r"\w", "b$", "^a", "(?i)É", "x*"]), st.data())
def test_the_child_answers_as_the_library_does(data: bytes, pattern: str, draws: st.DataObject) -> None:
    text = data.decode()
    low = len(text[: draws.draw(st.integers(0, len(text)))].encode())
    high = draws.draw(st.integers(low, len(data) + 1))
    found = compiled(pattern, ignore_case=False)
    spans = [
        (len(text[: match.start()].encode()), len(text[: match.end()].encode()))
        for match in found.finditer(text, len(data[:low].decode()))
        if match[0]
    ]
    spans = [span for span in spans if span[0] < high]
    none = (-1, -1)
    assert reply(found, "first", data, low, high) == (spans[0] if spans else none)
    assert reply(found, "last", data, low, high) == (spans[-1] if spans else none)
    assert reply(found, "count", data, low, high) == (len(spans), spans[-1][1] if spans else 0)
    touching = [span for span in spans_of(found, data) if span[0] < high and span[1] > low]
    assert reply(found, "shown", data, low, high) == tuple(place for span in touching for place in span)


def test_what_is_not_utf8_keeps_its_place() -> None:
    data = b"\xff\xc3 \xc3\xa9 needle \x80needle"
    assert reply(compiled("needle$", ignore_case=False), "first", data, 0, 99) == (len(data) - 6, len(data))


def test_no_more_are_told_than_can_be_shown() -> None:
    found = compiled("a", ignore_case=False)
    assert len(reply(found, "shown", b"a" * 10_000, 100, 9_000)) == 2 * MOST_SHOWN
    assert reply(found, "shown", b"a" * 10_000, 100, 9_000)[:2] == (100, 101)


def asked(pattern: str, *questions: tuple[bytes, bytes], ignore_case: bool = False) -> bytes:
    """Return what the worker is sent: its pattern, and each question about the whole of some bytes."""
    settings = json.dumps({"pattern": pattern, "ignore_case": ignore_case}).encode() + b"\n"
    return settings + b"".join(QUESTION.pack(kind, 0, len(data), len(data)) + data for kind, data in questions)


def answers_in(written: bytes) -> list[tuple[int, ...]]:
    answers = []
    while written:
        (count,) = LENGTH.unpack_from(written)
        packed = numbers(count)
        answers.append(packed.unpack_from(written, LENGTH.size))
        written = written[LENGTH.size + packed.size :]
    return answers


QUESTIONS = [(b"first", b"a b\nb"), (b"last", b"a b\nb"), (b"count", b"B"), (b"shown", b"bab"), (b"count", b"")]
ANSWERS = [(2, 3), (4, 5), (0, 0), (0, 1, 2, 3), (0, 0)]


def test_each_question_has_an_answer_until_the_input_ends() -> None:
    sink = io.BytesIO()
    serve(io.BytesIO(asked("b", *QUESTIONS)), sink)
    assert answers_in(sink.getvalue()) == ANSWERS
    sink = io.BytesIO()
    serve(io.BytesIO(asked("b", (b"count", b"B"), ignore_case=True)), sink)
    assert answers_in(sink.getvalue()) == [(1, 1)]
    sink = io.BytesIO()
    serve(io.BytesIO(asked("b")), sink)
    assert sink.getvalue() == b""


def test_as_a_script_it_needs_nothing_but_the_standard_library() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", find_worker.__file__],
        input=asked("b", *QUESTIONS),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    assert (answers_in(done.stdout), done.stderr) == (ANSWERS, b"")


def test_empty_matches_are_none_and_each_line_has_its_own_ends() -> None:
    found = compiled("^x*|z$", ignore_case=False)
    assert reply(found, "count", b"ab\nxz\nz", 0, 99) == (3, 7)
    assert reply(compiled("x*", ignore_case=False), "first", b"ab", 0, 99) == (-1, -1)


def test_only_what_begins_in_the_stretch_is_answered() -> None:
    found = compiled("aé", ignore_case=False)
    data = "aéaéaé".encode()
    assert reply(found, "first", data, 1, 99) == (3, 6)
    assert reply(found, "last", data, 0, 3) == (0, 3)
    assert reply(found, "count", data, 3, 3) == (0, 0)
    assert reply(found, "shown", data, 2, 4) == (0, 3, 3, 6)
