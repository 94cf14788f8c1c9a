"""The list of servers: kept at once, and a file that is damaged in any way is set aside, never overwritten."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.server_book import LONGEST_TIMEOUT, Server, ServerBook
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.errors import SaveError
from tests.core.reference_rows import file_size_limit

FULL = Server(
    "Nîmes \u202e & <b>",
    "tls:poems.example:443",
    "netstring",
    connect_timeout=5.5,
    idle_timeout=60,
    send="hello\n",
    options={"delimiter": "\\n"},
    transport_options={"verify": "ca-file", "ca_file": "/ca.pem"},
    conversation=(Turn(Does.WAIT_FOR, pattern="name", seconds=2.5), Turn(Does.SEND_HEX, "0a")),
    recording=WhatIsKept.ARRIVALS,
    id="1",
)
texts = st.text(st.characters(), max_size=10)
seconds = st.floats(0, LONGEST_TIMEOUT)
servers = st.builds(
    Server,
    name=texts,
    address=texts,
    protocol=texts,
    connect_timeout=seconds,
    idle_timeout=st.none() | seconds,
    send=texts,
    conversation=st.tuples() | st.tuples(st.builds(Turn, st.sampled_from(Does), texts, texts, seconds)),
    options=st.dictionaries(texts, texts, max_size=3),
    transport_options=st.dictionaries(texts, texts, max_size=3),
    recording=st.sampled_from(WhatIsKept),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "servers.json"


def content(server: Server = FULL, **changes: Any) -> dict[str, Any]:
    """Return what a good file holds, with changes to its one server."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "servers.json"
        ServerBook(file).add(server)
        data: dict[str, Any] = json.loads(file.read_bytes())
    data["servers"][0] |= changes
    return data


def names(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir())


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


