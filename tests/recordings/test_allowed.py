"""A job is allowed what it needs and what its protocol asks for, and nothing that lies near."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.allowed import MOST_BESIDE, allowed_for


def own(folder: Path, name: str, source: str) -> dict[str, Any]:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.py"
    path.write_text(source)
    return PinnedProtocol(name, str(path), hashlib.sha256(path.read_bytes()).hexdigest()).as_json()


def test_a_job_reads_its_recording_and_writes_its_output(tmp_path: Path) -> None:
    raw = PinnedProtocol("raw", str(shipped_protocols() / "raw.py")).as_json()
    told = {"recording": str(tmp_path / "recording"), "protocol": raw}
    at, protocol = str(tmp_path / "recording"), raw["path"]
    assert allowed_for("ends", told) == Allowed(read=(at, protocol))
    output = str(tmp_path / "output")
    assert allowed_for("reframe", {**told, "output": output}) == Allowed((at, protocol), (output,), (at,))


def test_a_protocol_reads_what_lies_beside_it_and_nothing_that_is_hidden(tmp_path: Path) -> None:
    folder = tmp_path / "protocols"
    told = own(folder, "own", "")
    for name in ("names.txt", ".hidden"):
        (folder / name).write_text("x")
    (folder / "within").mkdir()
    (folder / "link").symlink_to(tmp_path)
    (folder / "file-link").symlink_to(folder / ".hidden")
    found = allowed_for("ends", {"protocol": {**told, "helpers": {str(tmp_path / "helper.py"): ""}}})
    assert {*found.read} == {str(folder / "own.py"), str(folder / "names.txt"), str(tmp_path / "helper.py")}


def test_in_its_users_own_folder_it_reads_modules_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    told = own(tmp_path / "home", "own", "")
    (tmp_path / "home" / "diary.txt").write_text("x")
    helper = own(tmp_path / "home", "helper", "")
    assert {*allowed_for("ends", {"protocol": told}).read} == {told["path"], helper["path"]}


def test_a_crowded_folder_is_read_in_part(tmp_path: Path) -> None:
    told = own(tmp_path / "crowd", "own", "")
    for number in range(MOST_BESIDE + 10):
        (tmp_path / "crowd" / f"{number}.txt").touch()
    assert len(allowed_for("ends", {"protocol": told}).read) <= MOST_BESIDE + 1


def test_a_folder_that_is_not_there_is_no_crash(tmp_path: Path) -> None:
    path = str(tmp_path / "nowhere" / "own.py")
    assert allowed_for("ends", {"protocol": PinnedProtocol("own", path).as_json()}).read == (path,)
    assert allowed_for("ends", {"protocol": PinnedProtocol("installed").as_json()}) == Allowed()


def test_words_are_those_of_the_bytes_that_run(tmp_path: Path) -> None:
    asks = own(tmp_path / "a", "asks", 'NEEDS = "network"\n')
    other = own(tmp_path / "b", "other", 'NEEDS = "files"\n')
    assert allowed_for("reframe", {"protocol": asks}).words == ("network",)
    assert allowed_for("compare", {"protocols": [asks, other]}).words == ("network", "files")
    # Where many are tried, each would have what another asks for.
    assert allowed_for("guess", {"protocols": [asks]}).words == ()
    assert allowed_for("reframe", {"protocol": {**asks, "sha256": "0" * 64}}).words == ()
