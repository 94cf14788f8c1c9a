"""A protocol's callback that does not return is interrupted, and nothing else is."""

from __future__ import annotations

import contextlib
import math
import re
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs
import pytest

from poetrygui.core.guard.hang_guard import HangError, HangGuard, run_foreign
from poetrygui.core.guard.raised_again import raise_at_next_line
from poetrygui.core.guard.thread_time import Moment, ThreadClocks
from poetrygui.core.poems.passed_poem import PassedPoem
from tests.surroundings import PATIENCE

pytestmark = [
    pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="the platform has no SIGALRM"),
    # An alarm that comes while garbage is collected is lost, and said to be; the next one comes a moment later.
    pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning"),
]

ROOT = Path(__file__).parents[2]


def endless_loop() -> None:
    while True:
        pass


def loop_that_swallows_exceptions() -> None:
    while True:
        try:  # noqa: SIM105 - a context manager would be left by the exception
            pass
        except:  # noqa: E722 - the worst that a protocol can do
            pass


def sleep_that_swallows_exceptions() -> None:
    # The alarm comes within the try statement, always.
    while True:
        try:  # noqa: SIM105 - a context manager would be left by the exception
            time.sleep(0.001)
        except:  # noqa: E722
            pass


def wait_for_a_lock() -> None:
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


HANGS = {
    "loop": endless_loop,
    "swallowing loop": loop_that_swallows_exceptions,
    "swallowing sleep": sleep_that_swallows_exceptions,
    "sleep": lambda: time.sleep(60),
    "lock": wait_for_a_lock,
    "regex": lambda: re.match(r"(a+)+$", "a" * 64 + "b"),
    "arithmetic": lambda: pow(3, 60_000_000) and None,
}


@pytest.fixture(autouse=True)
def _alarm_is_off() -> None:
    """Turn off what another test's guard has set and not come to yet."""
    signal.setitimer(signal.ITIMER_REAL, 0)


@pytest.fixture
def guard() -> HangGuard:
    return HangGuard(limit=0.05)


@pytest.mark.parametrize("name", HANGS)
def test_it_interrupts(guard: HangGuard, name: str) -> None:
    with pytest.raises(HangError) as caught:
        guard.call(HANGS[name])
    assert "0.05 s" in str(caught.value)


def test_it_interrupts_a_function_without_a_frame(guard: HangGuard) -> None:
    with pytest.raises(HangError):
        guard.call(time.sleep, 60)


def test_an_alarm_that_comes_late_finds_nothing_to_interrupt(guard: HangGuard) -> None:
    # Whatever the moment at which the callback is left, nothing is raised afterwards.
    guard.limit = 1e-5
    for _ in range(2000):
        with contextlib.suppress(HangError):
            guard.call(sum, range(100))
        assert not guard.is_running
    alarm_rests()


def alarm_rests() -> None:
    """Return when the alarm has come for the last time."""
    while signal.getitimer(signal.ITIMER_REAL) != (0.0, 0.0):
        pass


def test_it_leaves_a_callback_alone_that_returns(guard: HangGuard) -> None:
    assert guard.call(lambda first, second: first + second, 1, 2) == 3
    alarm_rests()


