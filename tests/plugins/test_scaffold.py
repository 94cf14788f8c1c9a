"""A new protocol file: it works as it is, is safe from others, and takes nobody's place by accident."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from poetrygui.core.files.atomic_file import write_all
from poetrygui.errors import PluginError, SaveError
from poetrygui.plugins import scaffold
from poetrygui.plugins.checking.check import check_protocol, load_file
from poetrygui.plugins.checking.samples import samples_of
from poetrygui.plugins.options import declared_options
from poetrygui.plugins.scaffold import check_name, create_protocol
from tests.surroundings import PATIENCE


@pytest.fixture
def careless_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_new_file_passes_its_check(tmp_path: Path) -> None:
    path = create_protocol(tmp_path / "profile" / "protocols", "my_feed")
    assert path == tmp_path / "profile" / "protocols" / "my_feed.py"
    protocol = load_file(path)
    assert protocol.__name__ == "MyFeed"
    assert [option.name for option in declared_options(protocol)] == ["delimiter"]
    samples = samples_of(protocol)
    assert {sample.outcome for sample in samples} == {"complete", "cut"}
    report = check_protocol(protocol, samples)
    assert report.passed, str(report)


def test_a_new_file_has_comments_and_is_in_the_form_of_the_house(tmp_path: Path) -> None:
    path = create_protocol(tmp_path, "feed")
    source = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(source))
    assert source.count("#") >= 10
    pytest.importorskip("ruff")
    for check in (["format", "--check"], ["check", "--isolated"]):
        command = [sys.executable, "-m", "ruff", *check, "--no-cache", "--line-length", "120", str(path)]
        got = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert got.returncode == 0, got.stdout + got.stderr


@pytest.mark.usefixtures("careless_umask")
@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_others_can_write_neither_the_file_nor_a_folder_made_for_it(tmp_path: Path) -> None:
    path = create_protocol(tmp_path / "a" / "b" / "protocols", "feed")
    for made in (path, *list(path.parents)[:3]):
        assert not made.stat().st_mode & 0o022, made


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "feed.py"
    path.write_text("mine", "utf-8")
    with pytest.raises(SaveError, match="is there already"):
        create_protocol(tmp_path, "feed")
    assert path.read_text("utf-8") == "mine"


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "feed.py").symlink_to(tmp_path / "elsewhere.py")
    with pytest.raises(SaveError, match="is there already"):
        create_protocol(tmp_path, "feed")
    assert not (tmp_path / "elsewhere.py").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SaveError, match=r"The folder .* could not be made: "):
        create_protocol(tmp_path / "file" / "protocols", "feed")


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(descriptor: int, data: bytes) -> None:
        write_all(descriptor, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(scaffold, "write_all", half)
    with pytest.raises(SaveError, match="No space left on device"):
        create_protocol(tmp_path, "feed")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        "1st",
        "_hidden",
        "Feed",
        "my-feed",
        "../feed",
        "a/b",
        "feed.py",
        "class",
        "naïve",
        "a\n",
        "a" * 41,
        "con.txt",
    ],
)
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(PluginError, match="cannot be a protocol's name"):
        check_name(name)


@pytest.mark.parametrize("name", ["json", "socket"])
def test_a_name_of_a_module_of_python_is_refused(name: str) -> None:
    with pytest.raises(PluginError, match="a module of Python's own"):
        check_name(name)


def test_a_shipped_name_is_refused_unless_it_is_meant() -> None:
    with pytest.raises(PluginError, match=r"raw comes with the program.*--force"):
        check_name("raw", {"raw", "lines"})
    check_name("raw")
    check_name("feed_2", {"raw"})
