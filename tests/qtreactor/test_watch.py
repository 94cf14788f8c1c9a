"""The two objects that drive a reactor: readable is told, time is told, and Qt has its turn in between."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from attrs import define, field
from pytestqt.qtbot import QtBot

from poetrygui.qtreactor.watch import PollerWatch
from tests.conftest import LoggedErrors


@define
class Watched:
    """A watch on a pipe, and what it told."""

    watch: PollerWatch
    writer: int
    told: list[str] = field(factory=list)


@pytest.fixture
def watched(qapp: object) -> Iterator[Watched]:
    reader, writer = os.pipe()
    told: list[str] = []

    def ready() -> None:
        os.read(reader, 1)
        told.append("ready")

    watch = PollerWatch(reader, ready, lambda: told.append("time"))
    yield Watched(watch, writer, told)
    watch.stop()
    for descriptor in (reader, writer):
        os.close(descriptor)


def test_what_is_readable_is_told_while_it_is_watched(watched: Watched, qtbot: QtBot) -> None:
    os.write(watched.writer, b"ab")
    qtbot.wait(1)
    assert watched.told == []
    watched.watch.start()
    qtbot.waitUntil(lambda: watched.told == ["ready", "ready"])
    watched.watch.stop()
    os.write(watched.writer, b"c")
    qtbot.wait(1)
    assert watched.told == ["ready", "ready"]


def test_its_time_is_told_once(watched: Watched, qtbot: QtBot) -> None:
    watched.watch.fire_in(0.001)
    qtbot.waitUntil(lambda: watched.told == ["time"])
    watched.watch.fire_in(10**9)  # longer than a timer of Qt's takes
    watched.watch.stop_timer()
    qtbot.wait(1)
    assert watched.told == ["time"]


def test_giving_way_lets_qt_have_its_turn_before_what_is_readable(watched: Watched, qtbot: QtBot) -> None:
    watched.watch.start()
    watched.watch.give_way()
    os.write(watched.writer, b"a")
    qtbot.waitUntil(lambda: len(watched.told) == 2)
    assert watched.told == ["time", "ready"]


def test_what_goes_wrong_is_logged_and_does_not_abort_the_process(
    qtbot: QtBot, qapp: object, logged_errors: LoggedErrors
) -> None:
    reader, writer = os.pipe()

    def fail() -> None:
        os.read(reader, 1)
        raise SystemExit("from a callback")

    watch = PollerWatch(reader, fail, fail)
    watch.start()
    os.write(writer, b"ab")
    errors: list[str] = []

    def took_two() -> bool:
        errors.extend(logged_errors.take())
        return len(errors) == 2

    qtbot.waitUntil(took_two)
    watch.stop()
    assert all("from a callback" in error for error in errors)
    for descriptor in (reader, writer):
        os.close(descriptor)
