"""Commands by SSH: how they are written, and what is refused before anybody is asked."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.questions.asking import Nobody
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.ssh import Ssh
from poetrygui.core.transports.streams.endpoint import StreamAddress
from poetrygui.errors import AddressError

plain = st.text("abcdefghijklmnopqrstuvwxyz0123456789.-_", min_size=1, max_size=8)
commands = st.text(
    st.characters(min_codepoint=32, exclude_characters="\x7f", exclude_categories=["Cs"]), min_size=1, max_size=12
).filter(lambda text: text.strip() == text)


@given(st.one_of(st.just(""), plain), st.one_of(plain, st.just("::1")), st.sampled_from([22, 2222, 65535]), commands)
def test_its_address_is_read_back(user: str, host: str, port: int, command: str) -> None:
    assert parse_address(str(Ssh(user, host, port, command))) == Ssh(user, host, port, command)


def test_how_it_is_written() -> None:
    assert parse_address("ssh:me@host:tail -f /var/log/syslog") == Ssh("me", "host", 22, "tail -f /var/log/syslog")
    assert parse_address("ssh:host:2222:cat a:b") == Ssh("", "host", 2222, "cat a:b")
    assert parse_address("ssh:me@[::1]:2222:cat") == Ssh("me", "::1", 2222, "cat")
    assert str(Ssh("me", "host", 22, "80:x")) == "ssh:me@host:22:80:x"
    assert str(Ssh("me", "::1", 22, "cat")) == "ssh:me@[::1]:cat"
    assert Ssh("me", "host", 22, "cat").destination == StreamAddress(b"me@host: cat")


@pytest.mark.parametrize(
    "text, said",
    [
        ("ssh:me@host", r"names no command on a host: write ssh:USER@HOST\[:PORT\]:COMMAND"),
        ("ssh:", "names no command"),
        ("ssh:me@host: ", "has no command to run there"),
        ("ssh:me@host:2222:", "has no command to run there"),
        ("ssh:me@host:0:cat", "is not between 1 and 65535"),
        ("ssh:me@[nonsense]:cat", "is no IPv6 address"),
    ],
)
def test_what_cannot_be_meant(text: str, said: str) -> None:
    with pytest.raises(AddressError, match=said):
        parse_address(text)


def test_a_file_that_cannot_be_read_is_told_before(tmp_path: Path) -> None:
    missing = str(tmp_path / "nonesuch")
    with pytest.raises(AddressError, match="cannot be read: name the file of your key"):
        parse_address("ssh:me@host:cat", {"key": missing}).check()
    with pytest.raises(AddressError, match="cannot be read: name the file of the known hosts"):
        parse_address("ssh:me@host:cat", {"known_hosts": missing}).check()


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "twisted.conch.ssh.keys", None)
    with pytest.raises(AddressError, match=r"pip install \"poetrygui\[ssh\]\""):
        Ssh("me", "host", 22, "cat").check()


def test_without_a_word_it_looks_where_ssh_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reactor: object
) -> None:
    folder = tmp_path / ".ssh"
    folder.mkdir()
    (folder / "id_rsa").touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SSH_AUTH_SOCK", "/an/agent")
    monkeypatch.setenv("LOGNAME", "somebody")
    made: Any = Ssh("", "127.0.0.1", 22, "cat").endpoint(reactor)
    assert (made.credentials.user, made.credentials.agent) == (getpass.getuser(), "/an/agent")
    assert (made.credentials.files, made.hosts.path) == ([folder / "id_rsa"], folder / "known_hosts")
    assert isinstance(made.asker, Nobody)
    other: Any = parse_address("ssh:127.0.0.1:cat", {"key": str(folder / "id_rsa"), "agent": "no"}).endpoint(reactor)
    assert (other.credentials.files, other.credentials.agent) == ([folder / "id_rsa"], "")
