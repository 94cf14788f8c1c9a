"""Starting quickly: no garbage is looked for until there is some, and nothing is read that is imported in vain.

Until there is something to do no object goes, and looking for such takes a tenth of the time. A seventh would go into
modules that each reactor imports, and that nobody asks for anything before the first connection.
"""

from __future__ import annotations

import gc
import sys

from poetrygui.later_modules import LaterModules
from poetrygui.later_names import LaterNames

_READ_LATER = (
    "importlib.metadata",  # to see what packages offer, where one of them offers a protocol
    "http.cookiejar",  # a module of Twisted's hands the name on
    "twisted.internet.ssl",  # and these three are there for what a reactor may be asked for
    "twisted.internet.udp",
    "twisted.internet.unix",
    "cryptography.x509",  # for TLS
    "msgspec",  # for JSON, when the first lines of it come
)
# Dozens of modules with a loop of their own, which nothing here runs: who brings an event of theirs asks for them.
_TAKEN_IN_VAIN = "twisted.internet.defer", "asyncio", "AbstractEventLoop Future iscoroutine"


def begin() -> None:
    """Look for no garbage; have what is imported and not used yet read when somebody asks for something of it."""
    gc.disable()
    sys.meta_path[:0] = LaterModules(_READ_LATER), LaterNames(*_TAKEN_IN_VAIN)


def end() -> None:
    """Have Python look for garbage from now on, among what comes from now on: whatever there is by now stays.

    For a command. A window does not end its start with this: garbage is the event loop's there, which has LoopGarbage.
    """
    gc.freeze()
    gc.enable()
