"""Commands that run on another machine, by SSH: what only they need, and what comes with an extra."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.transports.secure_shell.endpoint import ShellEndpoint as ShellEndpoint
    from poetrygui.core.transports.secure_shell.known_hosts import KnownHosts as KnownHosts
    from poetrygui.core.transports.secure_shell.login import Credentials as Credentials
else:
    __getattr__ = lazy_names(
        __name__, {"endpoint": "ShellEndpoint", "known_hosts": "KnownHosts", "login": "Credentials"}
    )
