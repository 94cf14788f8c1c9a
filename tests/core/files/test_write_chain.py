"""Batch after batch: in order, once, with what waits counted, and an end for whoever waits."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator

import pytest
from attrs import frozen

from poetrygui.core.files.write_chain import ENOUGH, MUCH, WriteChain
from tests.core.held_disk import HeldDisk


@frozen
class Written:
    """How many letters of a batch were written."""

    size: int
    error: OSError | None = None


class Letters:
    """Letters on their way to a place that has room for some, and what is heard of them."""

    def __init__(self, disk: HeldDisk) -> None:
        self.room = 1000
        self.written = ""
        self.heard: list[str] = []
        self.waiting = ""
        self._rest: str | None = None
        self.chain = WriteChain(
            disk,
            next_batch=self._next,
            write=self._write,
            take=self._take,
            failed=lambda error: self.heard.append(f"failed: {error.strerror}"),
        )

    @property
    def problem(self) -> str:
        return str(self.chain.error or "")

    def accept(self, letters: str) -> None:
        self.waiting += letters
        self.chain.accept(len(letters))

    def when_written(self) -> None:
        self.chain.when_written(lambda: self.heard.append("all written"))

    def _next(self) -> str | None:
        batch, self.waiting = self.waiting, ""
        return batch or None

    def _write(self, batch: str) -> Written:
        if batch == "defect":
            raise ZeroDivisionError("a defect")
        written = batch[: self.room - len(self.written)]
        self.written += written
        self._rest = batch[len(written) :]
        return Written(len(written), OSError(errno.ENOSPC, "no room") if self._rest else None)

    def _take(self, written: Written) -> None:
        self.heard.append(f"{written.size} written")
        self.waiting = (self._rest or "") + self.waiting


@pytest.fixture
def disk() -> Iterator[HeldDisk]:
    held = HeldDisk()
    yield held
    assert not held.jobs


@pytest.fixture
def letters(disk: HeldDisk) -> Letters:
    return Letters(disk)


def test_what_is_accepted_during_a_write_is_the_next_ones(disk: HeldDisk, letters: Letters) -> None:
    letters.accept("a")
    letters.accept("bc")
    letters.accept("def")
    letters.when_written()
    assert (len(disk.jobs), disk.backlog) == (1, 6)
    disk.jobs.pop(0)()
    assert (len(disk.jobs), disk.backlog) == (1, 5)
    disk.let_go()
    assert letters.written == "abcdef"
    assert letters.heard == ["1 written", "5 written", "all written"]
    assert disk.backlog == 0


def test_where_nothing_is_being_written_nobody_waits(letters: Letters) -> None:
    letters.when_written()
    letters.accept("")
    letters.when_written()
    assert letters.heard == ["all written"] * 2


def test_an_error_stops_it_until_a_retry(disk: HeldDisk, letters: Letters) -> None:
    letters.room = 2
    letters.accept("abc")
    letters.when_written()
    letters.accept("d")
    disk.let_go()
    assert "no room" in letters.problem
    assert letters.heard == ["2 written", "failed: no room", "all written"]
    letters.accept("e")
    letters.when_written()
    assert (letters.written, disk.backlog, disk.jobs) == ("ab", 0, [])
    letters.room = 9
    letters.chain.retry()
    letters.chain.retry()
    assert (letters.problem, disk.backlog) == ("", 3)
    disk.let_go()
    assert (letters.written, disk.backlog) == ("abcde", 0)


def test_a_defect_is_an_error_and_ends_the_waiting(disk: HeldDisk, letters: Letters) -> None:
    letters.accept("defect")
    letters.when_written()
    disk.let_go()
    assert letters.chain.error is not None
    assert letters.chain.error.errno == errno.EIO
    assert letters.heard == ["failed: ZeroDivisionError: a defect", "all written"]
    assert disk.backlog == 0


def test_stopping_waits_for_no_write(disk: HeldDisk, letters: Letters) -> None:
    letters.accept("abc")
    letters.when_written()
    letters.accept("d")
    letters.chain.stop()
    letters.chain.stop()
    assert letters.heard == ["all written"]
    letters.accept("e")
    letters.chain.retry()
    letters.when_written()
    disk.let_go()
    assert letters.heard == ["all written"] * 2
    assert (letters.written, disk.backlog) == ("abc", 0)


def test_stopping_after_an_error_counts_nothing_off_twice(disk: HeldDisk, letters: Letters) -> None:
    letters.room = 0
    letters.accept("abc")
    disk.let_go()
    letters.chain.stop()
    letters.chain.retry()
    assert disk.backlog == 0


def test_who_hears_of_a_write_may_stop_it(disk: HeldDisk, letters: Letters) -> None:
    letters.accept("abc")
    letters.accept("d")
    letters.chain.when_written(letters.chain.stop)
    disk.jobs.pop(0)()
    letters.chain.stop()
    disk.let_go()
    assert disk.backlog == 0


class Patient(HeldDisk):
    """Calls what may wait a moment when a test lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.moments: list[Callable[[], None]] = []

    def in_a_moment(self, job: Callable[[], None]) -> None:
        self.moments.append(job)

    def pass_on(self) -> None:
        """Let the moment be over."""
        moments, self.moments = self.moments, []
        for job in moments:
            job()


@pytest.fixture
def patient() -> tuple[Patient, Letters]:
    disk = Patient()
    letters = Letters(disk)
    letters.room = 2 * ENOUGH
    return disk, letters


def test_much_is_written_with_what_comes_in_the_same_moment(patient: tuple[Patient, Letters]) -> None:
    disk, letters = patient
    letters.accept("a" * MUCH)
    letters.accept("b")
    assert (disk.jobs, len(disk.moments)) == ([], 1)
    disk.pass_on()
    disk.jobs.pop()()
    assert letters.written == "a" * MUCH + "b"
    letters.accept("c")
    assert len(disk.jobs) == 1, "little is written at once"
    letters.accept("d" * MUCH)
    disk.jobs.pop()()
    assert (disk.jobs, len(disk.moments)) == ([], 1), "and what came while it was, a moment later"
    letters.accept("e" * ENOUGH)
    assert len(disk.jobs) == 1, "enough waits for no more"
    disk.pass_on()
    assert len(disk.jobs) == 1
    disk.let_go()
    assert letters.written == "a" * MUCH + "bc" + "d" * MUCH + "e" * ENOUGH
    assert (disk.backlog, disk.moments) == (0, [])


def test_whoever_waits_for_all_of_it_waits_no_moment(patient: tuple[Patient, Letters]) -> None:
    disk, letters = patient
    letters.accept("a" * MUCH)
    letters.when_written()
    assert letters.heard == []
    letters.accept("b" * MUCH)
    disk.let_go()
    assert letters.heard == [f"{MUCH} written"] * 2 + ["all written"]
    disk.pass_on()
    assert disk.jobs == []


def test_what_waits_when_it_is_stopped_or_fails_is_not_written(patient: tuple[Patient, Letters]) -> None:
    disk, letters = patient
    letters.room = 1
    letters.accept("a")
    letters.accept("b" * MUCH)
    disk.jobs.pop()()
    disk.pass_on()
    disk.let_go()
    letters.accept("c" * MUCH)
    disk.pass_on()
    assert (disk.jobs, disk.backlog, letters.heard) == ([], 0, ["1 written", "0 written", "failed: no room"])
    letters.chain.retry()
    assert len(disk.jobs) == 1
    disk.jobs.clear()
    stopped = Letters(disk)
    stopped.accept("d" * MUCH)
    stopped.chain.stop()
    disk.pass_on()
    assert (disk.jobs, stopped.written) == ([], "")
