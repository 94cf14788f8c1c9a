"""The hosts that are known, with their keys: files as OpenSSH keeps them, read and added to."""

from __future__ import annotations

import base64
import binascii
import enum
import hashlib
import hmac
import os
import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

USUAL_PORT = 22
_HASHED = b"|1|"


class Standing(enum.Enum):
    """What is known of a host's key."""

    KNOWN = "known"
    UNKNOWN = "unknown"  # nothing is known of the host, or of a key of this kind
    CHANGED = "changed"  # it had another one
    REVOKED = "revoked"  # somebody wrote down that it is not to be believed any more


@frozen
class Found:
    """What was found of a key, and in which line of the file, counted from 1; 0 in none."""

    standing: Standing
    line: int = 0


@frozen
class HostKey:
    """A host's public key: its kind, such as ``ssh-ed25519``, and its bytes as SSH sends them."""

    kind: bytes
    blob: bytes

    @property
    def fingerprint(self) -> str:
        """How OpenSSH tells it apart from others."""
        digest = base64.b64encode(hashlib.sha256(self.blob).digest())
        return f"SHA256:{digest.decode().rstrip('=')}"


@frozen
class _Line:
    number: int
    is_revoked: bool
    hosts: bytes
    key: HostKey


class KnownHosts:
    """Looks a host up with its port, as OpenSSH writes that: ``[host]:port``, where it is not 22.

    Without one under that name, a key of the host's name alone is believed, too, and is none that could have changed.
    """

    def __init__(self, path: Path) -> None:
        """Read ``path`` when something is looked up; it may not be there yet."""
        self.path = path

    def look(self, host: str, port: int, key: HostKey) -> Found:
        """Return what is known of a key that the host shows at this port."""
        lines = [each for each in self._lines() if each.key.kind == key.kind]
        for line in lines:
            is_meant = _is_meant(line.hosts, _name(host, port)) or _is_meant(line.hosts, host.encode())
            if line.is_revoked and line.key == key and is_meant:
                return Found(Standing.REVOKED, line.number)
        own = [each for each in lines if not each.is_revoked and _is_meant(each.hosts, _name(host, port))]
        others = [each for each in lines if not each.is_revoked and _is_meant(each.hosts, host.encode())]
        for line in (*own, *others):
            if line.key == key:
                return Found(Standing.KNOWN, line.number)
        return Found(Standing.CHANGED, own[0].number) if own else Found(Standing.UNKNOWN)

    def kinds(self, host: str, port: int) -> set[bytes]:
        """Return of which kinds the keys are that are known: the server is to show one of these."""
        names = (_name(host, port), host.encode())
        return {
            each.key.kind
            for each in self._lines()
            if not each.is_revoked and any(_is_meant(each.hosts, name) for name in names)
        }

    def add(self, host: str, port: int, key: HostKey) -> None:
        """Write down that ``host`` shows ``key`` at ``port``. Raises OSError."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        line = b" ".join((_name(host, port), key.kind, base64.b64encode(key.blob))) + b"\n"
        descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "rb+", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            if size:
                file.seek(size - 1)
                line = (b"" if file.read(1) == b"\n" else b"\n") + line
            file.write(line)

    def _lines(self) -> Iterator[_Line]:
        try:
            data = self.path.read_bytes()
        except OSError:
            return
        for number, text in enumerate(data.split(b"\n"), 1):
            line = _read_line(number, text)
            if line is not None:
                yield line


def _name(host: str, port: int) -> bytes:
    return host.encode() if port == USUAL_PORT else f"[{host}]:{port}".encode()


def _read_line(number: int, text: bytes) -> _Line | None:
    fields = text.split()
    marker = fields.pop(0) if fields and fields[0].startswith(b"@") else b""
    if len(fields) < 3 or fields[0].startswith(b"#") or marker not in (b"", b"@revoked"):
        return None
    hosts, kind, encoded, *_ = fields
    try:
        blob = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        return None
    return _Line(number, bool(marker), hosts, HostKey(kind, blob))


def _is_meant(hosts: bytes, name: bytes) -> bool:
    if hosts.startswith(_HASHED):
        return _is_hash_of(hosts, name)
    patterns = hosts.lower().split(b",")
    name = name.lower()
    if any(each.startswith(b"!") and _fits(each[1:], name) for each in patterns):
        return False
    return any(_fits(each, name) for each in patterns)


def _fits(pattern: bytes, name: bytes) -> bool:
    parts = re.split(rb"([*?])", pattern)
    wild = {b"*": b".*", b"?": b"."}
    return re.fullmatch(b"".join(wild.get(each, re.escape(each)) for each in parts), name, re.DOTALL) is not None


def _is_hash_of(hashed: bytes, name: bytes) -> bool:
    salt, _, digest = hashed.removeprefix(_HASHED).partition(b"|")
    try:
        expected = base64.b64decode(digest, validate=True)
        made = hmac.digest(base64.b64decode(salt, validate=True), name, "sha1")
    except binascii.Error:
        return False
    return hmac.compare_digest(made, expected)
