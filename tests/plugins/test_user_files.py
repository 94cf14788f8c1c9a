"""How a user's own file stands: nothing of it runs before it is trusted, and then the version that loads is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.plugins.entry import ProtocolEntry
from poetrygui.plugins.protocol_state import Broken, Changed, Denied, Incompatible, New, Ready, ReadyHelper, Suspended
from poetrygui.plugins.source_file import read_source
from poetrygui.plugins.trust import Decision, TrustBook
from poetrygui.plugins.user_files import UserFiles, new_entry, unless_suspended
from tests.plugins.files import Files, good, mark


class Own:
    """A file ``own.py``, what was decided about it, and how it stands."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.book = TrustBook(files.root / "trust.json")
        self.user_files = UserFiles(self.book)

    def put(self, source: str, name: str = "own.py") -> Path:
        return self.files.put(name, source)

    def decide(self, decision: Decision, name: str = "own.py") -> None:
        source = read_source(self.files.folder / name)
        self.book.decide(source.path, source.sha256, decision)

    def entries(self, name: str = "own.py") -> list[ProtocolEntry]:
        return self.user_files.entries(self.files.folder / name)

    @property
    def entry(self) -> ProtocolEntry:
        (entry,) = self.entries()
        return entry


@pytest.fixture
def own(files: Files) -> Own:
    return Own(files)


def test_a_new_file_is_listed_and_not_run(own: Own) -> None:
    ran = own.files.root / "ran"
    own.put(f"open({str(ran)!r}, 'w').close()\n" + good())
    assert isinstance(own.entry.state, New)
    assert "own.py is new, and nothing of it is run: look at it" in own.entry.problem
    assert (own.entry.title, own.entry.protocol) == ("own", None)
    own.decide(Decision.DENIED)
    assert isinstance(own.entry.state, Denied)
    assert "You said that own.py is not to run" in own.entry.problem
    assert not ran.exists()
    own.decide(Decision.TRUSTED)
    assert ran.exists() or own.entry is not None


def test_a_trusted_file_is_ready_until_it_changes_and_then_its_last_good_version_is(own: Own) -> None:
    own.put(good("first"))
    own.decide(Decision.TRUSTED)
    assert isinstance(own.entry.state, Ready)
    assert (own.entry.title, mark(own.entry)) == ("A title", "first")
    assert not own.entry.state.is_being_written
    own.put(good("secnd"))
    assert isinstance(own.entry.state, Changed)
    assert mark(own.entry) == "first"
    assert own.entry.problem.endswith("Until then the last good version is used.")


@pytest.mark.parametrize(
    "source, state", [("class\n" + good(), Broken), (good("next").replace("API = 1", "API = 99"), Incompatible)]
)
def test_a_save_that_cannot_be_used_leaves_the_last_good_one(
    own: Own, source: str, state: type[Broken | Incompatible]
) -> None:
    own.put(good("first"))
    own.decide(Decision.BEING_WRITTEN)
    assert own.entry.state.is_being_written
    own.put(source)
    assert isinstance(own.entry.state, state)
    assert mark(own.entry) == "first"
    own.put(good("mended"))
    assert mark(own.entry) == "mended"


def test_a_file_that_was_never_good_has_no_last_version(own: Own) -> None:
    own.put("1 / 0\n")
    own.decide(Decision.TRUSTED)
    assert isinstance(own.entry.state, Broken)
    assert own.entry.protocol is None
    assert "last good" not in own.entry.problem
    assert "1 / 0" in own.entry.details


def test_a_helper_is_ready_without_being_run(own: Own) -> None:
    ran = own.files.root / "ran"
    own.put(f"open({str(ran)!r}, 'w').close()\n", "_cut.py")
    own.decide(Decision.TRUSTED, "_cut.py")
    (entry,) = own.entries("_cut.py")
    assert isinstance(entry.state, ReadyHelper)
    assert entry.is_helper
    assert not ran.exists()


def test_a_helper_that_cannot_be_read_is_no_protocol_either(own: Own) -> None:
    own.files.folder.mkdir(mode=0o700)
    (own.files.folder / "_cut.py").mkdir()
    (entry,) = own.entries("_cut.py")
    assert isinstance(entry.state, Broken)
    assert entry.is_helper


def test_a_file_with_several_protocols_is_several_entries(own: Own) -> None:
    own.put(good("one") + good("two").replace("Own", "Other"))
    own.decide(Decision.TRUSTED)
    assert sorted(entry.name for entry in own.entries()) == ["own:Other", "own:Own"]


def test_what_is_no_file_is_broken_with_the_reason(own: Own) -> None:
    own.files.folder.mkdir(mode=0o700)
    (own.files.folder / "own.py").mkdir()
    assert isinstance(own.entry.state, Broken)
    assert "put a Python file there" in own.entry.problem


def test_a_version_that_is_suspended_is_off_and_the_next_one_is_not(own: Own) -> None:
    path = own.put(good("first"))
    own.decide(Decision.BEING_WRITTEN)
    own.book.suspend(str(path), own.entry.sha256)
    assert isinstance(own.entry.state, Suspended)
    assert "suspended after 3 faults in a row" in own.entry.problem
    own.put(good("second"))
    assert isinstance(own.entry.state, Ready)
    fresh = new_entry(read_source(path), None)
    assert unless_suspended(fresh, own.book) is fresh
