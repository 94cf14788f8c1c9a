"""What is noted beside a poem: it comes back whole, damage is set aside, and a failed write leaves the old note."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.outcomes import Ended, Outcome, Undelivered
from poetrygui.core.poems.poem_info import DamagedInfoError, PoemInfo, read_info, write_info

INFO = PoemInfo("../../<b>", "host:1", "raw", "2026-01-01T00:00:00+00:00", "an-id")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
endings = st.builds(
    Ended,
    st.sampled_from(Outcome),
    texts,
    st.integers(0, 2**60),
    st.integers(0, 2**60),
    st.floats(0, 1e9),
    texts,
    st.none() | st.integers(0, 2**60),
    st.none() | st.builds(Undelivered, st.integers(0, 2**60), st.binary(min_size=1, max_size=100), st.booleans()),
)


@given(name=texts, ended=st.none() | endings)
def test_what_is_noted_comes_back(tmp_path_factory: pytest.TempPathFactory, name: str, ended: Ended | None) -> None:
    folder = tmp_path_factory.mktemp("poem") / "deeper"
    info = evolve(INFO, name=name, ended=ended)
    write_info(folder, info)
    assert read_info(folder) == info
    beside = {"undelivered"} if ended is not None and ended.undelivered is not None else set()
    assert {path.name for path in folder.iterdir()} == {"poem.json"} | beside


def test_what_was_not_delivered_may_be_lost_without_the_poem(tmp_path: Path) -> None:
    ended = Ended(Outcome.CUT, "cut", received=9, undelivered=Undelivered(5, b"rest"))
    for spoil in (Path.unlink, lambda path: path.write_bytes(bytes(100_000)), lambda path: path.write_bytes(b"")):
        write_info(tmp_path, evolve(INFO, ended=ended))
        spoil(tmp_path / "undelivered")
        info = read_info(tmp_path)
        assert info is not None
        assert info.ended == evolve(ended, undelivered=None)


def test_a_note_of_before_is_read_and_one_that_needs_nothing_new_is_as_before(tmp_path: Path) -> None:
    write_info(tmp_path, evolve(INFO, ended=Ended(Outcome.COMPLETE, "closed", 3, 1, 0.5)))
    noted = json.loads((tmp_path / "poem.json").read_text("utf-8"))["poem"]["ended"]
    assert set(noted) == {"outcome", "reason", "bytes", "frames", "seconds", "details"}


def test_where_nothing_is_noted_there_is_nothing(tmp_path: Path) -> None:
    assert read_info(tmp_path) is None
    assert read_info(tmp_path / "none") is None


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    write_info(tmp_path / "poem", INFO)
    assert (tmp_path / "poem").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "poem" / "poem.json").stat().st_mode & 0o777 == 0o600


def damages() -> list[bytes]:
    whole = json.dumps({"version": 1, "poem": {"name": "n", "address": "a", "protocol": "p", "started": "s"}}).encode()
    wrong: list[object] = [
        {"version": 3, "poem": {"name": "n", "address": "a", "protocol": "p", "started": "s"}},
        {"version": 1, "poem": {"name": 1, "address": "a", "protocol": "p", "started": "s"}},
        {
            "version": 1,
            "poem": {"name": "n", "address": "a", "protocol": "p", "started": "s", "ended": {"outcome": "?"}},
        },
        [],
        None,
    ]
    texts = [json.dumps(each).encode() for each in wrong]
    cut = [whole[:length] for length in range(len(whole))]
    return [*cut, *texts, b"\0" * 500, b"[" * 200_000, b"\xff\xfe", b" " * 2_000_000]


def test_damage_is_set_aside_and_never_overwritten(tmp_path: Path) -> None:
    for number, damage in enumerate(damages()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "poem.json").write_bytes(damage)
        with pytest.raises(DamagedInfoError, match=r"set aside as poem\.json\.bad-"):
            read_info(folder)
        write_info(folder, INFO)
        (aside,) = folder.glob("poem.json.bad-*")
        assert aside.read_bytes() == damage
        assert read_info(folder) == INFO


def test_a_write_that_fails_leaves_the_old_note(tmp_path: Path) -> None:
    write_info(tmp_path, INFO)
    (tmp_path / "poem.json.tmp").mkdir()  # nothing can be written there
    with pytest.raises(OSError):  # noqa: PT011 - which one is the platform's
        write_info(tmp_path, evolve(INFO, name="new"))
    assert read_info(tmp_path) == INFO
