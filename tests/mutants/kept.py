"""The kept list of mutants, by the room that they are of."""

from __future__ import annotations

from tests.mutants.lists.api import API
from tests.mutants.lists.believed import BELIEVED
from tests.mutants.lists.core import CORE
from tests.mutants.lists.guard import GUARD
from tests.mutants.lists.messages import MESSAGES
from tests.mutants.lists.plugins import PLUGINS
from tests.mutants.lists.protocols import PROTOCOLS
from tests.mutants.lists.store import STORE
from tests.mutants.lists.window import WINDOW

KEPT = [*API, *PROTOCOLS, *STORE, *CORE, *BELIEVED, *MESSAGES, *GUARD, *PLUGINS, *WINDOW]
