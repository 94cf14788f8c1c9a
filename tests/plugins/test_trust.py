"""What the user said of a file holds for these bytes at this path, and what others may write is refused."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import socket
import stat
from pathlib import Path

import pytest

from poetrygui.errors import PluginError, SaveError
from poetrygui.plugins import source_file, user_files
from poetrygui.plugins.source_file import LARGEST_FILE, SourceFile, read_source
from poetrygui.plugins.trust import MOST_EARLIER, Decision, Standing, TrustBook
from tests.plugins.files import Files, good, mark


def test_a_new_file_is_listed_with_size_and_digest_and_nothing_that_is_in_it(files: Files) -> None:
    path = files.put("own.py", good())
    entry = files.registry().entry("own")
    assert entry.state.word == "new"
    assert entry.title == "own"
    assert entry.protocol is None
    assert (entry.path, entry.size) == (path, path.stat().st_size)
    assert entry.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert str(path) in entry.problem
    with pytest.raises(PluginError, match="nothing of it is run"):
        files.registry().load("own")


def test_trust_holds_in_the_next_run_too(files: Files) -> None:
    files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    for each in (registry, files.registry()):
        entry = each.entry("own")
        assert (entry.state.word, entry.title, mark(entry)) == ("ready", "A title", "first")


def test_a_changed_byte_asks_again_and_a_touch_does_not(files: Files) -> None:
    path = files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    os.utime(path, (1, 1))
    registry.scan()
    assert registry.entry("own").state.word == "ready"
    files.put("own.py", good("secnd"))
    for each in (registry, files.registry()):
        each.scan()
        assert each.entry("own").state.word == "new"
        assert "changed since it was trusted" in each.entry("own").problem
    assert files.registry().entry("own").protocol is None


def test_a_copy_asks_again(files: Files) -> None:
    files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    files.put("copy.py", good())
    registry.scan()
    assert registry.entry("copy").state.word == "new"
    assert registry.entry("own").state.word == "ready"


def test_no_holds_for_these_bytes_under_every_name_and_in_the_next_run(files: Files) -> None:
    files.put("own.py", good())
    files.put("copy.py", good())
    registry = files.registry()
    registry.trust(registry.entry("copy"))
    registry.deny(registry.entry("own"))
    for each in (registry, files.registry()):
        assert [each.entry(name).state.word for name in ("own", "copy")] == ["off"] * 2
        with pytest.raises(PluginError, match="not to run"):
            each.load("own")
    files.put("own.py", good("secnd"))
    registry.scan()
    assert registry.entry("own").state.word == "new"
    registry.trust(registry.entry("own"))
    files.put("own.py", good())
    registry.scan()
    assert registry.entry("own").state.word == "off"


def test_whoever_trusts_what_was_denied_has_thought_it_over(files: Files) -> None:
    files.put("own.py", good())
    registry = files.registry()
    registry.deny(registry.entry("own"))
    registry.trust(registry.entry("own"))
    assert registry.entry("own").state.word == "ready"


def test_what_another_window_decides_is_seen_at_the_next_look(files: Files) -> None:
    files.put("own.py", good())
    one, other = files.registry(), files.registry()
    one.trust(one.entry("own"))
    other.scan()
    assert other.entry("own").state.word == "ready"
    files.put("second.py", good("second"))
    other.scan()
    other.trust(other.entry("second"))
    one.deny(one.entry("own"))
    assert one.entry("second").state.word == "ready"


def test_trust_for_now_is_not_kept_and_takes_a_file_from_anywhere(files: Files, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.py"
    elsewhere.write_text(good(), "utf-8")
    registry = files.registry()
    registry.trust_for_now(elsewhere)
    assert mark(registry.entry("elsewhere")) == "first"
    assert not (tmp_path / "trust.json").exists()
    elsewhere.write_text(good("secnd"), "utf-8")
    registry.scan()
    assert registry.entry("elsewhere").state.word == "new"


def test_a_file_of_a_shipped_ones_name_takes_its_place_visibly(files: Files) -> None:
    files.put("raw.py", good())
    registry = files.registry()
    # A script that counts on the user's own raw must not get another one instead.
    with pytest.raises(PluginError, match="raw"):
        registry.load("raw")
    registry.trust(registry.entry("raw"))
    assert mark(registry.entry("raw")) == "first"
    assert "takes the place" in registry.entry("raw").note
    assert len([entry for entry in registry.entries if entry.name == "raw"]) == 1
    registry.deny(registry.entry("raw"))
    assert registry.entry("raw").state.word == "shipped"
    assert [entry.state.word for entry in registry.entries if entry.name == "raw"] == [
        "shipped",
        "off",
    ]


# The book


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 100,
        b"{",
        b"[]",
        b'{"version": 4}',
        b'{"version": 1, "files": {"x": {"sha256": 7, "decision": "trusted"}}}',
        b'{"version": 1, "files": {"x": {"sha256": "7", "decision": "maybe"}}}',
        b'{"version": 1, "surprise": 1}',
        b'{"version": 2, "files": {"x": {"sha256": "7", "decision": "trusted", "earlier": [7]}}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_book_is_set_aside_and_nothing_is_trusted(files: Files, content: bytes) -> None:
    files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    (files.root / "trust.json").write_bytes(content)
    registry = files.registry()
    assert registry.entry("own").state.word == "new"
    assert "none is trusted" in (registry.trust_book.problem or "")
    assert [path.read_bytes() for path in files.root.glob("trust.json.bad-*")] == [content]
    registry.trust(registry.entry("own"))
    assert files.registry().entry("own").state.word == "ready"


def test_a_book_that_others_may_write_is_not_believed(files: Files) -> None:
    files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    (files.root / "trust.json").chmod(0o666)
    registry = files.registry()
    assert registry.entry("own").state.word == "new"
    assert "0666" in (registry.trust_book.problem or "")
    with pytest.raises(SaveError, match="0666"):
        registry.trust(registry.entry("own"))
    (files.root / "trust.json").chmod(0o600)
    registry.scan()
    assert registry.entry("own").state.word == "ready"


def test_a_decision_that_cannot_be_saved_is_not_taken(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    files.put("own.py", good())
    registry = files.registry()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError):
        registry.trust(registry.entry("own"))
    registry.scan()
    assert registry.entry("own").state.word == "new"


def test_a_book_that_is_gone_trusts_nothing(files: Files) -> None:
    files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    (files.root / "trust.json").unlink()
    registry.scan()
    assert registry.entry("own").state.word == "new"


def test_a_book_of_the_same_size_and_time_is_another_one_all_the_same(files: Files) -> None:
    source = read_source(files.put("own.py", good()))
    path = files.root / "trust.json"
    book, other = TrustBook(path), TrustBook(path)
    book.decide(source.path, source.sha256, Decision.TRUSTED)
    other.refresh()
    times = path.stat()
    digest = hashlib.sha256(b"another file").hexdigest()
    path.write_text(path.read_text("utf-8").replace(source.sha256, digest), "utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    other.refresh()
    assert other.standing(source) is Standing.CHANGED


def test_a_book_that_an_editor_has_saved_with_its_mark_is_understood(files: Files) -> None:
    source = read_source(files.put("own.py", good()))
    path = files.root / "trust.json"
    TrustBook(path).decide(source.path, source.sha256, Decision.TRUSTED)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    book = TrustBook(path)
    assert (book.standing(source), book.problem) == (Standing.TRUSTED, None)


def test_no_takes_back_the_trust_in_the_file_for_good(files: Files) -> None:
    own, copy = (read_source(files.put(name, good())) for name in ("own.py", "copy.py"))
    book = TrustBook(files.root / "trust.json")
    book.decide(own.path, own.sha256, Decision.TRUSTED)
    book.decide(own.path, own.sha256, Decision.DENIED)
    # The same bytes under another name are no longer denied, and this says nothing of the file itself.
    book.decide(copy.path, copy.sha256, Decision.TRUSTED)
    assert book.standing(own) is Standing.NEW
    assert book.standing(copy) is Standing.TRUSTED


def test_a_file_that_is_being_written_may_run_whatever_is_in_it_but_not_what_was_denied(files: Files) -> None:
    first = read_source(files.put("own.py", good()))
    book = TrustBook(files.root / "trust.json")
    book.decide(first.path, first.sha256, Decision.BEING_WRITTEN)
    second = read_source(files.put("own.py", good("secnd")))
    assert [book.standing(each) for each in (first, second)] == [Standing.BEING_WRITTEN] * 2
    book.decide(files.root / "elsewhere.py", second.sha256, Decision.DENIED)
    assert [book.standing(each) for each in (first, second)] == [Standing.BEING_WRITTEN, Standing.DENIED]


def test_what_is_turned_off_is_one_version_of_one_protocol_and_nothing_else(files: Files) -> None:
    path = files.root / "trust.json"
    book, other = TrustBook(path), TrustBook(path)
    book.suspend("own", "1")
    other.suspend("second", "1")
    assert TrustBook(path).is_suspended("own", "1")
    assert not other.is_suspended("own", "2")
    other.suspend("second", None)
    assert not TrustBook(path).is_suspended("second", "1")
    assert TrustBook(path).is_suspended("own", "1")


def test_what_runs_in_the_programs_own_process_is_kept_and_is_all_where_that_is_wanted(files: Files) -> None:
    files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    heard: list[bool] = []
    registry.subscribe(lambda: heard.append(registry.entry("own").in_process))
    registry.run_in_process(registry.entry("own"), wanted=True)
    assert files.registry().entry("own").in_process
    registry.run_in_process(registry.entry("own"), wanted=False)
    assert heard == [True, False]
    again = files.registry()
    assert not again.entry("own").in_process
    again.trust_book.all_in_process = True
    again.scan()
    assert [entry.name for entry in again.entries if entry.in_process] == ["own"]


def versions(files: Files, count: int) -> list[SourceFile]:
    """Return versions of one file, each of which was there and trusted in turn."""
    sources = []
    for number in range(count):
        sources.append(read_source(files.put("own.py", good(f"{number}"))))
        registry = files.registry()
        registry.trust(registry.entry("own"))
    return sources


def test_what_was_trusted_before_an_edit_may_still_run_as_it_was_and_does_not_stand_for_the_file(files: Files) -> None:
    first, second, third = versions(files, 3)
    book = files.registry().trust_book
    assert [book.trusts(each.sha256) for each in (first, second, third)] == [True] * 3
    assert book.earlier_trusted(third.path) == 2
    assert "2 earlier versions" in files.registry().entry("own").earlier_note
    # The file itself is to be looked at again, whichever bytes it has now.
    assert book.standing(first) is Standing.CHANGED
    registry = files.registry()
    files.put("own.py", good("0"))
    registry.scan()
    registry.trust(registry.entry("own"))
    assert registry.trust_book.earlier_trusted(first.path) == 2
    assert registry.trust_book.standing(first) is Standing.TRUSTED


def test_a_denial_takes_back_all_that_was_ever_trusted_of_a_file(files: Files) -> None:
    first, second = versions(files, 2)
    registry = files.registry()
    registry.deny(registry.entry("own"))
    for book in (registry.trust_book, files.registry().trust_book):
        assert not book.trusts(first.sha256)
        assert not book.trusts(second.sha256)
        assert book.earlier_trusted(first.path) == 0
    # Nor does trust in what comes next bring it back.
    files.put("own.py", good("other"))
    registry.scan()
    registry.trust(registry.entry("own"))
    assert not registry.trust_book.trusts(first.sha256)


def test_an_earlier_version_that_is_denied_by_itself_does_not_run(files: Files, tmp_path: Path) -> None:
    first, second = versions(files, 2)
    book = files.registry().trust_book
    book.decide(tmp_path / "elsewhere.py", first.sha256, Decision.DENIED)
    assert not book.trusts(first.sha256)
    assert book.trusts(second.sha256)
    assert book.earlier_trusted(second.path) == 0


def test_what_a_file_held_while_it_was_being_written_is_not_trusted_elsewhere(files: Files) -> None:
    (first,) = versions(files, 1)
    registry = files.registry()
    files.put("own.py", good("draft"))
    registry.scan()
    registry.trust(registry.entry("own"), being_written=True)
    draft = read_source(files.put("own.py", good("draft")))
    last = read_source(files.put("own.py", good("last")))
    registry.scan()
    registry.trust(registry.entry("own"))
    book = registry.trust_book
    assert [book.trusts(each.sha256) for each in (first, draft, last)] == [True, False, True]


def test_of_many_versions_the_last_ones_stay_trusted(files: Files, tmp_path: Path) -> None:
    book = TrustBook(tmp_path / "trust.json")
    digests = [hashlib.sha256(b"%d" % number).hexdigest() for number in range(MOST_EARLIER + 2)]
    for digest in digests:
        book.decide(tmp_path / "own.py", digest, Decision.TRUSTED)
    assert [book.trusts(each) for each in digests] == [False] + [True] * (MOST_EARLIER + 1)


def test_a_book_of_before_is_read(files: Files) -> None:
    (source,) = versions(files, 1)
    path = files.folder.parent / "trust.json"
    book = json.loads(path.read_text(encoding="utf-8"))
    book["version"] = 1
    del book["files"][str(source.path)]["earlier"]
    path.write_text(json.dumps(book), encoding="utf-8")
    assert files.registry().entry("own").state.word == "ready"


@pytest.mark.parametrize("is_same_path", [True, False])
def test_a_denial_ends_trust_for_now_too(files: Files, tmp_path: Path, is_same_path: bool) -> None:
    source = read_source(files.put("own.py", good()))
    book = TrustBook(tmp_path / "trust.json")
    book.trust_for_now(source)
    if is_same_path:
        book.decide(source.path, hashlib.sha256(b"other").hexdigest(), Decision.DENIED)
    else:
        book.decide(tmp_path / "copy.py", source.sha256, Decision.DENIED)
    assert book.standing(source) is (Standing.NEW if is_same_path else Standing.DENIED)
    assert not book.trusts(source.sha256)


def test_the_book_is_readable_by_its_owner_only(files: Files) -> None:
    files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    path = files.root / "trust.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text("utf-8"))["files"].keys() == {str(files.folder / "own.py")}


# What is refused


def refusal(files: Files, name: str = "own") -> str:
    """Return why a file is refused that was trusted before."""
    entry = files.registry().entry(name)
    assert entry.state.word == "broken"
    assert entry.protocol is None
    assert not entry.can_be_trusted
    return entry.problem


@pytest.fixture
def trusted(files: Files) -> Path:
    path = files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    return path


@pytest.mark.parametrize("mode", [0o622, 0o666, 0o620, 0o602])
def test_a_file_that_others_may_write(files: Files, trusted: Path, mode: int) -> None:
    trusted.chmod(mode)
    assert f"{trusted} can be written by others (mode {mode:04o})" in refusal(files)


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o702])
@pytest.mark.parametrize("parent", [False, True])
def test_a_folder_that_others_may_write(files: Files, trusted: Path, mode: int, parent: bool) -> None:
    folder = files.root if parent else files.folder
    before = stat.S_IMODE(folder.stat().st_mode)
    folder.chmod(mode)
    told = refusal(files)
    folder.chmod(before)
    assert f"{folder} can be written by others (mode {mode:04o})" in told


def test_a_folder_farther_up_may_be_open_to_a_group_that_is_the_users_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = Files(tmp_path / "share" / "poetrygui")
    deep.root.mkdir(parents=True)
    deep.put("own.py", good())
    deep.root.parent.chmod(0o775)
    monkeypatch.setattr(source_file, "is_alone_in_group", lambda status: False)
    assert f"{deep.root.parent} can be written by others (mode 0775)" in refusal(deep)
    monkeypatch.setattr(source_file, "is_alone_in_group", lambda status: True)
    assert deep.registry().entry("own").state.word == "new"


def test_a_sticky_folder_is_nobodys_to_change(files: Files, trusted: Path) -> None:
    files.root.chmod(0o1777)
    assert files.registry().entry("own").state.word == "ready"


@pytest.mark.parametrize("which", ["file", "folder"])
def test_another_owner(files: Files, trusted: Path, which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = trusted if which == "file" else files.folder
    if os.geteuid() == 0:
        os.chown(given, 12345, -1)
        assert f"{given} belongs to another user (12345)" in refusal(files)
    else:  # only root can give a file away
        monkeypatch.setattr(os, "geteuid", lambda: 12345)
        assert "belongs to another user" in refusal(files)


def test_a_link(files: Files, trusted: Path) -> None:
    real = files.root / "real.py"
    trusted.replace(real)
    trusted.symlink_to(real)
    assert f"{trusted} is a link" in refusal(files)


def test_a_link_to_nowhere(files: Files, trusted: Path) -> None:
    trusted.unlink()
    trusted.symlink_to(files.root / "nowhere")
    assert f"{trusted} is a link" in refusal(files)


def test_a_pipe_that_nobody_writes_is_not_waited_for(files: Files, trusted: Path) -> None:
    trusted.unlink()
    os.mkfifo(trusted)
    assert f"{trusted} is a pipe" in refusal(files)


def test_a_socket(files: Files, trusted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted.unlink()
    monkeypatch.chdir(files.folder)  # a socket's name may not be long
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(trusted.name)
        assert f"{trusted} is a socket" in refusal(files)


def test_a_folder_of_that_name(files: Files, trusted: Path) -> None:
    trusted.unlink()
    trusted.mkdir()
    assert f"{trusted} is a folder" in refusal(files)


def test_a_file_that_is_too_large(files: Files) -> None:
    files.put("own.py", b"#" * LARGEST_FILE)
    assert files.registry().entry("own").state.word == "new"
    files.put("own.py", b"#" * (LARGEST_FILE + 1))
    assert "larger than 262,144 bytes" in refusal(files)


@pytest.mark.parametrize(
    "data",
    [good().encode("utf-16"), b"# caf\xe9\n", b"# -*- coding: utf-7 -*-\n", b"#!x\n# vim: set fileencoding=latin-1\n"],
)
def test_what_is_not_utf_8_or_says_so(files: Files, data: bytes) -> None:
    files.put("own.py", data)
    assert "UTF-8" in refusal(files)


def test_a_byte_order_mark_and_a_comment_on_utf_8_are_harmless(files: Files) -> None:
    files.put("own.py", b"\xef\xbb\xbf# -*- coding: UTF_8 -*-\n" + good().encode())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    assert mark(registry.entry("own")) == "first"


# The bytes that run


def test_what_runs_is_what_was_hashed_however_the_file_is_swapped(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    harmless, ran = good(), files.root / "ran"
    evil = f"open({str(ran)!r}, 'w').close()\n" + good("evil")
    path = files.put("own.py", harmless)
    registry = files.registry()
    registry.trust(registry.entry("own"))
    swapped = 0

    def read_and_swap(path: Path, *, of_anybody: bool = False) -> SourceFile:
        nonlocal swapped
        source = read_source(path, of_anybody=of_anybody)
        path.write_text(evil, "utf-8")
        swapped += 1
        return source

    monkeypatch.setattr(user_files, "read_source", read_and_swap)
    for _ in range(100):
        path.write_text(harmless, "utf-8")
        (entry,) = user_files.UserFiles(TrustBook(files.root / "trust.json")).entries(path)
        assert mark(entry) == "first"
    assert swapped == 100
    assert not ran.exists()


def test_a_file_that_grows_while_it_is_read_is_refused(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    path = files.put("own.py", good())
    check_writers = source_file.check_writers

    def grow(path: Path, status: os.stat_result) -> None:
        check_writers(path, status)
        path.write_bytes(b"#" * (LARGEST_FILE + 1))

    monkeypatch.setattr(source_file, "check_writers", grow)
    with pytest.raises(PluginError, match="larger than"):
        read_source(path)


def test_how_to_trust_a_file_elsewhere_names_the_profile_that_is_used(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere" / "sources"
    folder.mkdir(parents=True, mode=0o700)
    path = folder / "own.py"
    path.write_text(good(), "utf-8")
    path.chmod(0o600)
    registry = files.registry()
    registry.trust_for_now(path)
    path.write_text(good("second"), "utf-8")
    registry.scan()
    problem = registry.entry("own").problem
    command = shlex.join(["poetrygui", "protocols", "trust", "--profile", str(files.root), str(path)])
    assert f"“{command}”" in problem
