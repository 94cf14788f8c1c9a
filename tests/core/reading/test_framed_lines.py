"""Lines of frames with a field are found where they are shown, as soon as that is known."""

from __future__ import annotations

from poetrygui.core.reading.find import Answer, FindError, Question
from poetrygui.core.reading.framed_lines import FramedLines
from tests.gui.memory_poem import MemoryPoem

DATA = b"0 no\n1 yes\n2 no\n3 yes\n4 yes"


class Scanner:
    """Answers, at the second time of asking, which lines have a yes."""

    overlap = 0

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.is_ready = False
        self.error: FindError | None = None
        self.is_closed = False

    def ask(self, question: Question) -> None:
        self.asked.append(question)
        self.is_ready = False

    def answer(self) -> Answer | None:
        if self.error is not None:
            raise self.error
        if not self.is_ready:
            self.is_ready = True
            return None
        found: list[int] = []
        first = 0
        for line in self.asked[-1].data.splitlines(keepends=True):
            if b"yes" in line:
                found = (
                    [*found[:-1], first + len(line)] if found[-1:] == [first] else [*found, first, first + len(line)]
                )
            first += len(line)
        return tuple(found)

    def matches_in(self, _data: bytes) -> None:
        return None

    def close(self) -> None:
        self.is_closed = True


def test_what_is_not_known_is_asked_for_once() -> None:
    scanner = Scanner()
    lines = FramedLines(scanner, MemoryPoem(DATA))
    assert (list(lines.matches_in(DATA)), lines.is_behind) == ([], True)
    assert [lines.work(), lines.work()] == [False, True]
    found = list(lines.matches_in(DATA))
    assert [DATA[start:stop] for start, stop in found] == [b"1 yes\n", b"3 yes\n", b"4 yes"]
    assert not lines.is_behind
    # Where a line begins above what is shown, it is asked for whole.
    assert list(lines.matches_in(DATA[8:], 8)) == [(0, 3), (8, 14), (14, 19)]
    assert (lines.is_behind, len(scanner.asked)) == (False, 1)
    assert not lines.work()
    lines.close()
    assert scanner.is_closed


def test_where_nobody_knows_fields_there_are_none() -> None:
    scanner = Scanner()
    scanner.error = FindError("The protocol raw tells no fields of frames.")
    lines = FramedLines(scanner, MemoryPoem(DATA))
    assert list(lines.matches_in(DATA)) == []
    assert not lines.work()
    assert (list(lines.matches_in(DATA)), lines.is_behind) == ([], False)
