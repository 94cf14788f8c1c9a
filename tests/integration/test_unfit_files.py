"""What is no file, in the place of what the program keeps, is set aside and said; nothing waits for it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from poetrygui.core.files.small_file import NotAFileError, read_small_file, what_is_wrong
from poetrygui.core.library import session
from poetrygui.core.library.session import read_session
from poetrygui.core.poems import poem_info
from poetrygui.core.poems.poem_info import DamagedInfoError, read_info
from poetrygui.core.servers import server_book as servers
from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.gui.window import settings
from poetrygui.gui.window.settings import read_settings
from poetrygui.plugins import trust
from poetrygui.plugins.trust import TrustBook
from tests.core.files.test_small_file import PLACED

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and sockets there have no path")


def problem_of_servers(folder: Path) -> str | None:
    book = ServerBook(folder / "file")
    book.add(Server("a", "b:1", "raw"))  # there is a good one again
    assert ServerBook(folder / "file").servers == book.servers
    return book.problem


def problem_of_trust(folder: Path) -> str | None:
    return TrustBook(folder / "file").problem


def problem_of_settings(folder: Path) -> str | None:
    return read_settings(folder / "file")[1]


def problem_of_session(folder: Path) -> str | None:
    return read_session(folder / "file")[1]


def problem_of_a_note(folder: Path) -> str | None:
    (folder / "file").rename(folder / "poem.json")
    with pytest.raises(DamagedInfoError) as raised:
        read_info(folder)
    return str(raised.value)


PROBLEMS = [problem_of_servers, problem_of_trust, problem_of_settings, problem_of_session, problem_of_a_note]


@pytest.mark.parametrize("what", PLACED)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_in_the_place_of_what_the_program_keeps_it_is_set_aside(
    tmp_path: Path, what: str, problem: Callable[[Path], str | None]
) -> None:
    PLACED[what](tmp_path / "file")
    said = problem(tmp_path)
    assert said is not None
    assert f" {what}" in said
    (aside,) = tmp_path.glob("*.bad-*")
    assert aside.name in said
    with pytest.raises(NotAFileError, match=what):
        read_small_file(aside, 100)


@pytest.mark.parametrize(
    "problem, module, damaged",
    [
        (problem_of_servers, servers, b'{"version": 1, "servers": [%s]}'),
        (problem_of_trust, trust, b'{"version": 1, "files": {"a": {"sha256": [%s]}, "b": 1}}'),
        (problem_of_settings, settings, b'{"version": 1, "splitter": ["a", %s], "send_bar": 1}'),
        (problem_of_session, session, b'{"version": 1, "tabs": [%s], "zoom": "a"}'),
        (problem_of_a_note, poem_info, b'{"version": 1, "poem": {"name": [%s], "address": 1}}'),
    ],
)
def test_a_damaged_file_is_refused_at_its_first_fault_however_many_there_are(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    problem: Callable[[Path], str | None],
    module: ModuleType,
    damaged: bytes,
) -> None:
    found: list[Exception] = []

    def note(error: Exception) -> str:
        found.append(error)
        return what_is_wrong(error)

    monkeypatch.setattr(module, "what_is_wrong", note)
    (tmp_path / "file").write_bytes(damaged % b", ".join([b"1"] * 1000))
    (tmp_path / "file").chmod(0o600)
    assert "damaged" in str(problem(tmp_path))
    # A group would hold an error for each of them: of three million, that took nine minutes.
    assert [type(error) for error in found] == [TypeError]
