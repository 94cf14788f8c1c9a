"""Mutants of how a poem is kept on disk."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, mutants

STORE: list[Mutant] = [
    *mutants(
        "poetrygui/core/files/open_files.py",
        ["tests/core/files/test_open_files.py"],
        [
            ("while not self.room:", "while False:"),
            ("(errno.EMFILE, errno.ENFILE) or not self._files", "(errno.EMFILE, errno.ENFILE)"),
            ("error.errno not in (errno.EMFILE, errno.ENFILE) or", ""),
            ("self._files[key] = self._files.pop(key)", "pass"),
            ("self._files.pop(id(file), None)", "pass"),
            ("        file.close_writing()\n", "        pass\n"),
        ],
    ),
    *mutants(
        "poetrygui/core/files/segments.py",
        ["tests/core/files/test_segments.py"],
        [
            ('| getattr(os, "O_NOFOLLOW", 0)', ""),
            ("| os.O_APPEND ", ""),
            ("is_new = segment >= self._own_segments", "is_new = segment > self._own_segments"),
            ("while size == self._segment_size and self", "while self"),
            (
                "min(self._path(segment).stat().st_size, self._segment_size)",
                "self._path(segment).stat().st_size",
            ),
            ("if status.st_nlink == 0 or", "if"),
            ("or status.st_size != size:", "or status.st_size < size:"),
            ("min(self._segment_size - offset, _LARGEST_WRITE)", "_LARGEST_WRITE"),
            ("self.size += written", "self.size += len(rest)"),
            ("stop = min(stop, self.size)", "stop = stop"),
            ("if not piece:\n                break", 'if not piece:\n                return b""'),
            ("min(stop - start, self._segment_size - offset)", "stop - start"),
            ("os.close(self._writing[1])", "pass"),
            ("os.close(self._reading[1])", "pass"),
            ("self._own_segments):", "self._own_segments + 1):"),
            ("with contextlib.suppress(OSError):\n                self._path", "if True:\n                self._path"),
            ("self._own_segments = segment + 1", "self._own_segments = segment"),
        ],
        equal=[
            (
                "min(self._segment_size - offset, _LARGEST_WRITE)",
                "self._segment_size - offset",
                "what is written is the same, only by fewer calls; it is a matter of the time that one takes",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/poems/rows.py",
        ["tests/core/poems/test_rows.py"],
        [
            ('if not self.inside_frame and b"\\n" not in data:', 'if b"\\n" not in data:'),
            ("self._in_lines = False\n            self._ends", "self._ends"),
            ("self._ends_in_newline = False\n            self._borders", "self._borders"),
            ("if data:\n            self._ends", "if True:\n            self._ends"),
            ("if self.inside_frame and frames:", "if self.inside_frame:"),
            ("self.exact_size += size - count", "self.exact_size += size"),
            ("self.frame_count += count", "self.frame_count += 1"),
            ("if self.inside_frame and lines.frame_count:", "if self.inside_frame:"),
            ("if not lines.have_cr:", "if False:"),
            ("self._borders.clear()", "self._borders"),
            ("        self._take_cr_out()\n        if not self.inside_frame:", "        if not self.inside_frame:"),
            ("(count if self._has_cr else 0)", "0"),
            ('b"\\r\\n" if self._has_cr else b"\\n")\n        self.size', 'b"\\n")\n        self.size'),
            ("rest = data[whole:]", 'rest = b""'),
            ("position = max(start + (kind == ADDED), start_at)", "position = max(start, start_at)"),
            ("if kind == LINES else piece", "if True else piece"),
            ("min(position + _READ_BLOCK, stop)", "position + _READ_BLOCK"),
            ("max(offset - start, 0)", "offset - start"),
            ("start <= offset < stop", "start <= offset <= stop"),
            ("start <= offset < stop", "start < offset < stop"),
            ("start < end <= stop", "start <= end <= stop"),
            ("start < end <= stop", "start < end < stop"),
            ("and following != ADDED", "and True"),
            ("min(offset, size)", "offset"),
        ],
        equal=[
            (
                "if kind == LINES else piece",
                "if kind != FRAME else piece",
                "nothing comes between an added newline and the border of the next frame",
            ),
            (
                "if offset >= size:",
                "if offset > size:",
                "a span that begins where the rows end is empty, and gives nothing",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/poems/border_blocks.py",
        ["tests/core/poems/test_border_blocks.py"],
        [
            ("value - (last & kept) + 1", "value - last + 1"),
            ("self._before = values[at - 1]", "self._before = values[0]"),
            ("if max(numbers) < _ONE_BYTE:", "if max(numbers) < 2 * _ONE_BYTE:"),
            ("if not value:\n            return\n", ""),
            ("before = value & ~_KINDS\n", "pass\n"),
        ],
        equal=[
            (
                "if len(data) > self._room:",
                "if len(data) >= self._room:",
                "what just fits may begin the next block as well",
            ),
            (
                "if max(numbers) < _ONE_BYTE:",
                "if max(numbers) <= _ONE_BYTE:",
                "no border has a number with that very kind",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/poems/borders.py",
        ["tests/core/poems/test_borders.py"],
        [
            ("if border[0] > offset:", "if border[0] >= offset:"),
            ("read if start else chain(self.first, read)", "read"),
            ("block -= 1", "pass"),
            ("(offset + 1, 0))[0]", "(offset, 0))[0]"),
        ],
        equal=[
            (
                "[0] > offset:\n                block -= 1",
                "[0] >= offset:\n                block -= 1",
                "of the block before nothing is given but what is passed over",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/files/quiet_jobs.py",
        ["tests/core/files/test_quiet_jobs.py"],
        [
            ("for job, was_wished in jobs.items() if was_wished}", "for job, was_wished in jobs.items()}"),
            ("if not was_wished:", "if True:"),
            ("if self._wished else None", "if True else None"),
            ("self._look.cancel()", "pass"),
        ],
    ),
    *mutants(
        "poetrygui/core/poems/lines_in_block.py",
        ["tests/core/poems/test_lines_in_block.py"],
        [
            ('if drop_cr and b"\\r" in data:', 'if b"\\r" in data:'),
            ('data = data.replace(b"\\r\\n", b"\\n")', "pass"),
            ("elif drop_cr:\n        return None\n    el", "el"),
            ('elif b"\\n" in data:\n        return None\n', ""),
            ('if not data.endswith(b"\\n"):', "if False:"),
            ("* (1 + self.have_cr)", ""),
        ],
    ),
    *mutants(
        "poetrygui/core/files/kept_json.py",
        ["tests/core/files/test_kept_json.py"],
        [
            ("and version > self._version:", "and version != self._version:"),
            ("if version != self._version:", "if False:"),
            ("if len(text) >= self._largest:", "if len(text) > self._largest:"),
            ("parse_constant=_refuse_constant", "parse_constant=str"),
        ],
    ),
    *mutants(
        "poetrygui/core/files/strict_json.py",
        [
            "tests/core/files/test_kept_json.py",
            "tests/core/servers/test_server_book.py",
            "tests/core/poems/test_poem_info.py",
        ],
        [
            ("or isinstance(value, bool):", "or False:"),
            ("forbid_extra_keys=True", "forbid_extra_keys=False"),
        ],
    ),
    *mutants(
        "poetrygui/paths.py",
        ["tests/test_paths.py", "tests/core/files/test_segments.py"],
        [
            ("os.O_CREAT | os.O_EXCL, 0o600)", "os.O_CREAT, 0o600)"),
            ("_make_private(path, 0o600)", "pass"),
            ("_make_private(folder, 0o700)", "pass"),
            ("if not folder.is_dir():", "if False:"),
        ],
    ),
]
