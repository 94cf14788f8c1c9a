"""A user's protocol in a process of its own: started, fed, watched and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.hosts.live.file_hosts import RUNNER as RUNNER
    from poetrygui.hosts.live.file_hosts import FileHosts as FileHosts
    from poetrygui.hosts.live.hosted_class import hosted as hosted
    from poetrygui.hosts.live.print_limit import PrintLimit as PrintLimit
    from poetrygui.hosts.messages import Message as Message
    from poetrygui.hosts.telling import TELLERS as TELLERS
    from poetrygui.hosts.telling.file_reader import FileReader as FileReader
    from poetrygui.hosts.telling.refusals import Refusals as Refusals
    from poetrygui.hosts.warm import HAS_HOSTS as HAS_HOSTS
    from poetrygui.hosts.warm import WarmProcess as WarmProcess
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "live.file_hosts": "RUNNER FileHosts",
            "live.hosted_class": "hosted",
            "live.print_limit": "PrintLimit",
            "messages": "Message",
            "telling": "TELLERS",
            "telling.file_reader": "FileReader",
            "telling.refusals": "Refusals",
            "warm": "HAS_HOSTS WarmProcess",
        },
    )
