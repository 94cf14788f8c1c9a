"""Ways out of a confinement, each as a function that does what it may not, or fails; a warm process has imported it.

With ``at`` it is told what there is outside: files, servers on loopback and a process, all of the tests' own.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import mmap
import os
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from poetrygui.hosts.channel import Channel
from poetrygui.hosts.confinement.call_numbers import call_numbers
from poetrygui.hosts.confinement.kernel import X86_64, this_machine

At = Mapping[str, Any]
WayOut = Callable[[At], object]

FILES: dict[str, WayOut] = {}
NETWORK: dict[str, WayOut] = {}
PROCESSES: dict[str, WayOut] = {}
NOBODYS: dict[str, WayOut] = {}
"""What no word in a header opens."""


def way(group: dict[str, WayOut]) -> Callable[[WayOut], WayOut]:
    def note(function: WayOut) -> WayOut:
        group[function.__name__] = function
        return function

    return note


def kernel(name: str, *arguments: Any) -> int:
    machine = this_machine()
    assert machine is not None
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    told = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result = library.syscall(ctypes.c_long(call_numbers(machine)[name]), *told)
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return int(result)


# Files


@way(FILES)
def read_a_file(at: At) -> object:
    return Path(at["secret"]).read_text()


@way(FILES)
def list_a_folder(at: At) -> object:
    return [*Path(at["folder"]).iterdir()]


@way(FILES)
def read_by_a_link_in_an_allowed_folder(at: At) -> object:
    return Path(at["allowed"], "link").read_text()


@way(FILES)
def read_by_way_of_proc(at: At) -> object:
    return Path(f"/proc/self/root{at['secret']}").read_text()


@way(FILES)
def read_by_a_descriptor_without_rights(at: At) -> object:
    there = os.open(at["secret"], os.O_PATH)
    return Path(f"/proc/self/fd/{there}").read_text()


@way(FILES)
def read_of_the_system(at: At) -> object:
    return Path("/etc/passwd").read_text()


@way(FILES)
def read_who_runs(at: At) -> object:
    return Path(f"/proc/{at['pid']}/cmdline").read_text()


@way(FILES)
def make_a_file(at: At) -> object:
    return Path(at["folder"], "made").write_text("x")


@way(FILES)
def make_a_file_where_it_may_read(at: At) -> object:
    return Path(at["allowed"], "made").write_text("x")


@way(FILES)
def change_a_file(at: At) -> object:
    with Path(at["secret"]).open("r+") as file:
        return file.write("x")


@way(FILES)
def change_a_file_that_it_may_read(at: At) -> object:
    with Path(at["allowed"], "file").open("r+") as file:
        return file.write("x")


@way(FILES)
def append_to_a_file_where_it_may_make_some(at: At) -> object:
    with Path(at["output"], "there").open("a") as file:
        return file.write("x")


@way(FILES)
def cut_a_file_by_opening_it(at: At) -> object:
    return os.open(Path(at["output"], "there"), os.O_RDONLY | os.O_TRUNC)


@way(FILES)
def cut_a_file(at: At) -> None:
    os.truncate(at["secret"], 0)


@way(FILES)
def make_a_folder(at: At) -> None:
    Path(at["folder"], "within").mkdir()


@way(FILES)
def remove_a_file(at: At) -> None:
    Path(at["folder"], "removed").unlink()


@way(FILES)
def rename_a_file(at: At) -> None:
    Path(at["folder"], "renamed").rename(Path(at["folder"], "name"))


@way(FILES)
def link_a_file_to_where_it_may_write(at: At) -> None:
    os.link(at["secret"], Path(at["output"], "linked"))


@way(FILES)
def make_a_symbolic_link(at: At) -> None:
    Path(at["output"], "symbolic").symlink_to(at["secret"])


@way(FILES)
def make_a_pipe_with_a_name(at: At) -> None:
    os.mkfifo(Path(at["output"], "pipe"))


@way(FILES)
def change_a_mode(at: At) -> None:
    Path(at["secret"]).chmod(0o644)


@way(FILES)
def change_a_mode_of_what_it_may_read(at: At) -> None:
    os.fchmod(os.open(Path(at["allowed"], "file"), os.O_RDONLY), 0o644)


@way(FILES)
def change_an_owner(at: At) -> None:
    os.chown(at["secret"], os.getuid(), os.getgid())


@way(FILES)
def change_a_time(at: At) -> None:
    os.utime(at["secret"], (0, 0))


@way(FILES)
def change_an_attribute(at: At) -> None:
    os.setxattr(at["secret"], "user.x", b"x")


@way(FILES)
def watch_a_folder(at: At) -> object:
    return kernel("inotify_init1", 0)


@way(FILES)
def hold_a_file_in_memory(at: At) -> object:
    return os.memfd_create("x")


# Network


def connected(family: int, kind: int, address: Any) -> object:
    with socket.socket(family, kind) as connection:
        connection.connect(address)
        return connection.send(b"x")


@way(NETWORK)
def connect_by_tcp(at: At) -> object:
    return connected(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", at["tcp"]))


@way(NETWORK)
def send_by_udp(at: At) -> object:
    return connected(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", at["udp"]))


@way(NETWORK)
def listen_by_tcp(at: At) -> object:
    return socket.create_server(("127.0.0.1", 0))


@way(NETWORK)
def ask_for_interfaces(at: At) -> object:
    return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)


@way(NOBODYS)
def connect_by_unix(at: At) -> object:
    return connected(socket.AF_UNIX, socket.SOCK_STREAM, at["unix"])


@way(NOBODYS)
def connect_by_an_abstract_name(at: At) -> object:
    return connected(socket.AF_UNIX, socket.SOCK_STREAM, "\0" + at["abstract"])


@way(NOBODYS)
def send_from_a_pair_of_sockets(at: At) -> object:
    ours, _theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    return ours.sendto(b"x", at["datagrams"])


# Processes


@way(PROCESSES)
def fork(at: At) -> object:
    if pid := os.fork():
        return os.waitpid(pid, 0)
    os._exit(0)


@way(PROCESSES)
def execute(at: At) -> object:
    os.execv("/bin/true", ["true"])


@way(PROCESSES)
def spawn(at: At) -> object:
    return os.posix_spawn("/bin/true", ["true"], {})


@way(PROCESSES)
def execute_in_a_thread(at: At) -> object:
    errors: list[OSError] = []

    def run() -> None:
        try:
            os.execv("/bin/true", ["true"])
        except OSError as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    raise errors[0]


@way(NOBODYS)
def execute_from_memory(at: At) -> object:
    there = os.memfd_create("x", 0)
    os.write(there, Path("/bin/true").read_bytes())
    os.execve(there, ["true"], {})


@way(NOBODYS)
def clone_by_memory(at: At) -> object:
    return kernel("clone3", ctypes.create_string_buffer(struct.pack("=11Q", *[0] * 4, signal.SIGCHLD, *[0] * 6)), 88)


# Other processes. The numbers are the kernel's.


@way(PROCESSES)
def signal_a_process(at: At) -> None:
    os.kill(at["pid"], signal.SIGCONT)


@way(PROCESSES)
def signal_a_thread(at: At) -> object:
    return kernel("tgkill", at["pid"], at["pid"], signal.SIGCONT)


@way(NOBODYS)
def signal_with_a_value(at: At) -> object:
    told = struct.pack("=3i", signal.SIGCONT, 0, -1)
    return kernel("rt_sigqueueinfo", at["pid"], signal.SIGCONT, ctypes.create_string_buffer(told.ljust(128, b"\0")))


@way(NOBODYS)
def signal_by_a_descriptor(at: At) -> object:
    return kernel("pidfd_open", at["pid"], 0)


@way(NOBODYS)
def have_a_file_signal_a_process(at: At) -> object:
    ours, _theirs = socket.socketpair()
    return fcntl.fcntl(ours, fcntl.F_SETOWN, at["pid"])


@way(NOBODYS)
def have_a_socket_signal_a_process(at: At) -> object:
    ours, _theirs = socket.socketpair()
    return fcntl.ioctl(ours, 0x8902, struct.pack("=i", at["pid"]))


@way(NOBODYS)
def trace_a_process(at: At) -> object:
    return kernel("ptrace", 0x4206, at["pid"], 0, 0)


@way(NOBODYS)
def read_the_memory_of_a_process(at: At) -> object:
    with Path(f"/proc/{at['pid']}/mem").open("rb") as file:
        return file


@way(NOBODYS)
def copy_the_memory_of_a_process(at: At) -> object:
    return kernel("process_vm_readv", at["pid"], 0, 0, 0, 0, 0)


@way(NOBODYS)
def limit_a_process(at: At) -> object:
    return kernel("prlimit64", at["pid"], 7, 0, ctypes.create_string_buffer(16))


@way(NOBODYS)
def hold_a_process_back(at: At) -> None:
    os.setpriority(os.PRIO_PROCESS, at["pid"], 19)


@way(NOBODYS)
def put_a_process_on_a_processor(at: At) -> None:
    os.sched_setaffinity(at["pid"], os.sched_getaffinity(0))


@way(NOBODYS)
def outlive_its_parent(at: At) -> object:
    return kernel("prctl", 1, 0, 0, 0, 0)


# The kernel


@way(NOBODYS)
def rings_of_calls(at: At) -> object:
    return kernel("io_uring_setup", 1, ctypes.create_string_buffer(120))


@way(NOBODYS)
def open_by_memory(at: At) -> object:
    how = ctypes.create_string_buffer(struct.pack("=3Q", 0, 0, 0))
    return kernel("openat2", -100, ctypes.c_char_p(b"/dev/null"), how, 24)


@way(NOBODYS)
def a_world_of_its_own(at: At) -> object:
    return kernel("unshare", 0x1000_0000)


@way(NOBODYS)
def shared_memory(at: At) -> object:
    return kernel("shmget", 0, 4096, 0o600)


@way(NOBODYS)
def keys(at: At) -> object:
    return kernel("keyctl", 0, -3, 0, 0, 0)


@way(NOBODYS)
def count_events(at: At) -> object:
    return kernel(
        "perf_event_open", ctypes.create_string_buffer(struct.pack("=II", 1, 128).ljust(128, b"\0")), 0, -1, -1, 0
    )


@way(NOBODYS)
def faults_of_memory(at: At) -> object:
    return kernel("userfaultfd", 1)


@way(NOBODYS)
def type_into_a_terminal(at: At) -> object:
    there = os.open(at["terminal"], os.O_RDWR | os.O_NOCTTY)
    return fcntl.ioctl(there, 0x5412, b"x")


@way(NOBODYS)
def calls_of_another_kind_of_machine(at: At) -> object:
    assert this_machine() == X86_64
    # Which process this is, as a program of 32 bits asks: mov eax, 20; int 0x80; ret
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    found = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
    if found < 0:
        raise OSError(-found, "refused")
    return found


WAYS_OUT = {**FILES, **NETWORK, **PROCESSES, **NOBODYS}


def tried(name: str, at: At) -> int:
    """Return the number of the error, 0 where it is open."""
    try:
        WAYS_OUT[name](at)
    except OSError as error:
        return error.errno or -1
    except (AttributeError, AssertionError):
        return -1
    return 0


def try_it(channel: Channel, arguments: dict[str, Any]) -> None:
    """Say how one goes; what says nothing runs as another program by now."""
    channel.send({"error": tried(arguments["name"], arguments["at"])})


def try_all(names: list[str], at: At) -> dict[str, int]:
    """Return how each goes in a process of its own that nothing confines."""
    found = {}
    for name in names:
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(1)
            os.write(writing, b"%d" % tried(name, at))
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read()
        status = os.waitpid(pid, 0)[1]
        found[name] = int(said or b"0") if os.WIFEXITED(status) else -1
    return found


def main() -> None:
    at = json.loads(sys.argv[1])
    print(json.dumps(try_all(list(WAYS_OUT), at)))


if __name__ == "__main__":
    main()
