"""Asking a protocol for fields: a hang is interrupted, and an error told once."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping

import pytest
from twisted.protocols.basic import LineOnlyReceiver

from poetrygui.api import Delimited, PoemProtocol
from poetrygui.core.authors.overheard import as_poem_protocol
from poetrygui.core.fields.frame_fields import LONGEST_FRAME, FrameFields
from poetrygui.core.guard.hang_guard import GUARD


class Pairs(Delimited):
    mark = "="

    def fields(self, frame: bytes) -> Mapping[str, object]:
        name, _, value = frame.decode().partition(self.mark)
        return {name: int(value)}


def asked_by(fields: Callable[..., object]) -> FrameFields:
    return FrameFields(type("Some", (PoemProtocol,), {"fields": fields}))


def test_a_protocol_tells_the_fields_of_a_frame() -> None:
    fields = FrameFields(Pairs)
    assert fields.of(b"T=21") == {"T": 21}
    assert FrameFields(type("Other", (Pairs,), {"mark": ":"})).of(b"T:5") == {"T": 5}
    assert fields.problem == ""


def test_one_that_knows_none_is_not_made() -> None:
    class Costly(PoemProtocol):
        def __init__(self) -> None:
            raise AssertionError

    assert FrameFields(Costly).of(b"x") is None


def test_a_class_of_twisteds_may_have_a_method_of_that_name() -> None:
    class Chat(LineOnlyReceiver):
        def fields(self, line: bytes) -> Mapping[str, object]:
            return {"says": line}

    assert FrameFields(as_poem_protocol(Chat)).of(b"ab") == {"says": "6162"}


def test_an_error_is_told_once_and_the_other_frames_have_theirs() -> None:
    fields = FrameFields(Pairs)
    assert fields.of(b"T=hot") is None
    told = fields.problem
    assert told.startswith("the protocol's fields raised ValueError: invalid literal")
    assert "test_frame_fields.py" in told
    assert "int(value)" in fields.details
    assert fields.of(b"\xff") is None
    assert fields.of(b"T=1") == {"T": 1}
    assert fields.problem == told


def test_what_does_not_return_is_interrupted_and_asked_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.05)
    calls = []

    def endless(_self: object, frame: bytes) -> object:
        calls.append(frame)
        while True:
            time.sleep(0)

    fields = asked_by(endless)
    assert [fields.of(b"a"), fields.of(b"b")] == [None, None]
    assert calls == [b"a"]
    assert "the protocol's fields was interrupted: it did not return within 0.05 s" in fields.problem


def test_neither_does_what_is_given_hold_on_by_having_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.05)

    class Slow(dict[str, int]):
        def items(self) -> object:  # type: ignore[override]
            for number in itertools.count():
                time.sleep(0.001)
                yield str(number), number

    fields = asked_by(lambda _self, _frame: Slow())
    assert fields.of(b"a") is None
    assert "was interrupted" in fields.problem


def test_one_that_cannot_be_made_is_told_once() -> None:
    class Broken(Pairs):
        def __init__(self) -> None:
            raise RuntimeError("no")

    fields = FrameFields(Broken)
    assert [fields.of(b"a"), fields.of(b"b")] == [None, None]
    assert fields.problem.startswith("the protocol's constructor raised RuntimeError: no")


def test_what_is_no_mapping_and_what_is_too_long() -> None:
    fields = asked_by(lambda _self, frame: [frame])
    assert fields.of(b"x" * (LONGEST_FRAME + 1)) is None
    assert fields.problem == ""
    assert fields.of(b"x") is None
    assert "a mapping, such as a dict, and not list" in fields.problem
