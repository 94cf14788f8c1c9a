"""``poetrygui protocols``: the list, a new one, and whether one is right, as an author uses them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from poetrygui.hosts.confinement import confined_words
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.needs import Needs
from tests.commands.running import run
from tests.commands.senders import sending


def test_protocols_lists_the_shipped_ones_and_says_why_another_is_broken(tmp_path: Path) -> None:
    (tmp_path / "protocols").mkdir()
    (tmp_path / "protocols" / "odd.py").write_text("API = 1\nTITLE = 'Odd'\n1 / 0\n", encoding="utf-8")
    new = run("protocols", "--profile", tmp_path).stdout.decode()
    assert "odd          odd                              new " in new
    assert "ZeroDivisionError" not in new
    assert run("protocols", "trust", tmp_path / "protocols" / "odd.py", "--profile", tmp_path).returncode == 0
    got = run("protocols", "--profile", tmp_path)
    told = got.stdout.decode()
    assert got.returncode == 0
    shipped = [line.split()[0] for line in told.splitlines() if "shipped" in line]
    assert shipped == sorted(path.stem for path in shipped_protocols().glob("*.py"))
    assert {"lines", "netstring", "raw"} <= {*shipped}
    assert "Odd" in told
    assert "broken" in told
    assert "line 3 of odd.py: ZeroDivisionError" in told


def test_what_a_file_asks_for_is_listed_before_it_may_run_and_after(tmp_path: Path) -> None:
    (tmp_path / "protocols").mkdir()
    path = tmp_path / "protocols" / "asks.py"
    path.write_text(
        'from poetrygui.api import Delimited\nNEEDS = "network"\nclass Asks(Delimited):\n    pass\n', "utf-8"
    )
    asks = confined_words(Needs(("network",)))
    assert asks in run("protocols", "--profile", tmp_path).stdout.decode()
    assert run("protocols", "trust", path, "--profile", tmp_path).returncode == 0
    assert asks in run("protocols", "--profile", tmp_path).stdout.decode()
    path.write_text('NEEDS = "internet"\n', "utf-8")
    assert run("protocols", "trust", path, "--profile", tmp_path).returncode == 0
    assert "cannot be told what asks.py asks for" in run("protocols", "--profile", tmp_path).stdout.decode()


GOOD = """
from poetrygui.api import *
class Feed(Delimited):
    pass
