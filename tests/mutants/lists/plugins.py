"""Mutants of what finds, reads, trusts and sets up a protocol."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, mutants

_TRUST = ["tests/plugins/test_source_file.py", "tests/plugins/test_trust.py"]

PLUGINS: list[Mutant] = [
    *mutants(
        "poetrygui/core/options/escapes.py",
        ["tests/core/options/test_escapes.py"],
        [
            ("for end in (0, -1):", "for end in (0,):"),
            ("for end in (0, -1):", "for end in (-1,):"),
            ("if shown and shown[end]", "if shown[end]"),
            ("byte < 0x7F", "byte <= 0x7F"),
            ("0(?![0-9])", "0"),
            ('.encode("utf-8", "surrogateescape")', '.encode("utf-8")'),
            ('int(name[1:] or "0", 16)', 'int(name[1:] or "1", 16)'),
            ('"n": b"\\n"', '"n": b"\\r"'),
        ],
    ),
    *mutants(
        "poetrygui/plugins/source_file.py",
        _TRUST,
        [
            ("follow_links=False, look=", "look="),
            ("look=partial(check_writers, path))", "look=None)"),
            ("_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH", "_OTHERS_WRITE = stat.S_IWGRP"),
            ("_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH", "_OTHERS_WRITE = stat.S_IWOTH"),
            ("not in (0, os.geteuid()):", "not in (os.geteuid(),):"),
            ('data.split(b"\\n", 2)[:2]', 'data.split(b"\\n", 2)[:1]'),
            ('data.split(b"\\n", 2)[:2]', 'data.split(b"\\n", 3)[:3]'),
            ("if not _EMPTY_LINE.match(", "if False and _EMPTY_LINE.match("),
            ('line.rstrip(b"\\r")', "line"),
            ('.replace(b"_", b"-")', ""),
            ("cookie[1].lower()", "cookie[1]"),
            ('data.decode("utf-8-sig")', 'data.decode("utf-8")'),
            ("near = {folder, folder.parent, real, real.parent}", "near = {folder, real}"),
            ("[folder, *folder.parents, real, *real.parents]", "[folder, *folder.parents]"),
            ("[folder, *folder.parents, real, *real.parents]", "[real, *real.parents]"),
            ("if not status.st_mode & stat.S_ISVTX and", "if"),
            ("(each in near or not is_alone_in_group(status))", "each in near"),
            ("if status.st_mode & stat.S_IWOTH:", "if False:"),
            ("return group.gr_gid == user.pw_gid and", "return"),
            ("and group.gr_name == user.pw_name", "and True"),
            ("and {*group.gr_mem} <= {user.pw_name}", "and True"),
        ],
    ),
    *mutants(
        "poetrygui/plugins/trust.py",
        _TRUST,
        [
            ("if source.sha256 in self._book.denied:", "if False:"),
            ("if (source.path.absolute(), source.sha256) in self._for_now:", "if False:"),
            ("if record.decision is Decision.BEING_WRITTEN:", "if False:"),
            ("if record.sha256 == source.sha256 else", "if True else"),
            ("files.pop(str(path.absolute()), None)", "pass"),
            ("denied.pop(sha256, None)", "pass"),
            ("self.refresh()\n        files", "files"),
            ("self.refresh()\n        suspended", "suspended"),
            (".get(key) == version", ".get(key) is not None"),
            ("if name != key}", "if False}"),
            ("if name != key}", "if True}"),
            (
                "return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino",
                "return status.st_mtime_ns, status.st_size",
            ),
            ("self._book, self._seen, self._refused = _Book(), None, None", "pass"),
            ("data.removeprefix(codecs.BOM_UTF8)", "data"),
            ("self._seen, self._refused = None, str(error)", "self._seen = None"),
            ("if self._refused is not None:", "if False:"),
        ],
    ),
    *mutants(
        "poetrygui/plugins/options.py",
        ["tests/plugins/test_options.py"],
        [
            ("if option.required and option.name not in values:", "if False:"),
            ('or name.startswith("_"):', "or False:"),
            ('if "Option" in annotation:', "if True:"),
            ("if not values:\n        return protocol", "if False:\n        return protocol"),
        ],
    ),
    *mutants(
        "poetrygui/core/options/option_text.py",
        ["tests/core/options/test_option_text.py"],
        [
            ("isinstance(value, bool) == isinstance(each, bool):", "True:"),
            ("if math.isfinite(number) and _within", "if _within"),
            ("type(value) is option.type and _within(option, value)", "type(value) is option.type"),
            ("type(value) is option.type and _within(option, value)", "_within(option, value)"),
            ("size >= option.minimum)", "size > option.minimum)"),
            ("size <= option.maximum)", "size < option.maximum)"),
            ("len(shown) <= _LONGEST_SHOWN else", "True else"),
            ('int(text, 0 if "x" in text.lower() else 10)', "int(text, 0)"),
            ("and not _WHOLE_NUMBER.fullmatch(text):", "and False:"),
            ("text = text.strip()", "text = text"),
        ],
    ),
    *mutants(
        "poetrygui/plugins/loader.py",
        ["tests/plugins/test_loader.py", "tests/plugins/test_versions.py"],
        [
            ("return max(LOAD_LIMIT, GUARD.limit)", "return LOAD_LIMIT"),
            ("if error.lineno else name", "if False else name"),
            ("if file.parent == path.parent else", "if True else"),
            ("lines[-1]", "lines[0]"),
            ("except BaseException as error:", "except Exception as error:"),
        ],
    ),
]
