"""Passwords out of the system's keyring: they are looked up when they are needed, and kept nowhere."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from poetrygui.core.guard.plugin_faults import describe_error
from poetrygui.errors import SendError


def password_of(service: str, user: str) -> bytes:
    """Return the password of ``user`` for ``service`` in the system's keyring. Raises SendError."""
    whose = f"the password of {user!r} for {service!r}"
    try:
        keyring: Any = import_module("keyring")
    except ImportError as error:
        raise SendError(f"For {whose} the package keyring is needed: install poetrygui[keyring].") from error
    try:
        password = keyring.get_password(service, user)
    except Exception as error:  # each keyring raises what it likes
        raise SendError(f"The system's keyring does not give {whose}: {describe_error(error)}.") from error
    if password is None:
        raise SendError(f"The system's keyring has not {whose}: put it there with “keyring set”.")
    return str(password).encode()
