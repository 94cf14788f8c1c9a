"""A text of the author's is read once, bounded, and none of his code is in what comes of it."""

from __future__ import annotations

import pytest

from poetrygui.core.guard.plain_text import LONGEST, plain_text


class Evil(str):
    __slots__ = ()

    def __str__(self) -> str:
        raise AssertionError("it was asked")

    def __len__(self) -> int:
        raise AssertionError("it was asked")

    def __getitem__(self, _: object) -> str:
        raise AssertionError("it was asked")

    def split(self, *_: object) -> list[str]:
        raise AssertionError("it was asked")


class SaysEvil:
    def __str__(self) -> str:
        return Evil("a word")


@pytest.mark.parametrize("value", ["a word", Evil("a word"), SaysEvil()], ids=["plain", "subclass", "said"])
def test_it_is_a_plain_str(value: object) -> None:
    text = plain_text(value)
    assert type(text) is str
    assert text == "a word"


@pytest.mark.parametrize("value", ["x" * 10_000_000, Evil("x" * 10_000_000)], ids=["plain", "subclass"])
def test_it_is_bounded(value: object) -> None:
    assert plain_text(value) == "x" * LONGEST + "…"
    assert plain_text(value, 3) == "xxx…"
    assert plain_text("xxx", 3) == "xxx"


def test_what_it_raises_is_the_callers() -> None:
    class Mute:
        def __str__(self) -> str:
            raise GeneratorExit

    with pytest.raises(GeneratorExit):
        plain_text(Mute())
