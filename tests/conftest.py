"""One reactor for the whole run, inside pytest-qt's application; and whatever goes wrong out of sight fails a test."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from typing import Protocol as StructuralType

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from PyQt6.QtCore import QEventLoop
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from twisted.internet.defer import Deferred
from twisted.logger import ILogObserver, LogEvent, LogLevel, globalLogPublisher
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui import qtreactor, startup
from poetrygui.core.guard.plugin_output import PROTOCOL_MODULES
from poetrygui.core.text.display_text import ask_fonts
from tests import programs, surroundings

_CHECKOUT = Path(__file__).parents[1]
_EXAMPLES = _CHECKOUT / ".hypothesis"
settings.register_profile(
    "house",
    # What failed is tried again by the next run, where a run may leave something behind.
    database=DirectoryBasedExampleDatabase(_EXAMPLES) if os.access(_EXAMPLES.parent, os.W_OK) else None,
    deadline=None,  # the machine's speed decides no test
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Where the same tests run elsewhere with all of their examples, such as on other Pythons, a few do.
settings.register_profile("few", settings.get_profile("house"), max_examples=20)
settings.load_profile(os.environ.get("TESTS_EXAMPLES") or "house")
surroundings.keep_bytecode()
# What several tests share tells as much of an assertion that does not hold as a test itself.
pytest.register_assert_rewrite(
    *(f"tests.{folder.name}" for folder in Path(__file__).parent.iterdir() if folder.is_dir())
)

T = TypeVar("T")

_PATIENCE = int(surroundings.PATIENCE * 1000)  # milliseconds
_ROOM_FOR_A_SOCKET = 60  # bytes of a folder's path with which a socket in it has a path that is short enough
_TESTS_BETWEEN = 50  # two looks at all the garbage there is
_ended_tests = count(1)
_UNTIL_CLEAN = 10_000  # milliseconds in which a test's own connections and calls end, on a busy machine, too


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run the tests where that is left open: one more than processors, since tests wait."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage among seven thousand tests: it takes a third of the time in which they are collected."""
    startup.begin()
    try:
        yield
    finally:
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session", name="_loop_garbage")
def _garbage_of_the_loop(qapp: Any) -> qtreactor.LoopGarbage:
    return qtreactor.LoopGarbage()


@pytest.fixture(autouse=True)
def _no_garbage_of_other_tests(_loop_garbage: qtreactor.LoopGarbage) -> Iterator[None]:
    """Look for garbage after each test, whether a loop went round in it or not, and now and then at all there is.

    Python itself would do so in any thread, and take the widgets that other tests leave behind apart there.
    """
    yield
    gc.disable()  # a command, as which the test may have begun, has it on
    gc.collect(1 if next(_ended_tests) % _TESTS_BETWEEN else 2)


