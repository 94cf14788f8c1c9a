"""A command's standard error, line by line, and so much of it as anybody reads."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from poetrygui.core.transports.streams import error_lines
from poetrygui.core.transports.streams.asides import Aside
from poetrygui.core.transports.streams.error_output import ErrorOutput

WaitUntil = Callable[[Callable[[], bool]], None]


class Said:
    """The error output of nobody: a test writes it."""

    def __init__(self, reactor: Any) -> None:
        self.asides: list[Aside] = []
        reading, self.writing = os.pipe()
        self.output = ErrorOutput(reactor, reading, self.asides.append)

    def write(self, data: bytes) -> None:
        os.write(self.writing, data)

    @property
    def texts(self) -> list[str]:
        return [aside.text for aside in self.asides]


@pytest.fixture
def said(reactor: Any) -> Said:
    return Said(reactor)


def test_whole_lines_are_told_as_they_come(said: Said, wait_until: WaitUntil) -> None:
    said.output.start()
    said.write(b"first\nsec")
    wait_until(lambda: bool(said.asides))
    assert (said.texts, said.output.last) == (["first"], "first")
    said.write(b"ond\xff\n\n")
    wait_until(lambda: len(said.asides) == 2)
    assert said.texts == ["first", "second�\n"]
    assert said.output.last == "second�"
    said.write(b"  the   last one ")
    os.close(said.writing)
    wait_until(lambda: len(said.asides) == 3)
    assert said.output.last == "the last one"
    said.output.close()
    assert not any(aside.is_remark for aside in said.asides)


def test_what_is_there_is_taken_at_the_end(said: Said) -> None:
    said.write(b"one\ntwo")
    said.output.close()
    said.output.close()
    assert "".join(said.texts) == "onetwo"
    os.close(said.writing)


def test_a_line_without_an_end_is_told_in_pieces(said: Said, wait_until: WaitUntil) -> None:
    said.output.start()
    said.write(b"x" * 5000)
    wait_until(lambda: bool(said.asides))
    assert said.texts == ["x" * 4096]
    assert len(said.output.last) == 200
    said.output.close()
    assert said.texts == ["x" * 4096, "x" * 904]
    os.close(said.writing)


def test_a_flood_is_told_so_far_and_then_only_read(
    said: Said, wait_until: WaitUntil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(error_lines, "MOST", 10)
    said.output.start()
    for line in (b"12345\n", b"67890\n", b"the last\n"):
        said.write(line)
        wait_until(lambda text=line: said.output.last == text.decode().strip())  # type: ignore[misc]
    os.close(said.writing)
    assert said.asides == [
        Aside("12345"),
        Aside("67890"),
        Aside("more came on the command's standard error than is shown", is_remark=True),
    ]
    said.output.close()


def test_without_a_pipe_there_is_nothing(reactor: Any) -> None:
    output = ErrorOutput(reactor, -1, print)
    output.start()
    output.close()
    assert output.last == ""