def test_the_alarm_rests_after_an_error(guard: HangGuard) -> None:
    with pytest.raises(ZeroDivisionError):
        guard.call(lambda: 1 // 0)
    alarm_rests()


def test_a_limit_for_one_call_alone(guard: HangGuard) -> None:
    with pytest.raises(HangError, match=r"within 0\.01 s"):
        guard.call(endless_loop, limit=0.01)
    with pytest.raises(HangError, match=r"within 0\.05 s"):
        guard.call(endless_loop)


def test_without_a_limit_there_is_no_alarm(guard: HangGuard) -> None:
    guard.limit = math.inf
    assert guard.call(signal.getitimer, signal.ITIMER_REAL) == (0.0, 0.0)


def test_what_swallowed_the_interruption_and_returned_is_told_all_the_same(guard: HangGuard) -> None:
    def swallow() -> str:
        with contextlib.suppress(BaseException):
            endless_loop()
        return "nothing happened"

    with pytest.raises(HangError):
        guard.call(swallow)
    alarm_rests()


class ClocksByHand(ThreadClocks):
    """Clocks that stand still until they are moved."""

    def __init__(self) -> None:
        self.moment = Moment(0.0, 0.0)

    def wall(self) -> float:
        return self.moment.wall

    def now(self) -> Moment:
        return self.moment

    def move(self, wall: float, cpu: float = 0.0, waited: float = 0.0, faults: int = 0) -> None:
        before = self.moment
        self.moment = Moment(before.wall + wall, before.cpu + cpu, before.waited + waited, before.faults + faults)

    def look(self, wall: float, cpu: float = 0.0, waited: float = 0.0, faults: int = 0) -> None:
        """Move them on, and let the guard look at them."""
        self.move(wall, cpu, waited, faults)
        signal.raise_signal(signal.SIGALRM)


def write_slowly(clocks: ClocksByHand, filename: str) -> Callable[[Any], int]:
    """Return a function that sleeps for ten seconds, a hundredth at a time, and has its code in that file."""
    code = """
def write(data):
    for _ in range(1000):
        clocks.move(0.01)
        signal.raise_signal(signal.SIGALRM)
    return len(data)
"""
    names: dict[str, Any] = {"clocks": clocks, "signal": signal}
    exec(compile(code, filename, "exec"), names)
    write: Callable[[Any], int] = names["write"]
    return write


LOOK = 0.01  # seconds between two looks of a guard with the limit of half a second


@pytest.fixture
def clocks() -> ClocksByHand:
    return ClocksByHand()


def looks_until_interrupted(clocks: ClocksByHand, most: int, **moved: float) -> int | None:
    """Return how many looks a callback survives for which the clocks move like that, None where it survives all."""
    done = 0

    def callback() -> None:
        nonlocal done
        while done < most:
            clocks.look(**moved)  # type: ignore[arg-type]
            done += 1

    try:
        HangGuard(0.5, clocks).call(callback)
    except HangError:
        return done
    return None


@pytest.mark.parametrize(
    "moved",
    [
        pytest.param({"wall": LOOK, "cpu": LOOK}, id="computing"),
        pytest.param({"wall": LOOK}, id="asleep"),
        pytest.param({"wall": 3 * LOOK, "cpu": LOOK, "waited": 2 * LOOK}, id="computing on a busy machine"),
        pytest.param({"wall": 5 * LOOK, "waited": 4 * LOOK}, id="asleep on a busy machine"),
    ],
)
def test_it_takes_the_limit_in_time_of_the_thread(clocks: ClocksByHand, moved: dict[str, float]) -> None:
    looks = looks_until_interrupted(clocks, 60, **moved)
    assert looks is not None
    assert 45 <= looks <= 51


@pytest.mark.parametrize(
    "looks, moved",
    [
        pytest.param(12, {"wall": 3600.0}, id="stopped again and again"),
        pytest.param(12, {"wall": 3600.0, "cpu": 0.01}, id="stopped again and again while it computes"),
        pytest.param(3, {"wall": 3600.0, "cpu": 3600.0}, id="its clocks jump"),
        pytest.param(1000, {"wall": 1.0, "waited": 1.0}, id="starved of the processor"),
        pytest.param(1000, {"wall": LOOK, "faults": 1}, id="waiting for memory on disk"),
    ],
)
def test_what_the_callback_has_not_done_is_not_held_against_it(
    clocks: ClocksByHand, looks: int, moved: dict[str, float]
) -> None:
    assert looks_until_interrupted(clocks, looks, **moved) is None


def test_a_new_call_begins_anew(clocks: ClocksByHand) -> None:
    guard = HangGuard(0.5, clocks)

    def callback() -> None:
        for _ in range(10):
            clocks.look(LOOK, LOOK)

    for _ in range(100):
        guard.call(callback)


def test_waiting_in_the_cores_own_work_is_not_the_callbacks_sleep(clocks: ClocksByHand) -> None:
    # As with a reader of standard output that takes its time.
    poem = PassedPoem(write_slowly(clocks, "<in no file>"), exact=False, where="a slow pipe")

    def deliver() -> None:
        poem.frame(b"abc")
        poem.flush()

    HangGuard(0.5, clocks).call(deliver)


def test_an_installed_librarys_sleep_is_the_callbacks_wherever_the_core_calls_it(clocks: ClocksByHand) -> None:
    hang = write_slowly(clocks, str(Path(attrs.__file__).parents[1] / "poetrygui_mqtt" / "feed.py"))
    with pytest.raises(HangError):
        HangGuard(0.5, clocks).call(hang, b"")
    poem = PassedPoem(lambda data: run_foreign(hang, data), exact=False, where="a slow pipe")
    poem.frame(b"abc")
    with pytest.raises(HangError):
        HangGuard(0.5, clocks).call(poem.flush)


def test_a_callback_within_a_callback_is_under_the_first_ones_limit(guard: HangGuard) -> None:
    with pytest.raises(HangError):
        guard.call(lambda: guard.call(endless_loop))


def test_outside_the_main_thread_it_just_calls() -> None:
    results: list[int] = []
    thread = threading.Thread(target=lambda: results.append(HangGuard(0.01).call(lambda: 7)))
    thread.start()
    thread.join()
    assert results == [7]


def test_the_cores_own_work_is_never_cut_in_two() -> None:
    # In a process of its own, which is traced.
    subprocess.run([sys.executable, "-m", "tests.core.cut_anywhere"], check=True, timeout=PATIENCE, cwd=ROOT)


def test_the_alarm_does_not_outlive_the_program() -> None:
    # It is still to come when the last call has returned, and the program takes its time to end; or it is asked for
    # once more then, by what is told at last of an error that nobody has handled.
    program = """
import atexit, gc, time
atexit.register(lambda: print("ended"))
from poetrygui.core.guard.hang_guard import GUARD
class Late:
    def __del__(self, sleep=time.sleep, guard=GUARD):
        guard.call(int, limit=0.1)
        sleep(0.2)
late = Late()
late.itself = late
gc.disable()
GUARD.call(int)
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], check=False, timeout=PATIENCE, cwd=ROOT, capture_output=True
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"ended\n", b"")


def test_it_takes_the_alarm_back_from_whoever_took_it(guard: HangGuard) -> None:
    guard.call(int)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    with pytest.raises(HangError):
        guard.call(endless_loop)
    other = HangGuard(limit=0.05)
    other.call(int)
    with pytest.raises(HangError):
        guard.call(endless_loop)


def test_the_first_call_stays_guarded_when_one_within_it_returns(guard: HangGuard) -> None:
    assert guard.call(lambda: (guard.call(int), guard.is_running)) == (0, True)
    assert not guard.is_running


class Owner:
    """Notes the calls that it hears were slow."""

    def __init__(self) -> None:
        self.told: list[tuple[str, float]] = []

    def was_slow(self, callback: str, seconds: float) -> None:
        self.told.append((callback, round(seconds, 3)))


@pytest.mark.parametrize(
    "looks,cpu,told",
    [(0, 0.1, [0.1]), (0, 0.04, []), (0, 0.0, []), (4, 0.03, [0.07]), (4, 0.0, [])],
)
def test_a_slow_call_is_told_by_what_its_thread_has_computed(
    clocks: ClocksByHand, looks: int, cpu: float, told: list[float]
) -> None:
    guard, owner = HangGuard(0.5, clocks), Owner()
    assert guard.begin(owner, "dataReceived")
    for _ in range(looks):
        clocks.look(LOOK, LOOK)
    clocks.move(0.2, cpu)
    guard.end()
    assert owner.told == [("dataReceived", seconds) for seconds in told]


def test_what_swallows_each_interruption_is_left_by_the_second(clocks: ClocksByHand) -> None:
    rounds = []

    def swallow() -> None:
        for number in range(1000):
            rounds.append(number)
            try:  # noqa: SIM105 - a context manager would be left by the exception
                clocks.look(LOOK, LOOK)
            except BaseException:  # noqa: BLE001 - the worst that a protocol can do
                pass

    guard = HangGuard(0.5, clocks)
    with pytest.raises(HangError):
        guard.call(swallow)
    assert len(rounds) < 100
    # All of it belongs to that call.
    assert guard.call(int) == 0
    assert sys.gettrace() is None


def test_nothing_is_traced_after_the_call(clocks: ClocksByHand) -> None:
    def swallow() -> None:
        with suppress(HangError):
            while True:
                clocks.look(LOOK, LOOK)
        raise_at_next_line([], lambda: HangError(1))
        assert sys.gettrace() is not None

    with pytest.raises(HangError):
        HangGuard(0.5, clocks).call(swallow)
    assert sys.gettrace() is None


def test_what_the_collector_calls_is_not_interrupted(clocks: ClocksByHand) -> None:
    # What is raised there reaches nobody.
    clean_up = write_slowly(clocks, weakref.__file__)
    assert HangGuard(0.5, clocks).call(clean_up, b"abc") == 3
