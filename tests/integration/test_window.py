"""The program as a user runs it: in a process of its own, opened, told to end, and asked for pictures."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from poetrygui.core.servers.server_book import Server, ServerBook
from tests.commands.running import serving
from tests.programs import Program, start_program
from tests.surroundings import PATIENCE

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")

_IMPORTED = (
    *("poetrygui.app", "poetrygui.core.fetching.fetch", "poetrygui.gui.poems.poem_tab"),
    *("poetrygui.gui.window.main_window", "OpenSSL.SSL"),
)
FETCH_ALL = """
import sys
from pathlib import Path
from poetrygui import app
run = app._Run()
window = run.open(Path(sys.argv[1]))
def say(text):
    print(text, flush=True)
def look_whether_all_began():
    tabs = list(window.workspace.tabs.tabs())
    # One whose protocol is to be read first has its tab a moment later.
    if tabs and len(tabs) == len(window.workspace.model.servers) and all(tab.view.line_count() for tab in tabs):
        say("all began")
    else:
        run.reactor.callLater(0.02, look_whether_all_began)
def fetch():
    window.workspace.fetches.fetch_all()
    look_whether_all_began()
{extra}
run.reactor.callWhenRunning(fetch)
status = run.loop()
say("outcomes " + " ".join(str(tab.poem.state.outcome) for tab in window.workspace.tabs.tabs()))
sys.exit(status)
"""


def environment(**changes: str) -> dict[str, str]:
    """Return an environment without a display but for what is given."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return kept | {"PYTHONPATH": str(ROOT)} | changes


def begin_fetching(profile: Path, extra: str = "") -> Program | subprocess.Popen[bytes]:
    """Start a program that fetches all servers of a profile, and runs ``extra`` besides, without a start of Python."""
    path = profile.parent / "fetch_all.py"
    path.write_text(FETCH_ALL.format(extra=extra), "utf-8")
    return start_program([str(path), str(profile)], _IMPORTED, environment(QT_QPA_PLATFORM="offscreen"))


def run(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    return subprocess.run(
        [sys.executable, "-m", "poetrygui", *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=environment(**changes),
        check=False,
    )


@pytest.fixture
def slow_server(tmp_path: Path) -> Iterator[Server]:
    """Serve a poem in another process, so slowly that it never ends during a test."""
    poem = tmp_path / "poem.txt"
    poem.write_text("verse\n" * 10_000)
    with serving(poem, "--delay", "0.05", "--num-bytes", "12") as (address,):
        yield Server("slow", address, "raw")


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_order(slow_server: Server, tmp_path: Path, number: signal.Signals) -> None:
    profile = tmp_path / "profile"
    book = ServerBook(profile / "servers.json")
    for _ in range(5):
        book.add(Server("slow", slow_server.address))
    with begin_fetching(profile) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"all began\n"
        process.send_signal(number)
        rest, _ = process.communicate(timeout=PATIENCE)
        assert rest.splitlines()[-1] == b"outcomes " + b" ".join([b"stopped"] * 5)
        assert process.returncode == 0
    noted = [json.loads(path.read_text())["poem"]["ended"]["outcome"] for path in profile.glob("poems/*/poem.json")]
    assert noted == ["stopped"] * 5


def test_an_error_in_a_slot_is_reported_and_does_not_end_it(slow_server: Server, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    ServerBook(profile / "servers.json").add(slow_server)
    extra = """
from PyQt6.QtCore import QTimer
def fail():
    raise ValueError("in a slot")
def fail_in_reactor():
    raise KeyError("in the reactor")
def look():
    if sum(p.count for p in window.report.problems) < 21:
        run.reactor.callLater(0.01, look)
        return
    say("problems " + " ".join(sorted(p.sentence.split(": ")[1] + str(p.count) for p in window.report.problems)))
    window.close()
for place in range(20):
    QTimer.singleShot(0, fail)
run.reactor.callLater(0, fail_in_reactor)
run.reactor.callLater(0, look)
"""
    with begin_fetching(profile, extra) as process:
        out, error = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert b"problems KeyError1 ValueError20" in out
    assert b"ValueError: in a slot" in error


def test_what_runs_while_the_window_is_taken_apart_does_not_crash_the_end(tmp_path: Path) -> None:
    extra = """
from PyQt6.QtCore import QObject, QPoint
kept = []
child = QObject(window)
child.destroyed.connect(lambda: kept.extend(QPoint() for _ in range(200_000)))
run.reactor.callLater(0, window.close)
"""
    with begin_fetching(tmp_path / "profile", extra) as process:
        out, error = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out.split(), error) == (0, [b"outcomes"], b"")


@posix
def test_a_killed_program_leaves_its_poem_as_interrupted(slow_server: Server, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    ServerBook(profile / "servers.json").add(slow_server)
    with begin_fetching(profile) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"all began\n"
        process.kill()
    assert run("--profile", str(profile), "--screenshot", str(tmp_path / "p.png")).returncode == 0
    (note,) = profile.glob("poems/*/poem.json")
    assert json.loads(note.read_text())["poem"]["ended"]["outcome"] == "interrupted"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a display")
@pytest.mark.parametrize(
    "display, sentence", [("", "There is no display"), (":987", "The display ':987' cannot be reached")]
)
def test_without_a_display_a_line_says_so(tmp_path: Path, display: str, sentence: str) -> None:
    result = run("--profile", str(tmp_path / "profile"), **({"DISPLAY": display} if display else {}))
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert sentence in result.stderr or "apt install" in result.stderr
    assert not (tmp_path / "profile").exists()


def test_without_qt_a_line_says_so(tmp_path: Path) -> None:
    code = "import sys; sys.modules['PyQt6'] = None; from poetrygui.cli import main; sys.argv[1:] = ['demo']; main()"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, env=environment(), check=False
    )
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert "PyQt6 is not installed" in result.stderr
