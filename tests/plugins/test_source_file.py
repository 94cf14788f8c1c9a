"""What a protocol file may be, and who could have written it."""

from __future__ import annotations

import grp
import os
import pwd
from collections.abc import Sequence
from pathlib import Path

import pytest

from poetrygui.errors import PluginError
from poetrygui.plugins import source_file
from poetrygui.plugins.source_file import decode_source, read_own_file
from tests.plugins.files import Files, good

OWN = Path("own.py")


@pytest.mark.parametrize(
    "data",
    [
        b"# coding: latin-1\n",
        b"# CODING: x\n# coding: Latin-1\n",
        b"\r\n# coding: latin-1\r\n",
        b" \t\f# vim\n\t# coding=latin_1\n",
    ],
)
def test_another_encoding_is_refused_where_python_would_look_for_it(data: bytes) -> None:
    with pytest.raises(PluginError, match="says that it is written in"):
        decode_source(OWN, data)


@pytest.mark.parametrize(
    "data",
    [b"#!x\n# a\n# coding: latin-1\n", b"x = 1\n# coding: latin-1\n", b"\r\nx = 1\r\n# coding: latin-1\r\n"],
)
def test_what_python_takes_for_a_comment_is_one(data: bytes) -> None:
    assert decode_source(OWN, data) == data.decode()


@pytest.mark.parametrize("name", ["utf-8", "UTF_8", "Utf8", "utf-8-sig"])
def test_the_encoding_may_be_named_as_python_lets_it_be(name: str) -> None:
    assert decode_source(OWN, f"# coding: {name}\n".encode()) == f"# coding: {name}\n"


def test_what_belongs_to_the_systems_administrator_is_as_safe_as_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    source_file.check_owner(OWN, status(owner=0))
    source_file.check_owner(OWN, status(owner=12345))
    with pytest.raises(PluginError, match="belongs to another user"):
        source_file.check_owner(OWN, status(owner=12346))


@pytest.mark.parametrize("opened", ["real", "real/profile"])
def test_a_folder_is_looked_at_under_both_its_names(tmp_path: Path, opened: str) -> None:
    # Whoever can write the folder that a link leads to, or the one above, can put another file there.
    files = Files(tmp_path / "real" / "profile")
    for folder in (files.root.parent, files.root):
        folder.mkdir(mode=0o700)
    path = files.put("own.py", good())
    link = tmp_path / "link"
    link.symlink_to(files.folder, target_is_directory=True)
    assert read_own_file(link / "own.py", 1000) == path.read_bytes()
    folder = tmp_path / opened
    folder.chmod(0o777)
    with pytest.raises(PluginError, match=r"can be written by others \(mode 0777\)") as refused:
        read_own_file(link / "own.py", 1000)
    folder.chmod(0o700)
    assert str(refused.value).startswith(f"{folder} ")


def test_a_folder_that_a_link_is_in_is_looked_at_too(tmp_path: Path) -> None:
    files = Files(tmp_path / "profile")
    files.root.mkdir(mode=0o700)
    files.put("own.py", good())
    links = tmp_path / "links"
    links.mkdir(mode=0o700)
    (links / "link").symlink_to(files.folder, target_is_directory=True)
    read_own_file(links / "link" / "own.py", 1000)
    links.chmod(0o777)
    with pytest.raises(PluginError, match="can be written by others"):
        read_own_file(links / "link" / "own.py", 1000)
    links.chmod(0o700)


def status(mode: int = 0o40775, owner: int = 1000, group: int = 1000) -> os.stat_result:
    return os.stat_result((mode, 1, 1, 1, owner, group, 0, 0, 0, 0))


@pytest.mark.parametrize(
    "mode,primary,name,members,is_alone",
    [
        (0o40775, 1000, "ann", [], True),
        (0o40775, 1000, "ann", ["ann"], True),
        (0o40777, 1000, "ann", [], False),
        (0o40775, 1001, "ann", [], False),
        (0o40775, 1000, "staff", [], False),
        (0o40775, 1000, "ann", ["bob"], False),
        (0o40775, 1000, "ann", ["ann", "bob"], False),
    ],
)
def test_a_group_is_the_users_alone_where_nobody_else_can_be_in_it(
    monkeypatch: pytest.MonkeyPatch, mode: int, primary: int, name: str, members: Sequence[str], is_alone: bool
) -> None:
    user = pwd.struct_passwd(("ann", "x", 1000, primary, "", "/home/ann", "/bin/sh"))
    group = grp.struct_group((name, "x", 1000, list(members)))
    monkeypatch.setattr(pwd, "getpwuid", lambda _: user)
    monkeypatch.setattr(grp, "getgrgid", lambda _: group)
    assert source_file.is_alone_in_group(status(mode)) is is_alone
