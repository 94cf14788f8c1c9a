"""Saying on the command line which protocol files may run: by name or path, for good, for once, or never."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.commands.running import run
from tests.plugins.files import Files, good


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def state_of(files: Files, name: str) -> str:
    """Return how the list has a protocol."""
    told = run("protocols", "--profile", files.root).stdout.decode()
    before_path = next(
        line.partition(str(files.folder))[0] for line in told.splitlines() if line.startswith(f"{name} ")
    )
    return before_path.split()[-1]


def test_a_file_of_the_profile_is_trusted_by_its_name_and_told_with_its_digest(files: Files) -> None:
    path = files.put("own.py", good())
    got = run("protocols", "trust", "own", "--profile", files.root)
    assert got.returncode == 0, got.stderr
    digest = hashlib.sha256(good().encode()).hexdigest()
    size = len(good())
    assert got.stdout.decode().splitlines()[0] == f"{path}: trusted ({size:,} bytes, sha256 {digest})"
    assert state_of(files, "own") == "ready"
    files.put("own.py", good("secnd"))
    assert state_of(files, "own") == "new"
    again = run("protocols", "trust", "own", "--profile", files.root).stdout.decode()
    assert "You trusted an earlier version of it, too, which may still frame recordings of then" in again


def test_one_that_is_being_written_stays_trusted(files: Files) -> None:
    files.put("own.py", good())
    got = run("protocols", "trust", "own", "--being-written", "--profile", files.root)
    assert "trusted, and run anew on each save" in got.stdout.decode()
    files.put("own.py", good("secnd"))
    assert state_of(files, "own") == "ready"


def test_one_that_is_denied_is_off(files: Files) -> None:
    path = files.put("own.py", good())
    assert "not to be run" in run("protocols", "deny", path, "--profile", files.root).stdout.decode()
    assert state_of(files, "own") == "off"


def test_a_file_elsewhere_is_told_where_it_must_be(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir(mode=0o700)
    path = folder / "other.py"
    path.write_text(good(), "utf-8")
    path.chmod(0o600)
    got = run("protocols", "trust", path, "--profile", files.root)
    assert f"To be used by its name, it must be in {files.folder}." in got.stdout.decode()


def test_what_is_wrong_with_a_trusted_file_is_told(files: Files) -> None:
    files.put("own.py", "1 / 0\n" + good())
    got = run("protocols", "trust", "own", "--profile", files.root)
    assert got.returncode == 0
    assert "line 1 of own.py: ZeroDivisionError" in got.stdout.decode()


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["protocols", "trust", "none"], "There is no file"),
        (["get", "80", "--trust", "own.py", "--safe-mode"], "--trust and --safe-mode exclude each other: give one."),
        (["get", "80", "--trust", "/none/own.py"], "/none cannot be looked at: No such file or directory."),
    ],
)
def test_what_cannot_be_is_said_in_a_line(files: Files, arguments: list[str], said: str) -> None:
    got = run(*arguments, "--profile", files.root)
    assert (got.returncode, got.stdout) == (2, b"")
    assert said in got.stderr.decode()
    assert b"Traceback" not in got.stderr
