"""A protocol's callback that does not return is interrupted, and nothing else is."""

from __future__ import annotations

import contextlib
import re
import signal
import subprocess
import sys
import threading
import time

import pytest

from poetrygui.core.hang_guard import HangError, HangGuard
from tests.surroundings import PATIENCE

pytestmark = [
    pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="the platform has no SIGALRM"),
    # An alarm that comes while garbage is collected is lost, and said to be; the next one comes a moment later.
    pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning"),
]


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
    # Whatever the moment at which the callback is left, the alarm is off afterwards.
    guard.limit = 1e-5
    for _ in range(2000):
        with contextlib.suppress(HangError):
            guard.call(sum, range(100))
        assert not guard.is_running
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_it_leaves_a_callback_alone_that_returns(guard: HangGuard) -> None:
    assert guard.call(lambda first, second: first + second, 1, 2) == 3
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_alarm_is_off_after_an_error(guard: HangGuard) -> None:
    with pytest.raises(ZeroDivisionError):
        guard.call(lambda: 1 // 0)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


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
    # A protocol that delivers for ever is interrupted between two deliveries: what the composer counted is what
    # it composed. In a process of its own, since the check needs the module-wide state untouched.
    program = """
from poetrygui.core.hang_guard import HangError, HangGuard
from poetrygui.core.rows import RowComposer

for _ in range(20):
    composer = RowComposer()
    def deliver_for_ever():
        while True:
            composer.frames([b"abc", b"de"])
            composer.part(b"x\\n")
            composer.frame(b"")
    try:
        HangGuard(0.01).call(deliver_for_ever)
    except HangError:
        pass
    rows, borders = composer.take()
    size = sum(map(len, rows))
    assert composer.size == size, (composer.size, size)
    assert composer.exact_size <= size
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=PATIENCE)


def test_it_takes_the_alarm_back_from_whoever_took_it(guard: HangGuard) -> None:
    guard.call(int)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    with pytest.raises(HangError):
        guard.call(endless_loop)
    other = HangGuard(limit=0.05)
    other.call(int)
    with pytest.raises(HangError):
        guard.call(endless_loop)
