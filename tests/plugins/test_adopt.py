"""A file that is taken into the profile: copied and not run, and no other is replaced without being asked for."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from poetrygui.errors import PluginError, SaveError
from poetrygui.plugins.adopt import NameTakenError, adopt_file, make_folder
from tests.plugins.files import good


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "protocols"


def given(tmp_path: Path, name: str = "own.py", source: str | bytes | None = None) -> Path:
    path = tmp_path / name
    data = good() if source is None else source
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_it_is_copied_for_its_user_alone_and_not_run(tmp_path: Path, folder: Path) -> None:
    source = f"open({str(tmp_path / 'ran')!r}, 'w').close()\n" + good()
    path = given(tmp_path, source=source)
    path.chmod(0o666)  # anybody's: it is looked at before anything of it runs
    target = adopt_file(path, folder)
    assert target == folder / "own.py"
    assert target.read_text("utf-8") == source
    assert stat.S_IMODE(target.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    assert not (tmp_path / "ran").exists()


def test_the_same_file_again_is_no_other(tmp_path: Path, folder: Path) -> None:
    path = given(tmp_path)
    assert adopt_file(path, folder) == adopt_file(path, folder)


def test_another_file_is_replaced_only_where_that_is_asked_for(tmp_path: Path, folder: Path) -> None:
    adopt_file(given(tmp_path), folder)
    path = given(tmp_path, source=good("second"))
    with pytest.raises(NameTakenError, match=r"There is a file own\.py in .* already\. Replace it\?"):
        adopt_file(path, folder)
    assert (folder / "own.py").read_text("utf-8") == good()
    adopt_file(path, folder, replace=True)
    assert (folder / "own.py").read_text("utf-8") == good("second")


@pytest.mark.parametrize("name", ["own.txt", "own", "__init__.py", ".own.py", "own.PY"])
def test_a_name_that_no_protocol_file_has_is_refused(tmp_path: Path, folder: Path, name: str) -> None:
    with pytest.raises(PluginError, match="its name must end in"):
        adopt_file(given(tmp_path, name), folder)
    assert not folder.exists()


@pytest.mark.parametrize("source", [b"\xff\xfe", b"#" * 300_000])
def test_what_cannot_be_a_protocol_file_is_refused(tmp_path: Path, folder: Path, source: bytes) -> None:
    with pytest.raises(PluginError, match=r"own\.py"):
        adopt_file(given(tmp_path, source=source), folder)
    assert not folder.exists()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(PluginError, match=r"own\.py"):
        adopt_file(tmp_path / "own.py", folder)


def test_a_link_in_its_place_is_not_followed(tmp_path: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    (tmp_path / "precious").write_text("precious")
    (folder / "own.py").symlink_to(tmp_path / "precious")
    with pytest.raises(NameTakenError):
        adopt_file(given(tmp_path), folder)
    assert (tmp_path / "precious").read_text() == "precious"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("no folder")
    for attempt in (
        lambda: make_folder(tmp_path / "profile" / "protocols"),
        lambda: adopt_file(given(tmp_path), tmp_path / "profile" / "protocols"),
    ):
        with pytest.raises(SaveError, match="cannot be made: "):
            attempt()
