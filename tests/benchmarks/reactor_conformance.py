"""Run Twisted's own reactor tests against this program's reactor and against epoll, and compare.

Usage: python tests/benchmarks/reactor_conformance.py [--reactor native|qt-reactor] [MODULE ...]

Every module of twisted.internet.test and twisted.test that builds or imports a reactor runs in a
process of its own, once with each reactor. Exit status: 0 if each test that epoll passes passes here
or is listed in EXCEPTIONS with its reason; 1 if not; 2 if the tests could not be run.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("twisted.internet.test", "twisted.test")
REFERENCE = "epoll"
BUILT_CLASS = {
    "epoll": "twisted.internet.epollreactor.EPollReactor",
    "native": "poetrygui.qtreactor.QtReactor",
    "qt-reactor": "poetrygui.qtreactor.QtReactor",
}
# One module, in seconds; the slowest takes a quarter of that on an idle machine.
MODULE_SECONDS = 120
PASSED = "passed"
HUNG = "hung or died"
FAILURES = ("failed", "error", "unexpected success", HUNG)

# Tests that a reactor of ours is not given, each with its reason.
_RESET = (
    "qt-reactor runs timed calls after every single event, so the server resets the connection before "
    "the client's connecting is noticed, and the test, which does not expect that, waits for ever"
)
_NEW_TLS = "twisted.internet.test.test_newtls.ProducerTestsMixin_Tests."
EXCEPTIONS: dict[str, dict[str, str]] = {
    "native": {},
    "qt-reactor": {
        _NEW_TLS + "test_startTLSAfterRegisterProducerNonStreaming": _RESET,
        _NEW_TLS + "test_startTLSAfterRegisterProducerStreaming": _RESET,
    },
}

Outcomes = dict[str, str]


def reactor_modules() -> list[str]:
    """Return the names of Twisted's test modules that depend on which reactor is used."""
    modules = []
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            fail(f"{package} is missing: install Twisted with its tests, as its wheel has them")
        for path in sorted(Path(spec.origin).parent.glob("test_*.py")):
            source = path.read_text(encoding="utf-8")
            if re.search(
                r"\bReactorBuilder\b|^\s*from twisted\.internet import .*\breactor\b"
                r"|^from twisted\.internet import \([^)]*\breactor\b",
                source,
                re.M,
            ):
                modules.append(f"{package}.{path.stem}")
    return modules


