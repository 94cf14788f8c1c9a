"""What a quick start rests on: nothing is imported or looked for that the window can be seen without."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from poetrygui import startup
from poetrygui.core.guard.plugin_output import PROTOCOL_MODULES
from tests.surroundings import PATIENCE

_SHOW = """
import sys
from pathlib import Path
from PyQt6.QtWidgets import QApplication
from poetrygui import qtreactor
application = QApplication([])
qtreactor.install()
from poetrygui.app import create_window
window = create_window(Path(sys.argv[1]))
window.show()
window.repaint()
"""
_BEGIN = "import sys; from poetrygui import startup; startup.begin()\n"
_GET_READY = """
from PyQt6.QtCore import QTimer
from poetrygui.gui.window.idle_steps import IdleSteps
next_step = window.findChild(IdleSteps).findChild(QTimer)
while next_step.isActive():
    application.processEvents()
"""
# With a window that is still open: PyQt may crash where it deletes one at the end of a process.
_TELL = """
import os
print(*sys.modules, flush=True)
os._exit(0)
"""
_ROOMS_OF_RECORDINGS = ("poetrygui.core.poems", "poetrygui.gui.recording", "poetrygui.recordings")
_SETTINGS = "poetrygui.gui.recording.recording_look"
_LETTERS = "poetrygui.core.poems.lettering"  # any label is read so
_COMMANDS = {
    f"poetrygui.commands.{name}" for name in ("guess", "recordings", "reframe", "serve_command", "protocols_command")
}
_LATER = {
    *_COMMANDS,
    "poetrygui.commands.get_command",
    "poetrygui.api.poem",
    "poetrygui.core.transports.address",
    "poetrygui.core.connection.connection",
    "poetrygui.core.poems.store",
    "poetrygui.gui.library.recording_exporter",
    "poetrygui.gui.library.recordings_dialog",
    "poetrygui.gui.reading.find_bar",
    "poetrygui.gui.rows.font_coverage",
    "poetrygui.gui.rows.poem_view",
    "poetrygui.gui.protocols.protocols_dialog",
    "poetrygui.gui.servers.server_dialog",
    "poetrygui.plugins.registry",
    "poetrygui.serve.server",
    "rich.console",
}


def modules_of(code: str, *arguments: object) -> set[str]:
    """Return the modules that a program has imported, as it prints them last."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return set(done.stdout.split())


def test_the_window_is_seen_before_what_it_does_not_show_is_imported(tmp_path: Path) -> None:
    modules = modules_of(_SHOW + _TELL, tmp_path)
    assert "poetrygui.gui.window.main_window" in modules
    assert not _LATER & modules
    for name in _LATER:
        __import__(name)  # a name that is no module's would never be found above


def in_rooms(modules: set[str], *rooms: str) -> set[str]:
    """Return those of the modules that stand in one of the rooms, each of which must be there itself."""
    assert modules.issuperset(rooms), "a room that is no package's name would never be found in"
    return {name for name in modules if name.startswith(tuple(f"{room}." for room in rooms))}


