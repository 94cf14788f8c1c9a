"""The window's process runs nothing of a user's file: whatever is done with it there, it is done elsewhere."""

from __future__ import annotations

import builtins
import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox, QLineEdit

from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.protocols.source_edit import SourceEdit
from poetrygui.gui.protocols.source_editor import SourceEditor
from poetrygui.gui.protocols.source_view import SourceView
from poetrygui.gui.recording.played_poem import PlayedPoem
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.hosts.warm import CAN_FORK
from poetrygui.plugins.stand_in import StandIn
from poetrygui.plugins.trust import Decision, TrustBook
from tests.conftest import WaitFor
from tests.gui.hands import action, press, write
from tests.gui.protocol_files import child, click, dialog_of, entry_of, rows, state_of, text
from tests.gui.scripted import LoopbackServers, add, all_ended, holds, open_window, sends, tabs_of
from tests.hosts.sooner import end_hosts_sooner
from tests.plugins.files import Files

Until = Callable[[Callable[[], bool]], None]

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")

OWN = """
import os
from typing import Annotated
from twisted.internet.protocol import ClientFactory
from poetrygui.api import Option, PoemProtocol, Sample
print("loaded in", os.getpid())
class Own(PoemProtocol):
    pid: Annotated[int, Option("Where it was loaded")] = os.getpid()
    def dataReceived(self, data):
        *lines, self.held = (vars(self).get("held", b"") + data).split(b"\\n")
        self.deliver_many([b"%d %b" % (os.getpid(), line) for line in lines])
    def encode(self, frame):
        if b"!" in frame:
            raise ValueError(f"a poem does not shout in {os.getpid()}")
        return frame + b"\\n"
    def fields(self, frame):
        return {"pid": os.getpid()}
"""
FACTORY = (
    OWN
    + """
class OwnFactory(ClientFactory):
    protocol = Own
"""
)
LINES = b"one\ntwo\nthree\n"


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of all code that is executed in this process by name."""
    found: list[str] = []
    execute = builtins.exec

    def note(code: Any, *scopes: Any, **named: Any) -> None:
        found.append(str(getattr(code, "co_filename", "")))
        execute(code, *scopes, **named)

    monkeypatch.setattr(builtins, "exec", note)
    return found


def trusted(files: Files, name: str, source: str, decision: Decision = Decision.TRUSTED) -> Path:
    """Put a file there that its user has trusted in an earlier run."""
    path = files.put(f"{name}.py", source)
    book = TrustBook(files.root / "trust.json")
    book.decide(path, hashlib.sha256(source.encode()).hexdigest(), decision)
    return path


def shown(tab: PoemTab) -> list[str]:
    return tab.view.text_between(0, tab.view.line_count()).splitlines()


def was_run_here(executed: list[str], *paths: Path) -> bool:
    names = {each.partition("_")[2].rpartition("_")[0] for each in sys.modules if each.startswith("poetrygui_protocol")}
    stems = {path.stem for path in paths}
    return bool({str(path) for path in paths} & {*executed}) or bool({each.split("_")[-1] for each in names} & stems)


def test_nothing_of_a_file_runs_in_the_windows_process_whatever_is_done_with_it(
    servers: LoopbackServers, profile: Path, files: Files, wait_for: WaitFor, wait_until: Until, executed: list[str]
) -> None:
    path = trusted(files, "mine", OWN, Decision.BEING_WRITTEN)
    factory = trusted(files, "made", FACTORY)
    here = str(os.getpid())
    with open_window(profile, wait_for) as window:
        # What is fetched before its protocol is read waits for that.
        printed: list[str] = []
        window.protocols.printed.connect(lambda _, what: printed.append(what))
        window.workspace.fetch([servers.listen(sends(LINES), "first", "mine")])
        assert state_of(window, "mine") == "being read"
        assert window.workspace.is_busy
        wait_until(all_ended(window, 1))
        (tab,) = tabs_of(window)
        assert isinstance(tab.poem.state, Ended)
        assert tab.poem.state.outcome is Outcome.CUT or tab.poem.state.frames == 3
        host, _, verse = shown(tab)[0].partition(" ")
        assert (verse, host == here) == ("one", False)
        assert printed
        assert f"loaded in {here}\n" not in printed
        # The list, and the dialog of a server.
        action(window, "actionProtocols").trigger()
        dialog = dialog_of(window)
        assert rows(dialog)["mine"] == "ready"
        dialog.choose(path)
        assert text(dialog, "protocolReceives").startswith("In its own process, ")
        click(dialog, "checkProtocol")
        findings = child(dialog, SourceView, "protocolFindings")
        wait_until(lambda: "mine.py: " in findings.toPlainText())
        dialog.close()
        _in_a_servers_dialog(window, wait_until, here)
        # A replay, beside the poem.
        window.workspace.tabs.setCurrentWidget(tab)
        action(window, "actionReplay").trigger()
        wait_until(lambda: len(tabs_of(window)) == 2)
        replay = next(each for each in tabs_of(window) if isinstance(each.poem, PlayedPoem))
        wait_until(lambda: isinstance(replay.poem.state, Ended))
        assert [line.partition(" ")[2] for line in shown(replay)] == ["one", "two", "three"]
        assert here not in {line.partition(" ")[0] for line in shown(replay)}
        # A factory of its author's, which sends.
        window.workspace.fetch([servers.listen(holds(LINES), "made", "made")])
        wait_until(lambda: len(tabs_of(window)) == 3 and isinstance(tabs_of(window)[-1].poem.state, Receiving))
        made = tabs_of(window)[-1]
        wait_until(lambda: len(shown(made)) == 3)
        assert here not in {line.partition(" ")[0] for line in shown(made)}
        assert "own process" in text(made, "poemOrigin")
        window.workspace.library.stop(made.poem)
        # A save in the window's own editor.
        action(window, "actionProtocols").trigger()
        dialog = dialog_of(window)
        dialog.choose(path)
        click(dialog, "editProtocol")
        editor = child(window, SourceEditor, "sourceEditor")
        child(editor, SourceEdit, "protocolEdit").setPlainText(OWN.replace("class Own", "class Mended"))
        click(editor, "saveProtocol")
        wait_until(lambda: _class_of(window, "mine") == "Mended")
        editor.reject()
        dialog.close()
        for name in ("mine", "made"):
            entry = entry_of(window, name)
            assert entry is not None
            assert entry.protocol is not None
            assert issubclass(entry.protocol, StandIn)
    assert not was_run_here(executed, path, factory)


def _class_of(window: MainWindow, name: str) -> str:
    entry = entry_of(window, name)
    return "" if entry is None or entry.protocol is None or entry.is_being_read else entry.protocol.__name__


def _in_a_servers_dialog(window: MainWindow, wait_until: Until, here: str) -> None:
    """See its options, be told what it cannot send, and save."""
    add(window, Server("typed", "127.0.0.1:1", "mine"))
    window.workspace.panel.select_row(0)
    window.workspace.panel.edit()
    dialog = child(window, ServerDialog, "serverDialog")
    pid = child(dialog, QLineEdit, "option_pid").placeholderText()
    assert pid.isdigit()
    assert pid != here
    assert child(dialog, QComboBox, "serverProtocol").currentData() == "mine"
    line = child(dialog, QLineEdit, "serverSend")
    write(line, "hear!")
    wait_until(lambda: "This cannot be sent: a poem does not shout in" in text(dialog, "serverProblem"))
    assert here not in text(dialog, "serverProblem")
    press(line, Qt.Key.Key_Backspace)
    dialog.accept()
    wait_until(lambda: window.workspace.model.servers[0].send == "hear")


HOSTILE = {
    "hangs": ("\nsum(iter(int, 1))", "it computed for 1 s and came to no end (line 2 of hangs.py, in <module>)"),
    "crashes": ("import ctypes\nctypes.string_at(0)", "its process ended with SIGSEGV (line 2 of crashes.py"),
    "leaves": ("import os\nos._exit(0)", "its process ended before it was loaded"),
    "prints": ("while True: print('x' * 99999)", "it printed more than 1 MiB meanwhile (line 1 of prints.py"),
    "fills": ("x = bytearray(9 << 30)", "line 1 of fills.py: MemoryError"),
}


def test_files_that_do_harm_as_they_are_loaded_are_broken_and_the_window_goes_on(
    servers: LoopbackServers,
    profile: Path,
    files: Files,
    wait_for: WaitFor,
    wait_until: Until,
    executed: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    end_hosts_sooner(monkeypatch, 1.0)  # of those that hang, the others are through by then
    paths = [trusted(files, name, source) for name, (source, _) in HOSTILE.items()]
    trusted(files, "mine", OWN)
    notes: list[str] = []
    with open_window(profile, wait_for) as window:
        window.workspace.note.connect(notes.append)
        window.workspace.fetch(
            [servers.listen(sends(LINES), "good", "mine"), servers.listen(sends(LINES), "bad", "hangs")]
        )
        wait_until(lambda: state_of(window, "mine") == "ready")
        wait_until(all_ended(window, 1))
        assert shown(tabs_of(window)[0])[-1].endswith(" three")
        assert state_of(window, "hangs") == "being read", "one that hangs holds up nobody else"
        assert window.workspace.is_busy
        wait_until(lambda: "“bad” begins once its protocol hangs is read." in notes)
        wait_until(lambda: all(state_of(window, name) == "broken" for name in HOSTILE))
        for name, (_, problem) in HOSTILE.items():
            entry = entry_of(window, name)
            assert entry is not None
            assert problem in entry.problem
            assert name == "fills" or entry.problem.startswith(f"{name}.py could not be loaded: ")
        wait_until(all_ended(window, 2))
        state = tabs_of(window)[1].poem.state
        assert isinstance(state, Ended)
        assert "it computed for 1 s" in state.reason
        assert "“bad” has begun." in notes, "what was said before stands at the window's foot no more"
    assert not was_run_here(executed, *paths)


def test_a_window_that_is_closed_waits_for_no_file_that_hangs(
    servers: LoopbackServers, profile: Path, files: Files, wait_for: WaitFor, wait_until: Until
) -> None:
    trusted(files, "hangs", "while True: pass")
    with open_window(profile, wait_for) as window:
        window.workspace.fetch([servers.listen(sends(LINES), "bad", "hangs")])
        wait_until(lambda: state_of(window, "hangs") == "being read")
    assert not tabs_of(window)


def test_no_process_is_there_where_nobody_has_a_file(window: MainWindow, wait_until: Until) -> None:
    wait_until(lambda: "registry" in vars(window.protocols))
    assert "_workers" not in vars(window.workspace.hosts.jobs)