@given(st.lists(servers, max_size=4, unique_by=lambda server: server.id))
def test_any_servers_are_read_back_as_they_were(some: list[Server]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = ServerBook(Path(folder) / "servers.json")
        for server in some:
            book.add(server)
        again = ServerBook(Path(folder) / "servers.json")
        assert again.servers == book.servers == tuple(some)
        assert again.problem is None


def test_half_of_a_surrogate_pair_survives(path: Path) -> None:
    ServerBook(path).add(evolve(FULL, name="\ud800 é"))
    assert ServerBook(path).servers[0].name == "\ud800 é"


def test_changes_are_kept_at_once(path: Path) -> None:
    book = ServerBook(path)
    assert (book.servers, book.problem) == ((), None)
    one, two, three = (Server(name, "8000", id=name) for name in ("one", "two", "three"))
    for server in (one, two, three):
        book.add(server)
    book.replace(evolve(two, name="zwei"))
    book.move(["three"], 0)
    book.remove(["one", "unknown"])
    assert [server.name for server in book.servers] == ["three", "zwei"]
    assert ServerBook(path).servers == book.servers
    assert names(path) == ["servers.json"]


@pytest.mark.parametrize(
    "ids, row, order",
    [("a", 3, "bcad"), ("ac", 4, "bdac"), ("d", 0, "dabc"), ("bd", 1, "abdc"), ("b", 1, "abcd"), ("", 2, "abcd")],
)
def test_moving(path: Path, ids: str, row: int, order: str) -> None:
    book = ServerBook(path)
    for name in "abcd":
        book.add(Server(name, "8000", id=name))
    book.move(list(ids), row)
    assert "".join(server.id for server in book.servers) == order


@pytest.mark.parametrize("given_seconds", [-1.0, float("nan"), float("inf"), 1e300])
def test_times_that_no_clock_can_wait_for(given_seconds: float) -> None:
    server = Server("a server", "8000", connect_timeout=given_seconds, idle_timeout=given_seconds)
    assert 0 <= server.connect_timeout <= LONGEST_TIMEOUT
    assert server.idle_timeout == server.connect_timeout


DAMAGE = {
    "empty": b"",
    "NULs": b"\0" * 500,
    "not UTF-8": b'{"version": 6, "servers": ["\xff"]}',
    "not JSON": b"servers: none",
    "only a number": b"1",
    "a list": b"[]",
    "nothing in it": b"{}",
    "no servers": b'{"version": 6}',
    "deep nesting": b"[" * 200_000,
    "deep nesting in place": b'{"version": 6, "servers": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "too large": b" " * (9 * 1024 * 1024),
    "an odd version": b'{"version": "1", "servers": []}',
    "a version before there were any": b'{"version": 0, "servers": []}',
    "something else in it": b'{"version": 6, "servers": [], "more": 1}',
    "NaN": json.dumps(content(connect_timeout=float("nan"))).encode(),
    "infinity": json.dumps(content(idle_timeout=float("inf"))).encode(),
    "the same id twice": json.dumps(content() | {"servers": content()["servers"] * 2}).encode(),
    "an unknown key": json.dumps(content(colour="blue")).encode(),
    "a way to record that there is not": json.dumps(content(recording="some")).encode(),
    "a setting of an older version": json.dumps(content(tls_verify="system")).encode(),
}
WRONG_TYPES = [
    (name, value)
    for name, value in (
        *(
            (name, 1)
            for name in ("name", "address", "protocol", "send", "id", "options", "transport_options", "recording")
        ),
        *((name, None) for name in ("name", "address", "connect_timeout", "options", "transport_options", "recording")),
        *((name, "text") for name in ("connect_timeout", "idle_timeout", "options")),
        *((name, True) for name in ("connect_timeout", "idle_timeout", "name")),
        ("options", {"a": 1}),
        ("options", ["a"]),
        ("name", ["a"]),
        ("recording", ["everything"]),
        ("conversation", None),
        ("conversation", [{"does": "shout", "text": "", "pattern": "", "seconds": 1.0}]),
        ("conversation", [{"does": "send", "text": 1, "pattern": "", "seconds": 1.0}]),
        ("name", {"a": "b"}),
    )
]


def check_set_aside(path: Path, damaged: bytes, said: str = "damaged") -> None:
    book = ServerBook(path)
    assert book.servers == ()
    assert book.problem is not None
    assert said in book.problem
    (aside,) = [each for each in path.parent.iterdir() if each.name.startswith("servers.json.bad-")]
    assert str(aside) in book.problem
    assert aside.read_bytes() == damaged
    book.add(FULL)
    assert aside.read_bytes() == damaged
    assert ServerBook(path).servers == (FULL,)


@pytest.mark.parametrize("damaged", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_set_aside(path: Path, damaged: bytes) -> None:
    write(path, damaged)
    check_set_aside(path, damaged)


@pytest.mark.parametrize("name, value", WRONG_TYPES)
def test_a_value_of_the_wrong_type_is_damage(path: Path, name: str, value: Any) -> None:
    damaged = json.dumps(content(**{name: value})).encode()
    write(path, damaged)
    check_set_aside(path, damaged)


def test_a_file_of_a_newer_version_is_set_aside_and_called_that(path: Path) -> None:
    damaged = json.dumps(content() | {"version": 7}).encode()
    write(path, damaged)
    check_set_aside(path, damaged, "newer version")


def test_a_file_cut_short_anywhere_is_set_aside(tmp_path: Path) -> None:
    whole = json.dumps(content(), indent=2, ensure_ascii=False).encode()
    for length in range(len(whole)):
        path = tmp_path / str(length) / "servers.json"
        write(path, whole[:length])
        book = ServerBook(path)
        assert book.servers == ()
        assert book.problem is not None
        (name,) = names(path)
        assert name.startswith("servers.json.bad-")
        assert (path.parent / name).read_bytes() == whole[:length]


@given(st.integers(min_value=0), st.integers(0, 255))
def test_any_changed_byte_is_read_or_set_aside(at: int, byte: int) -> None:
    data = bytearray(json.dumps(content()).encode())
    data[at % len(data)] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "servers.json"
        write(path, bytes(data))
        book = ServerBook(path)
        if book.problem is None:
            assert path.read_bytes() == data
            assert len(book.servers) == 1
        else:
            assert book.servers == ()
            (name,) = names(path)
            assert (path.parent / name).read_bytes() == data


def test_a_file_that_cannot_be_read_is_never_written_over(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(path.name)  # to itself: not even the superuser gets through
    book = ServerBook(path)
    assert book.problem is not None
    assert "cannot be read" in book.problem
    with pytest.raises(SaveError, match="nothing is saved over it"):
        book.add(FULL)
    assert names(path) == ["servers.json"]


def test_a_file_that_cannot_be_set_aside_is_never_written_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    write(path, b"damaged")
    monkeypatch.setattr(Path, "rename", fail)
    book = ServerBook(path)
    assert book.problem is not None
    assert "cannot be set aside" in book.problem
    with pytest.raises(SaveError, match="nothing is saved over it"):
        book.add(FULL)
    assert path.read_bytes() == b"damaged"


def test_a_full_disk_changes_nothing(path: Path) -> None:
    book = ServerBook(path)
    book.add(FULL)
    before = path.read_bytes()
    changes: tuple[Callable[[], None], ...] = (
        lambda: book.add(Server("another", "8000")),
        lambda: book.replace(evolve(FULL, name="other")),
        lambda: book.remove([FULL.id]),
        lambda: book.move([FULL.id], 0),
    )
    with file_size_limit(20):
        for change in changes:
            with pytest.raises(SaveError, match="could not be written"):
                change()
    assert book.servers == (FULL,)
    assert path.read_bytes() == before
    assert names(path) == ["servers.json"]


def test_a_profile_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "profile").write_bytes(b"precious")
    book = ServerBook(tmp_path / "profile" / "servers.json")
    with pytest.raises(SaveError):
        book.add(FULL)
    assert (tmp_path / "profile").read_bytes() == b"precious"