@pytest.fixture(scope="module")
def when_ready(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What is imported when all is done that a window can be seen without."""
    return modules_of(_BEGIN + _SHOW + _GET_READY + _TELL, tmp_path_factory.mktemp("profile"))


def test_nothing_of_recordings_is_imported_before_there_is_one(tmp_path: Path, when_ready: set[str]) -> None:
    assert in_rooms(modules_of(_SHOW + _TELL, tmp_path), *_ROOMS_OF_RECORDINGS) == {_SETTINGS, _LETTERS}
    # What a poem without one is shown by, and what a connection tells of, is imported before somebody waits for it.
    of_any_poem = {
        _SETTINGS,
        _LETTERS,
        "poetrygui.gui.recording.recording_parts",
        "poetrygui.recordings.framed_name",
        "poetrygui.gui.recording.beside_text",
        "poetrygui.gui.recording.bytes_below",
        "poetrygui.gui.recording.leading",
        *(
            f"poetrygui.core.poems.{name}"
            for name in ("event_kind", "keeper", "poem_info", "poem_reader", "subscription")
        ),
        # The view is told where what it shows stands in the whole: of one that shows a part, or more, these know.
        *(f"poetrygui.core.poems.{name}" for name in ("chosen_lines", "chosen_runs", "newlines", "newline_index")),
        "poetrygui.core.poems.sent_among",
        "poetrygui.core.poems.lettered_poem",
    }
    assert "poetrygui.gui.rows.poem_view" in when_ready
    assert in_rooms(when_ready, *_ROOMS_OF_RECORDINGS) == of_any_poem


def test_a_window_that_is_ready_has_run_no_protocol_and_read_nothing_for_tls(when_ready: set[str]) -> None:
    assert {"poetrygui.plugins.registry", "poetrygui.core.connection.failures"} <= when_ready
    assert not [name for name in when_ready if name.startswith(PROTOCOL_MODULES)]
    for_tls = {"service_identity", "cryptography.x509.base", "poetrygui.core.connection.tls_failures"}
    # No package here offers a protocol, and so none of them is taken apart.
    assert not (for_tls | {"email.message"}) & when_ready


def test_the_help_is_told_before_what_a_command_needs_is_imported() -> None:
    code = (
        "import atexit, sys; from poetrygui.__main__ import main; sys.argv[1:] = ['--help'];"
        " atexit.register(lambda: print(*sys.modules)); main()"
    )
    modules = modules_of(code)
    assert "poetrygui.commands.recordings" in modules
    needless = {"PyQt6", "json.decoder", "twisted", "poetrygui.core.outcomes", "poetrygui.plugins.registry"}
    # Coverage comes with some.
    assert not needless & (modules - modules_of("import sys; print(*sys.modules)"))


def test_how_get_is_used_is_told_without_what_connects() -> None:
    code = (
        "import atexit, sys; from poetrygui.__main__ import main; sys.argv[1:] = ['get', '--help'];"
        " atexit.register(lambda: print(*sys.modules)); main()"
    )
    modules = modules_of(code)
    assert "poetrygui.commands.get_command" in modules
    # Where what they say of themselves is not kept yet, transports are imported, but nothing that connects.
    assert not [name for name in modules if name.startswith("poetrygui.core.transports.connecting.")]
    assert not {"OpenSSL", "twisted", "zope.interface", "poetrygui.api.poem"} & modules


def test_what_records_is_imported_for_a_command_that_records_alone() -> None:
    code = (
        "import sys; from poetrygui.__main__ import main; sys.argv[1:] = ['get', 'unix:/not/there']\n"
        "try: main()\nexcept SystemExit: print(*sys.modules)"
    )
    modules = modules_of(code)
    assert "poetrygui.core.poems.passed_poem" in modules
    assert in_rooms(modules, "poetrygui.recordings") == set()
    of_recordings = ("poem_info", "recording", "store", "wire_log", "wire_records")
    assert not {f"poetrygui.core.poems.{name}" for name in of_recordings} & modules
    assert not _COMMANDS & modules


def test_a_part_of_the_core_does_without_the_rest() -> None:
    modules = modules_of("import sys, poetrygui.core.outcomes; print(*sys.modules)")
    assert "poetrygui.core.outcomes" in modules
    assert "poetrygui.core.fetching.fetch" not in modules


def test_the_core_offers_what_it_names() -> None:
    code = "from poetrygui import core; print(*(getattr(core, name).__module__ for name in core.__all__))"
    assert modules_of(code) == {
        f"poetrygui.core.{name}"
        for name in ("fetching.fetched_poem", "fetching.frame_stream", "outcomes", "servers.server_book")
    }
    with pytest.raises(subprocess.CalledProcessError):
        modules_of("from poetrygui.core import fetching_of_something")


def test_what_others_import_in_vain_is_read_when_something_of_it_is_asked_for() -> None:
    of_cookies = {"http.client", "urllib.request"}
    assert not of_cookies & modules_of(_BEGIN + "import http.cookiejar" + _TELL)
    assert of_cookies < modules_of(_BEGIN + "from http.cookiejar import CookieJar" + _TELL)
    asked = "from twisted.internet import reactor, ssl; assert ssl.CertificateOptions().getContext()"
    assert {"service_identity", "cryptography.x509.base"} < modules_of(_BEGIN + asked + _TELL)


def test_the_window_is_seen_before_what_a_reactor_would_do_for_tls_is_read(tmp_path: Path) -> None:
    modules = modules_of(_BEGIN + _SHOW + _TELL, tmp_path)
    assert "twisted.protocols.tls" in modules
    in_vain = {"asyncio", "http.client", "service_identity", "twisted.python.sendmsg", "urllib.request"}
    assert not (in_vain | {"cryptography.x509.base"}) & modules


def test_a_loop_that_nothing_runs_is_read_when_something_of_it_comes() -> None:
    of_asyncio = {"asyncio.base_events", "asyncio.sslproto", "ssl"}
    defer = "from twisted.internet.defer import Deferred, DeferredList\nfrom twisted.internet import defer\n"
    assert not of_asyncio & modules_of(_BEGIN + defer + "assert not DeferredList([Deferred()]).called" + _TELL)
    used = """
async def seven(): return 7
came = []
Deferred.fromCoroutine(seven()).addCallback(came.append)
import asyncio
loop = asyncio.new_event_loop()
future = loop.create_future()
Deferred.fromFuture(future).addCallback(came.append)
future.set_result(8)
told = Deferred()
there = told.asFuture(loop)
told.callback(9)
loop.run_until_complete(asyncio.wait_for(there, 60))
assert isinstance(there, defer.Future) and not isinstance(7, defer.Future)
assert came + [there.result()] == [7, 8, 9], came
"""
    assert of_asyncio < modules_of(_BEGIN + defer + used + _TELL)


@pytest.fixture
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    yield
    gc.disable()
    gc.unfreeze()


@pytest.mark.usefixtures("_as_before")
def test_garbage_is_looked_for_again_when_the_start_is_over() -> None:
    frozen = gc.get_freeze_count()
    startup.begin()
    assert not gc.isenabled()
    startup.end()
    assert gc.isenabled()
    assert gc.get_freeze_count() > frozen


def test_a_command_that_runs_for_long_looks_for_garbage() -> None:
    code = (
        "import atexit, gc, sys; from poetrygui.__main__ import main; sys.argv[1:] = ['protocols'];"
        " atexit.register(lambda: print('collects', gc.isenabled())); main()"
    )
    assert {"collects", "True"} <= modules_of(code)
