"""Files of known hosts, as OpenSSH writes them."""

from __future__ import annotations

import base64
import hmac
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.transports.secure_shell.known_hosts import Found, HostKey, KnownHosts, Standing

KEY, OTHER = HostKey(b"ssh-ed25519", b"a key"), HostKey(b"ssh-ed25519", b"another")
RSA = HostKey(b"ssh-rsa", b"a key")


def line(hosts: bytes, key: HostKey = KEY, marker: bytes = b"") -> bytes:
    return marker + b" ".join((hosts, key.kind, base64.b64encode(key.blob), b"by a test\n"))


def hashed(name: bytes) -> bytes:
    salt = b"01234567890123456789"
    return b"|1|%s|%s" % (base64.b64encode(salt), base64.b64encode(hmac.digest(salt, name, "sha1")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "known_hosts"


def look(path: Path, data: bytes, host: str = "host", port: int = 22, key: HostKey = KEY) -> Found:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return KnownHosts(path).look(host, port, key)


UNKNOWN = Found(Standing.UNKNOWN)


@pytest.mark.parametrize(
    "hosts, host, port, is_known",
    [
        (b"host", "host", 22, True),
        (b"HOST", "host", 22, True),
        (b"a,host,b", "host", 22, True),
        (b"[host]:2222", "host", 2222, True),
        (b"[host]:2222", "host", 2223, False),
        (b"[host]:2222", "host", 22, False),
        (b"host", "host", 2222, True),
        (b"[::1]:2222", "::1", 2222, True),
        (b"::1", "::1", 22, True),
        (b"*.example", "poems.example", 22, True),
        (b"*.example,!poems.example", "poems.example", 22, False),
        (b"host?", "host1", 22, True),
        (b"host?", "host", 22, False),
        (b"h.st", "host", 22, False),
        (hashed(b"host"), "host", 22, True),
        (hashed(b"[host]:2222"), "host", 2222, True),
        (hashed(b"host"), "other", 22, False),
        (b"|1|x", "host", 22, False),
        (b"|1|x|y", "host", 22, False),
    ],
)
def test_a_host_is_looked_up_with_its_port(path: Path, hosts: bytes, host: str, port: int, is_known: bool) -> None:
    data = b"# a comment\n\nnonsense\nhost ssh-ed25519 ???\n" + line(hosts)
    assert look(path, data, host, port) == (Found(Standing.KNOWN, 5) if is_known else UNKNOWN)


def test_a_key_that_has_changed(path: Path) -> None:
    assert look(path, line(b"host", OTHER)) == Found(Standing.CHANGED, 1)
    assert look(path, line(b"host", OTHER) + line(b"host")) == Found(Standing.KNOWN, 2)
    # What is known of the host at its usual port says nothing against another server at this one.
    assert look(path, line(b"host", OTHER), port=2222) == UNKNOWN
    assert look(path, line(b"host", RSA)) == UNKNOWN


def test_a_key_that_is_revoked(path: Path) -> None:
    data = line(b"*", marker=b"@revoked ") + line(b"host")
    assert look(path, data) == Found(Standing.REVOKED, 1)
    assert look(path, line(b"*", OTHER, b"@revoked ") + line(b"host")) == Found(Standing.KNOWN, 2)
    assert look(path, line(b"*", marker=b"@cert-authority ")) == UNKNOWN


def test_the_kinds_of_keys_that_are_known(path: Path) -> None:
    look(path, line(b"host", RSA) + line(b"[host]:2222") + line(b"other") + line(b"*", OTHER, b"@revoked "))
    hosts = KnownHosts(path)
    assert hosts.kinds("host", 22) == {b"ssh-rsa"}
    assert hosts.kinds("host", 2222) == {b"ssh-rsa", b"ssh-ed25519"}
    assert hosts.kinds("nobody", 22) == set()


@pytest.mark.parametrize("port", [22, 2222])
@pytest.mark.parametrize("before", [None, b"", line(b"other"), line(b"other").strip()])
def test_a_key_that_is_added_is_known(path: Path, port: int, before: bytes | None) -> None:
    if before is not None:
        look(path, before)
    hosts = KnownHosts(path)
    assert hosts.look("host", port, KEY) == UNKNOWN
    hosts.add("host", port, KEY)
    assert hosts.look("host", port, KEY).standing is Standing.KNOWN
    assert before is None or path.read_bytes().startswith(before)
    if before is None:
        assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)


def test_a_fingerprint_is_as_openssh_tells_it() -> None:
    assert KEY.fingerprint == "SHA256:j6Oqsvqpt54KA5jaW1q9B4AUJEKlvoC5pkYI1xjLH80"


@given(st.binary(max_size=200))
def test_whatever_the_file_holds(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("hosts") / "known_hosts"
    assert look(path, data).standing is Standing.UNKNOWN
    assert look(path, data + b"\n" + line(b"host")).standing is Standing.KNOWN


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
def test_what_openssh_hashed_is_found_and_what_was_added_is_found_by_openssh(path: Path) -> None:
    path.parent.mkdir()
    made = path.parent / "made"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", made], check=True)
    kind, encoded = made.with_suffix(".pub").read_bytes().split()[:2]
    key = HostKey(kind, base64.b64decode(encoded))
    hosts = KnownHosts(path)
    hosts.add("host", 2222, key)
    found = subprocess.run(["ssh-keygen", "-F", "[host]:2222", "-f", path], check=True, capture_output=True)
    assert encoded in found.stdout
    subprocess.run(["ssh-keygen", "-q", "-H", "-f", path], check=True, capture_output=True)
    assert b"host" not in path.read_bytes().replace(os.fsencode(path), b"")
    assert hosts.look("host", 2222, key).standing is Standing.KNOWN
    told = subprocess.run(["ssh-keygen", "-l", "-f", made], check=True, capture_output=True)
    assert key.fingerprint in told.stdout.decode()
