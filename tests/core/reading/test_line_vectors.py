"""Lines of a block at once: the same as one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.extras import NUMPY
from poetrygui.core.reading.find import Kind, Question
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.core.reading.line_vectors import many_lines_with
from poetrygui.core.reading.lines_with import few_lines_with

texts = st.lists(st.text("abA\r", max_size=6), max_size=30).map("\n".join).map(str.encode)


@given(texts, st.text("abA", min_size=1, max_size=3).map(str.encode))
def test_they_are_those_that_are_found_one_by_one(data: bytes, needle: bytes) -> None:
    assert NUMPY.wait()
    if needle in data:
        runs, count = many_lines_with(needle, data, NUMPY.if_read)
        assert runs.tolist() == few_lines_with(needle, data)
        assert count == sum(needle in line for line in data.split(b"\n"))


def test_a_block_with_many_is_looked_at_at_once() -> None:
    assert NUMPY.wait()
    data = b"an error\nnone\nErRor error\n" * 100
    scanner = TextScanner("error")
    scanner.ask(Question(Kind.LINES, data, 0, len(data)))
    answer = scanner.answer()
    assert (list(answer[:6]), scanner.lines_found) == ([0, 9, 14, 35, 40, 61], 200)
    scanner.ask(Question(Kind.LINES, data[:30], 0, 30))
    assert (list(scanner.answer()), scanner.lines_found) == ([0, 9, 14, 26], None)
