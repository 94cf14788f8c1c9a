"""Two books on one file: whoever saves second loses nothing of what the first one saved."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from attrs import evolve, fields_dict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from poetrygui.core.files.file_lock import FileLock
from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.core.servers.server_merge import ServerConflictError, with_difference
from poetrygui.errors import SaveError

A, B, C, D = (Server(name, "8000", id=name) for name in "abcd")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "servers.json"


def two_books(path: Path, *servers: Server) -> tuple[ServerBook, ServerBook]:
    first = ServerBook(path)
    for server in servers:
        first.add(server)
    return first, ServerBook(path)


def ids(book: ServerBook) -> str:
    return "".join(server.id for server in book.servers)


def test_what_both_add_is_kept(path: Path) -> None:
    first, second = two_books(path)
    first.add(A)
    second.add(B)
    first.add(C)
    assert ids(first) == ids(ServerBook(path)) == "abc"
    second.refresh()
    assert ids(second) == "abc"


def test_one_removes_and_the_other_edits(path: Path) -> None:
    first, second = two_books(path, A, B)
    second.replace(evolve(A, name="edited"))
    with pytest.raises(ServerConflictError, match="edited"):
        first.remove(["a", "b"])
    assert [server.name for server in first.servers] == ["edited", "b"]
    assert ServerBook(path).servers == first.servers
    first.remove(["a", "b"])
    assert ServerBook(path).servers == ()
    second.replace(evolve(second.servers[0], name="edited again"))
    assert [server.name for server in ServerBook(path).servers] == ["edited again"]


def test_edits_of_different_fields_are_put_together(path: Path) -> None:
    first, second = two_books(path, A)
    first.replace(evolve(A, address="9000"))
    second.replace(evolve(A, name="new name", options={"x": "1"}))
    merged = evolve(A, address="9000", name="new name", options={"x": "1"})
    assert ServerBook(path).servers == second.servers == (merged,)


def test_edits_of_the_same_field_are_refused_once(path: Path) -> None:
    first, second = two_books(path, A)
    first.replace(evolve(A, address="9000"))
    with pytest.raises(ServerConflictError, match="its address is now “9000”"):
        second.replace(evolve(A, address="9999"))
    assert second.servers[0].address == "9000"
    second.replace(evolve(A, address="9999"))
    assert ServerBook(path).servers[0].address == "9999"


def test_moving_and_restoring_go_by_neighbours(path: Path) -> None:
    first, second = two_books(path, A, B, C)
    first.remove(["b"])
    first.add(D)
    second.move(["c"], 1)  # before b, which is not there any more
    assert ids(second) == "acd"
    first.change([A, C], [A, B, C])
    assert ids(first) == ids(ServerBook(path)) == "abcd"
    first.change([A, C], [A, B, C])
    assert ids(first) == "abcd"


def test_a_file_that_was_removed_or_damaged_takes_nothing_from_a_window(path: Path) -> None:
    first, second = two_books(path, A)
    path.unlink()
    first.add(B)
    assert ids(ServerBook(path)) == "ab"
    path.write_bytes(b"{")
    with pytest.raises(SaveError, match="set aside"):
        second.add(C)
    assert [each.read_bytes() for each in path.parent.glob("servers.json.bad-*")] == [b"{"]
    first.add(D)
    assert ids(ServerBook(path)) == "abd"


def test_a_newer_versions_file_stays_as_it_is(path: Path) -> None:
    book = ServerBook(path)
    path.write_bytes(b'{"version": 99}')
    with pytest.raises(SaveError, match="newer version"):
        book.add(A)
    assert path.read_bytes() == b'{"version": 99}'


def test_whoever_saves_is_waited_for_and_not_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = ServerBook(path)
    lock = FileLock(path.with_name("servers.json.lock"))
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            lock.release(remove=True)

    monkeypatch.setattr("poetrygui.core.servers.server_book.time.sleep", wait)
    book.add(A)
    assert len(waits) == 3
    lock = FileLock(path.with_name("servers.json.lock"))
    monkeypatch.setattr("poetrygui.core.servers.server_book.time.sleep", lambda _: None)
    with pytest.raises(SaveError, match="try again"):
        book.add(B)
    lock.release(remove=True)
    assert ids(book) == "a"


names = st.sampled_from(("", "one", "two"))


class TwoBooks(RuleBasedStateMachine):
    """Whatever two windows do in whatever order, a change changes what it is about and nothing else."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "servers.json"
        self.books = [ServerBook(self.path), ServerBook(self.path)]
        self.made = 0

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def file(self) -> dict[str, Server]:
        return {server.id: server for server in ServerBook(self.path).servers}

    @rule(who=st.integers(0, 1), name=names)
    def add(self, who: int, name: str) -> None:
        before = self.file()
        self.made += 1
        server = Server(name, "8000", id=str(self.made))
        self.books[who].add(server)
        assert self.file() == before | {server.id: server}

    @rule(who=st.integers(0, 1), place=st.integers(0, 5), name=names, address=names, send=names)
    def edit(self, who: int, place: int, name: str, address: str, send: str) -> None:
        book, before = self.books[who], self.file()
        if place >= len(book.servers):
            return
        old = book.servers[place]
        new = evolve(old, name=name, address=address, send=send)
        now = before.get(old.id, old)
        mine = {
            field: getattr(new, field) for field in fields_dict(Server) if getattr(new, field) != getattr(old, field)
        }
        clash = any(getattr(now, field) not in (getattr(old, field), value) for field, value in mine.items())
        try:
            book.replace(new)
        except ServerConflictError:
            assert clash
            assert self.file() == before
        else:
            assert not clash
            assert self.file() == before | {old.id: evolve(now, **mine)}

    @rule(who=st.integers(0, 1), places=st.sets(st.integers(0, 5)))
    def remove(self, who: int, places: set[int]) -> None:
        book, before = self.books[who], self.file()
        gone = [server for place, server in enumerate(book.servers) if place in places]
        clash = any(before.get(server.id, server) != server for server in gone)
        try:
            book.remove([server.id for server in gone])
        except ServerConflictError:
            assert clash
            assert self.file() == before
        else:
            assert not clash
            kept = {server.id for server in gone}
            assert self.file() == {key: server for key, server in before.items() if key not in kept}

    @rule(who=st.integers(0, 1), place=st.integers(0, 5), row=st.integers(0, 6))
    def move(self, who: int, place: int, row: int) -> None:
        book, before = self.books[who], self.file()
        if place < len(book.servers):
            moved = book.servers[place].id
            book.move([moved], row)
            assert self.file() == before
            assert [key for key in self.file() if key != moved] == [key for key in before if key != moved]

    @rule(who=st.integers(0, 1))
    def look(self, who: int) -> None:
        self.books[who].refresh()
        assert {server.id: server for server in self.books[who].servers} == self.file()

    @invariant()
    def nothing_else_is_left_in_the_folder(self) -> None:
        if hasattr(self, "folder"):
            assert {path.name for path in self.path.parent.iterdir()} <= {"servers.json"}


TestTwoBooks = TwoBooks.TestCase
TestTwoBooks.settings = settings(max_examples=30, stateful_step_count=25)  # each step saves to disk


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.sets(st.sampled_from("abcdef")))
def test_what_is_restored_stands_as_it_stood(order: list[str], gone: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = ServerBook(Path(folder) / "servers.json")
        for name in order:
            book.add(Server(name, "8000", id=name))
        before = book.servers
        book.remove(gone)
        book.change(book.servers, before)
        assert book.servers == before


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdefg"), unique=True), st.data())
def test_a_difference_makes_the_one_of_the_other(old: list[str], new: list[str], data: st.DataObject) -> None:
    before = [Server(name, "1", id=name) for name in old]
    after = [Server(name, data.draw(st.sampled_from("12")), id=name) for name in new]
    assert with_difference(before, before, after) == tuple(after)
    assert with_difference(after, after, before) == tuple(before)
