"""A pytest plugin: the check of a protocol's framing in its author's own tests.

pytest finds it wherever this program is installed::

    def test_framing(check_framing):
        check_framing("my_feed.py")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    import twisted.internet.protocol

    from poetrygui.api import Sample
    from poetrygui.plugins.checking.check_report import CheckReport


class CheckFraming(Protocol):
    """Fails the test unless a protocol gives the same frames wherever the stream is cut into chunks."""

    def __call__(
        self,
        protocol: type[twisted.internet.protocol.Protocol] | str | Path,
        samples: Sequence[Sample] | None = None,
        options: Mapping[str, str] | None = None,
    ) -> CheckReport:
        """Check a protocol class, or the one in a file, and return the report of what was tried.

        Without ``samples``, those in the SAMPLES beside the class are tried. ``options`` are what a user would type.
        """


@pytest.fixture(scope="session")
def check_framing() -> CheckFraming:
    """Return a function that does what ``poetrygui protocols check`` does, and fails the test with its report."""
    # This module is imported in every run of pytest, also where nobody asks for Twisted.
    from poetrygui.core.authors.overheard import as_poem_protocol  # noqa: PLC0415
    from poetrygui.errors import PluginError  # noqa: PLC0415
    from poetrygui.plugins.checking.check import check_protocol, load_file  # noqa: PLC0415
    from poetrygui.plugins.checking.samples import samples_of  # noqa: PLC0415

    def check(
        protocol: type[twisted.internet.protocol.Protocol] | str | Path,
        samples: Sequence[Sample] | None = None,
        options: Mapping[str, str] | None = None,
    ) -> CheckReport:
        __tracebackhide__ = True
        try:
            poem = load_file(Path(protocol)) if isinstance(protocol, str | Path) else as_poem_protocol(protocol)
            report = check_protocol(poem, samples_of(poem) if samples is None else samples, options)
        except PluginError as error:
            pytest.fail(str(error))
        if not report.passed:
            pytest.fail(str(report))
        return report

    return check