def fail(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    sys.exit(2)


def run_child(reactor: str, module: str, results: Path) -> None:
    """Run one module in this process and write a line for each test that ends."""
    if reactor == REFERENCE:
        from twisted.internet import epollreactor

        epollreactor.install()
    else:
        from poetrygui import qtreactor

        qtreactor.install()

    from twisted.internet.test.reactormixins import ReactorBuilder
    from twisted.trial.reporter import TestResult
    from twisted.trial.runner import TestLoader, TrialSuite

    base: Any = TestResult
    ReactorBuilder._reactors = [BUILT_CLASS[reactor]]
    with results.open("w", encoding="utf-8") as lines:

        class Recorder(base):  # type: ignore[misc]  # trial has no types
            """Writes each test's result at once: a later one may never end."""

            def record(self, test: Any, outcome: str, detail: object = "") -> None:
                json.dump([test.id(), outcome, str(detail)], lines)
                lines.write("\n")
                lines.flush()

            def addSuccess(self, test: Any) -> None:  # noqa: N802
                super().addSuccess(test)
                self.record(test, PASSED)

            def addFailure(self, test: Any, fail: Any) -> None:  # noqa: N802
                super().addFailure(test, fail)
                self.record(test, "failed", fail_text(fail))

            def addError(self, test: Any, error: Any) -> None:  # noqa: N802
                super().addError(test, error)
                self.record(test, "error", fail_text(error))

            def addSkip(self, test: Any, reason: Any) -> None:  # noqa: N802
                super().addSkip(test, reason)
                self.record(test, "skipped", reason)

            def addExpectedFailure(self, test: Any, error: Any, todo: Any = None) -> None:  # noqa: N802
                super().addExpectedFailure(test, error, todo)
                self.record(test, "expected failure")

            def addUnexpectedSuccess(self, test: Any, todo: Any = None) -> None:  # noqa: N802
                super().addUnexpectedSuccess(test, todo)
                self.record(test, "unexpected success")

        def fail_text(failure: Any) -> str:
            return getattr(failure, "getTraceback", lambda: str(failure))()[-1500:]

        tests = [
            test
            for test in single_tests(TestLoader().loadByName(module))
            if common_name(test.id()) not in EXCEPTIONS.get(reactor, {})
        ]
        TrialSuite(tests).run(Recorder())


def single_tests(suite: Any) -> Iterator[Any]:
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from single_tests(test)
        else:
            yield test


def common_name(test: str) -> str:
    """Return a test's name without the reactor's."""
    return re.sub(r"(QtReactor|EPollReactor)Tests\b", "Tests", test)


def outcomes_of(reactor: str, module: str, folder: Path) -> tuple[Outcomes, dict[str, str]]:
    """Run a module in a child process; return each test's outcome, and what failures said.

    A test's name is the same for every reactor. A module that does not end in time has one more
    entry, for itself.
    """
    results = folder / "results"
    results.unlink(missing_ok=True)
    command = [sys.executable, __file__, "--child", reactor, module, str(results)]
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        **os.environ,
        "POETRYGUI_REACTOR": reactor if reactor != REFERENCE else "native",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    try:
        child = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            timeout=MODULE_SECONDS,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        ending = (
            ""
            if child.returncode == 0
            else f"exit status {child.returncode}: {child.stderr[-800:].decode(errors='replace')}"
        )
    except subprocess.TimeoutExpired:
        ending = f"did not end in {MODULE_SECONDS} s"
    outcomes: Outcomes = {}
    details: dict[str, str] = {}
    if results.exists():
        for line in results.read_text(encoding="utf-8").splitlines():
            name, outcome, detail = json.loads(line)
            name = common_name(name)
            # A test may pass and then fail in its clean-up: the worse counts.
            if outcomes.get(name, PASSED) == PASSED:
                outcomes[name], details[name] = outcome, detail
    if ending:
        outcomes[module] = HUNG
        details[module] = ending
    return outcomes, details


def compare(reactor: str, modules: list[str]) -> bool:
    """Run the modules with both reactors, print how they differ, and return whether all is well."""
    counts: dict[str, Counter[str]] = {REFERENCE: Counter(), reactor: Counter()}
    unexplained = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for module in modules:
            started = time.monotonic()
            expected, _ = outcomes_of(REFERENCE, module, folder)
            between = time.monotonic()
            found, details = outcomes_of(reactor, module, folder)
            ended = time.monotonic()
            wrong = regressions(expected, found, reactor)
            if wrong:
                # Some of Twisted's tests depend on the machine's load: what fails must fail twice.
                again, details = outcomes_of(reactor, module, folder)
                steady = regressions(expected, again, reactor)
                for test in sorted(set(wrong) - set(steady)):
                    print(f"  unsteady: {test} ({found.get(test, 'not run')}, then passed)")
                found, wrong = again, steady
            counts[REFERENCE].update(expected.values())
            counts[reactor].update(found.values())
            print(
                f"{module}: {REFERENCE} {passed(expected)} in {between - started:.1f} s, "
                f"{reactor} {passed(found)} in {ended - between:.1f} s",
                flush=True,
            )
            for test in sorted({*expected, *found}):
                before, after = expected.get(test, "not run"), found.get(test, "not run")
                if before == after:
                    if before in FAILURES:
                        print(f"  {test}: {before} with both")
                    continue
                reason = EXCEPTIONS[reactor].get(test)
                print(f"  {test}: {REFERENCE} {before}, {reactor} {after}" + (f" (listed: {reason})" if reason else ""))
                if test in wrong:
                    unexplained += 1
                    print("    " + details.get(test, "").strip().replace("\n", "\n    "))
    for which, count in counts.items():
        print(f"{which}: " + ", ".join(f"{number} {what}" for what, number in count.most_common()))
    print(f"Tests that {REFERENCE} passes and {reactor} does not, beside those listed: {unexplained}")
    return not unexplained


def regressions(expected: Outcomes, found: Outcomes, reactor: str) -> list[str]:
    """Return the tests, beside those listed, that pass only in the first, and modules that hang anew."""
    return [
        test
        for test in {*expected, *found} - EXCEPTIONS[reactor].keys()
        if (expected.get(test) == PASSED and found.get(test) != PASSED)
        or (found.get(test) == HUNG and expected.get(test) != HUNG)
    ]


def passed(outcomes: Outcomes) -> str:
    return f"{sum(outcome == PASSED for outcome in outcomes.values())} of {len(outcomes)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reactor", choices=("native", "qt-reactor"), default="native")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="default: all that depend on a reactor")
    arguments = parser.parse_args()
    if importlib.util.find_spec("hamcrest") is None:
        fail("Twisted's tests need PyHamcrest: install it beside Twisted")
    modules = arguments.modules or reactor_modules()
    return 0 if compare(arguments.reactor, modules) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        run_child(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    else:
        sys.exit(main())
