"""Lists of servers as earlier versions of the program wrote them: one function a version.

Each knows what its version meant, and nothing of what came later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from poetrygui.core import files
from poetrygui.core.files.kept_json import Upgrade

# What these settings had an effect on: not the endpoint strings with more arguments, which Twisted read.
_TLS = r"tls:(?:host=)?(?:\[[^\[\]]+\]|(?:[^:\\=]|\\.)+):(?:port=)?[0-9]+"
_VERIFICATIONS = ("system", "ca-file", "insecure")


def _from_1(content: dict[str, Any]) -> dict[str, Any]:
    """Make options of the transport of what was set for TLS, and leave out what had no effect."""
    return content | {
        "version": 2,
        "servers": [_server_from_1(files.expect(dict, each)) for each in content["servers"]],
    }


def _server_from_1(server: dict[str, Any]) -> dict[str, Any]:
    kept = dict(server)
    verify = files.expect(str, kept.pop("tls_verify", "system"))
    ca_file = files.expect(str, kept.pop("ca_file", ""))
    if verify not in _VERIFICATIONS:
        raise ValueError(f"{verify!r} is no way to verify")
    options = {"verify": verify} if verify != "system" else {}
    if verify == "ca-file":
        options["ca_file"] = ca_file
    return kept | {
        "transport_options": options if re.fullmatch(_TLS, files.expect(str, kept["address"]).strip()) else {}
    }


def _from_2(content: dict[str, Any]) -> dict[str, Any]:
    """Tell of each server what was so of all: everything was kept."""
    servers = [{"recording": "everything"} | files.expect(dict, each) for each in content["servers"]]
    return content | {"version": 3, "servers": servers}


def _from_3(content: dict[str, Any]) -> dict[str, Any]:
    """Tell of each server that it has no limit of its own: there was none."""
    servers = [{"recording_limit": None} | files.expect(dict, each) for each in content["servers"]]
    return content | {"version": 4, "servers": servers}


def _from_4(content: dict[str, Any]) -> dict[str, Any]:
    """Tell of each server that no more is said than what is sent when connected."""
    nothing: dict[str, Any] = {"conversation": []}
    servers = [nothing | files.expect(dict, each) for each in content["servers"]]
    return content | {"version": 5, "servers": servers}


def _from_5(content: dict[str, Any]) -> dict[str, Any]:
    """Tell of each server that it is connected to when its user says so, and at no other time."""
    nothing: dict[str, Any] = {"reconnect": "off", "reconnect_limit": None, "resumes": False}
    servers = [nothing | files.expect(dict, each) for each in content["servers"]]
    return content | {"version": 6, "servers": servers}


OLDER_VERSIONS: Mapping[int, Upgrade] = MappingProxyType({1: _from_1, 2: _from_2, 3: _from_3, 4: _from_4, 5: _from_5})