SAMPLES = [Sample(b"a\\nb\\n", [b"a", b"b"])]
"""


def written(folder: Path, source: str) -> Path:
    path = folder / "feed.py"
    path.write_text(source, "utf-8")
    return path


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "protocols").mkdir()
    path = written(tmp_path / "protocols", "mine")
    for force in ([], ["--force"]):
        got = run("protocols", "new", "feed", *force, "--profile", tmp_path)
        assert got.returncode == 2
        assert b"is there already" in got.stderr
        assert path.read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["raw", "json", "My-Feed", "../feed", ""])
def test_a_name_that_will_not_do_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    got = run("protocols", "new", name, "--profile", tmp_path)
    assert got.returncode == 2
    assert got.stdout == b""
    assert len(got.stderr.splitlines()) == 1
    assert not list(tmp_path.rglob("*.py"))


def test_a_shipped_name_can_be_meant(tmp_path: Path) -> None:
    assert run("protocols", "new", "raw", "--force", "--profile", tmp_path).returncode == 0
    assert (tmp_path / "protocols" / "raw.py").exists()


def test_a_check_that_holds_ends_with_0_and_one_that_does_not_with_1(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    got = run("protocols", "check", path)
    assert (got.returncode, got.stderr) == (0, b"")
    told = got.stdout.decode().splitlines()
    assert len(told) == 7
    assert all(line.startswith("ok     ") for line in told[:-1])
    written(tmp_path, GOOD.replace('b"b"]', 'b"c"]'))
    got = run("protocols", "check", path)
    assert (got.returncode, got.stderr) == (1, b"")
    assert b"FAILED samples: sample 1: frame 2 is b'b' instead of b'c', other from its byte 0 on" in got.stdout
    assert got.stdout.endswith(b"feed.py: not right yet\n")


@pytest.mark.parametrize(
    "body,told",
    [
        ("        while True: pass", "sample 1: it ends as plugin-hang, not complete: "),
        ("        raise SystemExit(3)", "sample 1: it ends as plugin-fault, not complete: "),
        ("        import os; os.kill(os.getpid(), 2)", "sample 1: it ends as plugin-fault, not complete: "),
    ],
    ids=["hang", "exit", "interrupt"],
)
def test_what_a_protocol_does_is_told_and_no_traceback(tmp_path: Path, body: str, told: str) -> None:
    got = run(
        "protocols", "check", written(tmp_path, GOOD.replace("    pass", f"    def dataReceived(self, data):\n{body}"))
    )
    assert got.returncode == 1
    assert told in got.stdout.decode()
    assert "of feed.py)" in got.stdout.decode()
    assert b"Traceback" not in got.stdout + got.stderr


@pytest.mark.parametrize(
    "source,told",
    [
        ("x = (", "line 1 of feed.py: '(' was never closed"),
        ("1 / 0", "line 1 of feed.py: ZeroDivisionError: division by zero"),
        ("API = 99", "feed.py is written for API 99; this program has API 1."),
        (GOOD + "SAMPLES = 1", "SAMPLES must be a list of Sample, not int."),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(tmp_path: Path, source: str, told: str) -> None:
    got = run("protocols", "check", written(tmp_path, source))
    assert (got.returncode, got.stdout) == (1, b"")
    assert got.stderr.decode() == f"poetrygui: {told}\n"


def test_a_file_that_is_not_there_is_bad_usage(tmp_path: Path) -> None:
    got = run("protocols", "check", tmp_path / "missing.py")
    assert got.returncode == 2
    assert got.stderr.decode() == f"poetrygui: There is no file {tmp_path / 'missing.py'}: name a protocol's file.\n"


def test_options_reach_the_check(tmp_path: Path) -> None:
    fixed = shipped_protocols() / "fixed.py"
    assert run("protocols", "check", fixed, "--option", "size=3").returncode == 0
    got = run("protocols", "check", fixed, "--option", "size=no")
    assert got.returncode == 2
    assert got.stderr == b"poetrygui: The option size takes a whole number, 1 or more, not 'no'.\n"


def test_a_new_protocol_is_written_checked_trusted_and_used(tmp_path: Path) -> None:
    profile = tmp_path / "my profile; it's mine"
    got = run("protocols", "new", "my_feed", "--profile", profile)
    assert got.returncode == 0, got.stderr
    path = Path(got.stdout.decode().splitlines()[0])
    assert path == profile / "protocols" / "my_feed.py"
    commands = [shlex.split(line) for line in got.stdout.decode().splitlines()[2:]]
    assert [program for program, *_ in commands] == ["poetrygui"] * 3
    for _, *arguments in commands[:2]:
        assert run(*arguments).returncode == 0, arguments
    with sending(b"one;two;") as address:
        arguments = [address if word == "HOST:PORT" else word for word in commands[2][1:]]
        got = run(*arguments, "--option", "delimiter=;")
    assert got.returncode == 0, got.stderr
    assert got.stdout == b"one\ntwo\n"


def test_what_is_said_of_a_new_file_can_be_pasted(tmp_path: Path) -> None:
    profile = tmp_path / "my profile; it's mine"
    (profile / "protocols").mkdir(parents=True, mode=0o700)
    written(profile / "protocols", GOOD)
    with sending(b"one\n") as address:
        refused = run("get", address, "--protocol", "feed", "--profile", profile)
        assert refused.returncode != 0
        command = refused.stderr.decode().partition("“poetrygui ")[2].partition("”")[0]
        assert run(*shlex.split(command)).returncode == 0, command
        got = run("get", address, "--protocol", "feed", "--profile", profile)
    assert got.stdout == b"one\n", got.stderr
