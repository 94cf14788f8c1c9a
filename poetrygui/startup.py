"""Starting quickly: no garbage is looked for until there is some, and nothing is read that is imported in vain.

Until there is something to do no object goes, and looking for such takes a tenth of the time. A seventh goes into three
modules that each reactor imports, and that nobody asks for anything before the first connection.
"""

from __future__ import annotations

import gc
import sys

from poetrygui.later_modules import LaterModules

# Cookies for a module of Twisted's that hands their name on; TLS for a reactor; certificates for TLS; and for the
# protocols, which are all looked at for what can be chosen of them, what reads JSON.
_READ_LATER = ("http.cookiejar", "twisted.internet.ssl", "cryptography.x509", "msgspec")


def begin() -> None:
    """Look for no garbage; have what is imported and not used yet read when somebody asks for something of it."""
    gc.disable()
    sys.meta_path.insert(0, LaterModules(_READ_LATER))


def end() -> None:
    """Look for garbage from now on, among what comes from now on: whatever there is by now stays.

    Without that each look at everything holds the window up for ten milliseconds.
    """
    gc.freeze()
    gc.enable()