@pytest.fixture(scope="session", autouse=True)
def _surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Bring what no test is to find on the machine, before the first; and end what starts programs, after the last."""
    surroundings.prepare(tmp_path_factory.mktemp("surroundings"))
    yield
    programs.end_forkers()


class PatientBot(QtBot):
    """Waits as long as a slow machine may need, where a test names no time."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE) -> None:  # noqa: N802
        """Run the loop until ``callback`` returns true."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _PATIENCE, **options: Any) -> Any:  # noqa: N802
        """Run the loop until the signal is emitted."""
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitExposed(self, widget: QWidget, *, timeout: int = _PATIENCE) -> Any:  # noqa: N802
        """Run the loop until the widget is on the screen."""
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    """Hands and eyes for a window, as pytest-qt has them, with more patience."""
    return PatientBot(request)


class WaitFor(StructuralType):
    """Runs the event loop until a Deferred has fired."""

    def __call__(self, deferred: Deferred[T]) -> T:
        """Return the result, or raise what it failed with."""


@pytest.fixture(scope="session", name="session_reactor", autouse=True)
def _session_reactor(_surroundings: None, qapp: Any) -> Iterator[Any]:
    # Also where the first test asks for none: what it calls may import Twisted's own.
    reactor: Any = qtreactor.install()
    reactor.runReturn(installSignalHandlers=False)
    yield reactor
    # Its thread pool ends with it; the process would wait for those threads for ever.
    reactor.stop()
    for _ in range(1_000):
        if not reactor.running:
            break
        qapp.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 10)


@pytest.fixture
def reactor(session_reactor: Any, qtbot: QtBot) -> Iterator[Any]:
    """The running reactor; a test that leaves a connection, a port or a timed call behind fails."""
    before = _left_behind(session_reactor)
    yield session_reactor

    def is_clean() -> bool:
        return not _left_behind(session_reactor) - before

    try:
        qtbot.waitUntil(is_clean, timeout=_UNTIL_CLEAN)
    except Exception:  # noqa: BLE001 - whatever waitUntil raises, the list below says more
        left = _left_behind(session_reactor) - before
        for each in left:
            if hasattr(each, "cancel") and each.active():
                each.cancel()
        pytest.fail(f"left behind in the reactor: {sorted(map(repr, left))}")


def _left_behind(reactor: Any) -> set[Any]:
    return {*reactor.getReaders(), *reactor.getWriters(), *reactor.getDelayedCalls()}


@pytest.fixture
def socket_folder() -> Iterator[Path]:
    """A folder for UNIX sockets, whose paths have some hundred bytes at most: pytest's own may be too deep for that.

    A test asks for it before it asks for what listens there, and so has it for longer.
    """
    usual = tempfile.gettempdir()
    short = usual if len(os.fsencode(usual)) < _ROOM_FOR_A_SOCKET else "/tmp"
    with tempfile.TemporaryDirectory(prefix="poem-", dir=short) as folder:
        yield Path(folder)


@pytest.fixture
def wait_for(reactor: Any, qtbot: QtBot) -> WaitFor:
    """Return a function that waits for a Deferred while the loop runs."""

    def wait(deferred: Deferred[T]) -> T:
        results: list[Any] = []
        deferred.addBoth(results.append)
        qtbot.waitUntil(lambda: bool(results))
        if isinstance(results[0], Failure):
            results[0].raiseException()
        result: T = results[0]
        return result

    return wait


@pytest.fixture
def wait_until(reactor: Any, qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    """Return a function that waits until a condition holds while the loop runs."""
    return qtbot.waitUntil


@pytest.fixture(autouse=True)
def _same_marks_everywhere() -> Iterator[None]:
    """Forget the fonts of this machine after a test with a window: they decide how control characters are shown."""
    yield
    ask_fonts(bool)


@pytest.fixture(autouse=True)
def _no_protocols_of_other_tests() -> Iterator[None]:
    """Forget the protocol files that a test loaded.

    Hypothesis reads the file of each module that Python knows, and by then a pipe may stand in its place: it would wait
    for ever.
    """
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        file = getattr(sys.modules[name], "__file__", None)
        if name.startswith(PROTOCOL_MODULES) and file and _CHECKOUT not in Path(file).parents:
            del sys.modules[name]


@implementer(ILogObserver)
class LoggedErrors:
    """The errors that went to Twisted's log; a test that expects some takes them."""

    def __init__(self) -> None:
        self.events: list[LogEvent] = []

    def __call__(self, event: LogEvent) -> None:
        if event.get("log_level", LogLevel.info) >= LogLevel.error:
            self.events.append(event)

    def take(self) -> list[str]:
        """Return what was logged so far, as text, and forget it."""
        events, self.events = self.events, []
        return [str(event.get("log_failure") or event.get("log_format")) for event in events]


@pytest.fixture(autouse=True)
def logged_errors() -> Iterator[LoggedErrors]:
    """Fail a test during which an error was logged, such as one in a reactor's callback."""
    logged = LoggedErrors()
    globalLogPublisher.addObserver(logged)
    yield logged
    globalLogPublisher.removeObserver(logged)
    if left := logged.take():
        pytest.fail("logged errors:\n" + "\n".join(left))
