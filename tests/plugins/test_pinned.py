"""A protocol that is to run elsewhere: its exact bytes, and nothing that was not trusted."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from attrs import evolve

from poetrygui.errors import PluginError
from poetrygui.paths import Profile, shipped_protocols
from poetrygui.plugins.pinned import (
    PinnedFile,
    PinnedProtocol,
    load_pinned,
    pin,
    pin_recorded,
    pin_running,
    source_of,
)
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.plugins.trust import TrustBook

SOURCE = """
from pathlib import Path
from typing import Annotated
from poetrygui.api import Option, PoemProtocol
Path({trace!r}).write_text("it ran")
API = 1
class Feed(PoemProtocol):
    size: Annotated[int, Option("Size")] = 1
"""


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    found = Profile(tmp_path / "profile")
    found.protocols.mkdir(parents=True, mode=0o700)
    return found


def registry_of(profile: Profile) -> ProtocolRegistry:
    return ProtocolRegistry(shipped_protocols(), profile.protocols)


def written(folder: Path, name: str, source: str) -> Path:
    path = folder / name
    path.write_text(source)
    path.chmod(0o600)
    return path


def test_a_shipped_protocol_is_loaded_with_its_options(profile: Profile) -> None:
    pinned = pin(registry_of(profile), "prefixed", {"width": "2"})
    assert PinnedProtocol.of_json(pinned.as_json()) == pinned
    assert load_pinned(pinned).__name__ == "Prefixed"
    assert vars(load_pinned(pinned))["width"] == 2


def test_what_is_not_trusted_is_not_pinned_and_did_not_run(profile: Profile, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    written(profile.protocols, "feed.py", SOURCE.format(trace=str(trace)))
    with pytest.raises(PluginError, match=r"feed\.py is new"):
        pin(registry_of(profile), "feed", {})
    assert not trace.exists()


def test_bytes_that_changed_since_they_were_pinned_do_not_run(profile: Profile, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    path = written(profile.protocols, "feed.py", SOURCE.format(trace=str(tmp_path / "other")))
    registry = registry_of(profile)
    registry.trust(registry.look_at(path))
    pinned = pin(registry, "feed", {"size": "3"})
    assert vars(load_pinned(pinned))["size"] == 3
    written(profile.protocols, "feed.py", SOURCE.format(trace=str(trace)))
    with pytest.raises(PluginError, match=r"feed\.py is not what was trusted: look at it again"):
        load_pinned(pinned)
    with pytest.raises(PluginError):
        pin(registry_of(profile), "feed", {})
    assert not trace.exists()


def test_what_is_loaded_is_pinned_with_its_bytes_whatever_its_file_holds_by_now(
    profile: Profile, tmp_path: Path
) -> None:
    source = SOURCE.format(trace=str(tmp_path / "other"))
    path = written(profile.protocols, "feed.py", source)
    registry = registry_of(profile)
    registry.trust(registry.look_at(path))
    protocol = registry.load("feed")
    written(profile.protocols, "feed.py", "raise SystemExit\n")
    registry.scan()
    told = pin_running(registry, "feed", protocol, {"size": "3"}).as_json()
    pinned = PinnedProtocol.of_json(told)
    assert vars(load_pinned(pinned))["size"] == 3
    assert source_of(pinned).decode() == source
    with pytest.raises(PluginError, match="is not what was trusted"):
        load_pinned(PinnedProtocol.of_json({**told, "source": source + "#"}))


def test_a_helper_is_loaded_only_if_it_was_trusted(profile: Profile, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    helper = written(profile.protocols, "_table.py", "SIZE = 1\n")
    source = "from _table import SIZE\n" + SOURCE.format(trace=str(tmp_path / "other"))
    path = written(profile.protocols, "feed.py", source)
    registry = registry_of(profile)
    registry.trust(registry.look_at(helper))
    registry.trust(registry.look_at(path))
    pinned = pin(registry, "feed", {})
    assert load_pinned(pinned).__name__ == "Feed"
    written(profile.protocols, "_table.py", f"SIZE = 1\nopen({str(trace)!r}, 'w')\n")
    with pytest.raises(PluginError, match=r"_table\.py is not what was trusted"):
        load_pinned(pinned)
    assert not trace.exists()


def test_what_lies_in_a_recording_runs_only_where_its_bytes_are_trusted(profile: Profile, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    recording = tmp_path / "recording"
    recording.mkdir(mode=0o700)
    source = SOURCE.format(trace=str(trace))
    lying = written(recording, "protocol.py", source)
    with pytest.raises(PluginError, match="is not trusted, and nothing of it is run"):
        pin_recorded(registry_of(profile), recording, {})
    assert not trace.exists()
    # The same bytes under their own name are trusted; then they are known here, too.
    path = written(profile.protocols, "feed.py", source)
    registry = registry_of(profile)
    registry.trust(registry.look_at(path))
    trace.unlink()
    assert load_pinned(pin_recorded(registry, recording, {})).__name__ == "Feed"
    assert trace.exists()
    path.unlink()
    registry.scan()
    assert pin_recorded(registry, recording, {}).path == str(lying)
    registry.deny(registry.look_at(lying))
    with pytest.raises(PluginError):
        pin_recorded(registry, recording, {})


def test_as_it_was_runs_the_kept_source_after_an_edit_and_only_what_was_trusted(
    profile: Profile, tmp_path: Path
) -> None:
    trace, recording = tmp_path / "trace", tmp_path / "recording"
    recording.mkdir(mode=0o700)
    first = SOURCE.format(trace=str(trace))
    path = written(profile.protocols, "feed.py", first)
    registry = registry_of(profile)
    registry.trust(registry.look_at(path))
    written(profile.protocols, "feed.py", first.replace("Feed", "Edited"))
    registry.scan()
    registry.trust(registry.look_at(path))
    trace.unlink()
    lying = written(recording, "protocol.py", first + "# a byte more\n")
    with pytest.raises(PluginError, match="is not trusted"):
        pin_recorded(registry, recording, {})
    written(recording, "protocol.py", first)
    pinned = pin_recorded(registry, recording, {})
    assert (pinned.path, load_pinned(pinned).__name__) == (str(lying), "Feed")
    trace.unlink()
    # What is put there afterwards does not run, and nothing does once the file is denied.
    written(recording, "protocol.py", first + "# a byte more\n")
    with pytest.raises(PluginError, match="is not what was trusted"):
        load_pinned(pinned)
    written(recording, "protocol.py", first)
    registry.deny(registry.look_at(path))
    with pytest.raises(PluginError, match="is not trusted"):
        pin_recorded(registry_of(profile), recording, {})
    assert not trace.exists()


def test_what_a_file_held_that_is_being_written_may_run_once_more_for_what_it_framed(
    profile: Profile, tmp_path: Path
) -> None:
    trace, recording = tmp_path / "trace", tmp_path / "recording"
    recording.mkdir(mode=0o700)
    first = SOURCE.format(trace=str(trace))
    path = written(profile.protocols, "feed.py", first)
    registry = registry_of(profile)
    registry.trust(registry.look_at(path), being_written=True)
    written(recording, "protocol.py", first)
    before = pin_recorded(registry, recording, {}, "feed")
    written(profile.protocols, "feed.py", first.replace("Feed", "Edited"))
    registry.scan()
    # What was asked for before the save, and what is asked for after it.
    assert load_pinned(before).__name__ == "Feed"
    assert load_pinned(pin_recorded(registry, recording, {}, "feed")).__name__ == "Feed"
    trace.unlink()
    written(recording, "protocol.py", first + "# a byte more\n")
    with pytest.raises(PluginError, match="is not trusted"):
        pin_recorded(registry, recording, {}, "feed")
    # Neither in another run of the program, which has not run them, nor once the file is denied.
    written(recording, "protocol.py", first)
    with pytest.raises(PluginError, match="is not trusted"):
        pin_recorded(registry_of(profile), recording, {}, "feed")
    registry.deny(registry.look_at(path))
    with pytest.raises(PluginError, match="is not trusted"):
        pin_recorded(registry, recording, {}, "feed")


def test_of_a_file_with_several_protocols_the_one_runs_that_framed_it(profile: Profile, tmp_path: Path) -> None:
    recording = tmp_path / "recording"
    recording.mkdir(mode=0o700)
    source = SOURCE.format(trace=str(tmp_path / "trace")) + "class Other(PoemProtocol):\n    pass\n"
    path = written(profile.protocols, "feed.py", source)
    registry = registry_of(profile)
    registry.trust(registry.look_at(path))
    written(recording, "protocol.py", source)
    for name in ("Feed", "Other"):
        assert load_pinned(pin_recorded(registry, recording, {}, f"feed:{name}")).__name__ == name
    # Also once the file holds something else.
    written(profile.protocols, "feed.py", source + "# edited\n")
    registry.trust(registry.look_at(path))
    for name in ("Feed", "Other"):
        assert load_pinned(pin_recorded(registry, recording, {}, f"feed:{name}")).__name__ == name


def test_a_shipped_protocols_source_in_a_recording_is_the_shipped_one(profile: Profile, tmp_path: Path) -> None:
    source = (shipped_protocols() / "netstring.py").read_text("utf-8")
    written(tmp_path, "protocol.py", source)
    assert load_pinned(pin_recorded(registry_of(profile), tmp_path, {})).__name__ == "Netstring"


def test_a_book_trusts_bytes_that_it_was_told_of_for_now(tmp_path: Path) -> None:
    registry = ProtocolRegistry(shipped_protocols(), tmp_path, trust=TrustBook(None))
    path = written(tmp_path, "feed.py", SOURCE.format(trace=str(tmp_path / "trace")))
    assert not registry.trust_book.trusts(registry.look_at(path).sha256)
    registry.trust_for_now(path)
    assert registry.trust_book.trusts(registry.look_at(path).sha256)


def test_the_code_of_a_file_is_run_once_for_all_of_its_protocols(tmp_path: Path) -> None:
    path = tmp_path / "two.py"
    path.write_text(
        "from poetrygui.api import PoemProtocol\nruns = []\nruns.append(1)\n"
        "class One(PoemProtocol):\n    runs = runs\nclass Two(PoemProtocol):\n    runs = runs\n"
    )
    pinned = PinnedProtocol("two:One", str(path), hashlib.sha256(path.read_bytes()).hexdigest(), "One")
    file = PinnedFile(pinned)
    one, two = file.configured(pinned), file.configured(evolve(pinned, name="two:Two", class_name="Two"))
    assert (one.__name__, two.__name__) == ("One", "Two")
    assert vars(one)["runs"] is vars(two)["runs"]
    with pytest.raises(PluginError, match="choose one of"):
        file.configured(evolve(pinned, class_name=""))
