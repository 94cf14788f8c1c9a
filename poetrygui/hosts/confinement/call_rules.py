"""Which calls of the kernel a host may make, and with which arguments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import frozen

from poetrygui.hosts.confinement.allowed import Allowed

_COMPUTING = """
    arch_prctl brk exit exit_group futex futex_waitv get_robust_list getcpu getrandom madvise membarrier mincore mlock
    mlock2 mmap mprotect mremap msync munlock munmap pkey_alloc pkey_free pkey_mprotect
    restart_syscall rseq sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getparam
    sched_getscheduler sched_yield set_robust_list set_tid_address
"""
_TIME = """
    alarm clock_getres clock_gettime clock_nanosleep getitimer gettimeofday nanosleep pause setitimer time
    timer_delete timer_getoverrun timer_gettime timer_settime timerfd_create timerfd_gettime
    timerfd_settime times
"""
_SIGNALS = """
    rt_sigaction rt_sigpending rt_sigprocmask rt_sigreturn rt_sigsuspend rt_sigtimedwait sigaltstack signalfd signalfd4
"""
_WAITING = """
    epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 pipe pipe2 poll ppoll
    pselect6 select
"""
_DESCRIPTORS = """
    close close_range copy_file_range dup dup2 dup3 fadvise64 fallocate fdatasync flock fsync ftruncate lseek pread64
    preadv preadv2 pwrite64 pwritev pwritev2 read readahead readv sendfile splice sync_file_range tee write writev
    getpeername getsockname getsockopt recvfrom recvmsg sendto setsockopt shutdown
"""
# Files that are named, in ways that Landlock sees to, or that tell no more than that there is such a file.
_FILES = """
    access chdir faccessat faccessat2 fchdir fgetxattr flistxattr fstat fstatfs getcwd getdents getdents64 getxattr
    lgetxattr link linkat listxattr llistxattr lstat mkdir mkdirat newfstatat readlink readlinkat rename renameat
    renameat2 rmdir stat statfs statx umask unlink unlinkat
"""
_ABOUT_ITSELF = """
    capget getegid geteuid getgid getgroups getpgid getpgrp getpid getppid getpriority getresgid getresuid getrlimit
    getrusage getsid gettid getuid setrlimit sysinfo uname wait4 waitid
"""
_ALWAYS = f"{_COMPUTING} {_TIME} {_SIGNALS} {_WAITING} {_DESCRIPTORS} {_FILES} {_ABOUT_ITSELF}"

_FOR_NETWORK = "accept accept4 bind connect listen recvmmsg sendmmsg sendmsg"
_FOR_PROCESSES = "execve execveat fork kill setpgid setsid tgkill tkill vfork"
_FOR_FILES = """
    chmod chown creat fchmod fchmodat fchmodat2 fchown fchownat fremovexattr fsetxattr futimesat inotify_add_watch
    inotify_init inotify_init1 inotify_rm_watch lchown lremovexattr lsetxattr memfd_create mknod mknodat open openat
    removexattr setxattr symlink symlinkat sync syncfs truncate utime utimensat utimes
"""
# What is refused as not permitted; a timer may send the signal that stops a process. All others, those of a later
# kernel too, are answered as if there were none, since libraries then do without: with memory for arguments, no filter
# can see what clone3 and openat2 are asked for.
_REFUSED = """
    add_key bpf chroot io_uring_enter io_uring_register io_uring_setup keyctl mount mq_open msgget open_by_handle_at
    perf_event_open personality pidfd_getfd pidfd_open pidfd_send_signal pivot_root process_vm_readv process_vm_writev
    ptrace request_key rt_sigqueueinfo rt_tgsigqueueinfo sched_setaffinity sched_setscheduler semget setgid setns
    setregid setresgid setresuid setreuid setuid shmat shmget timer_create umount2 unshare userfaultfd
"""

# From the kernel's headers; the same on both kinds of machine.
_FOR_WRITING, _CREATE, _EXCLUSIVE, _TRUNCATE = 0o3, 0o100, 0o200, 0o1000
_MADE_ANEW = _CREATE | _EXCLUSIVE
_THREAD = 0x1_0000
_NAMESPACES = 0x7E02_0080
_UNIX, _INET, _INET6, _NETLINK = 1, 2, 10, 16
_STREAM, _ONLY_TYPE = 1, 0xF
_ROUTES = 0
_PROCESS = 0
_TERMINAL = (0x5401, 0x5413)  # whether it is one, and how large
_IOCTLS = (*_TERMINAL, 0x541B, 0x5421, 0x5450, 0x5451)  # waiting bytes, not to wait, closing with exec or not
_FCNTLS = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1031, 1032, 1034)  # but none that has a signal sent to somebody
_STOPPING = (19, 20, 21, 22)  # SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU
_SIGNALS_SENT = tuple(each for each in range(65) if each not in _STOPPING)  # one that is stopped is not blamed
_PRCTLS = (3, 15, 16, 39, 0x5356_4D41)  # names of threads and of memory, and what there is to be read


@frozen
class Check:
    """One argument by its number: what remains of its low half under ``mask`` is to be one of the ``values``."""

    argument: int
    values: tuple[int, ...]
    mask: int = 0xFFFF_FFFF


Alternatives: TypeAlias = tuple[tuple[Check, ...], ...]
"""Ways to make a call: all checks of one of them have to hold."""

ALWAYS: Alternatives = ((),)
NEVER: Alternatives = ()


def call_rules(allowed: Allowed, pid: int) -> Mapping[str, Alternatives]:
    """Return for each call by its name how the process ``pid`` may make it, to which so much is ``allowed``.

    A call that is not there does not exist for it.
    """
    itself = Check(0, (pid,))
    opening = {"open": 1, "openat": 2}  # the number of the argument with the flags
    rules = dict.fromkeys(f"{_FOR_NETWORK} {_FOR_PROCESSES} {_FOR_FILES} {_REFUSED}".split(), NEVER)
    rules |= dict.fromkeys(_ALWAYS.split(), ALWAYS)
    rules |= {name: _reading_or_making(argument) for name, argument in opening.items()}
    rules |= {
        "clone": ((Check(0, (_THREAD,), _THREAD), Check(0, (0,), _NAMESPACES)),),
        "fcntl": ((Check(1, _FCNTLS),),),
        "ioctl": ((Check(1, _IOCTLS),),),
        "kill": ((itself, Check(1, _SIGNALS_SENT)),),
        "prctl": ((Check(0, _PRCTLS),),),
        "prlimit64": ((Check(0, (0, pid)),),),
        "setpriority": ((Check(0, (_PROCESS,)), Check(1, (0, pid))),),
        "socket": NEVER,
        # One of datagrams could be sent from to anybody's socket.
        "socketpair": ((Check(0, (_UNIX,)), Check(1, (_STREAM,), _ONLY_TYPE)),),
        "tgkill": ((itself, Check(2, _SIGNALS_SENT)),),
    }
    if allowed.network:
        rules |= dict.fromkeys(_FOR_NETWORK.split(), ALWAYS)
        rules["socket"] = (Check(0, (_INET, _INET6)),), (Check(0, (_NETLINK,)), Check(2, (_ROUTES,)))
    if allowed.processes:
        rules |= dict.fromkeys(_FOR_PROCESSES.split(), ALWAYS)
        rules["clone"] = ((Check(0, (0,), _NAMESPACES),),)
        # Programs write to what is there, /dev/null above all: then nothing but Landlock keeps them from a file.
        rules |= dict.fromkeys(opening, ALWAYS)
    if allowed.files:
        rules |= dict.fromkeys(_FOR_FILES.split(), ALWAYS)
    return rules


def _reading_or_making(argument: int) -> Alternatives:
    """Return the rule of opening: what is there can be read alone, and what is written was made by that very call."""
    reads = Check(argument, (0,), _FOR_WRITING | _TRUNCATE)
    makes = Check(argument, (_MADE_ANEW,), _MADE_ANEW)
    return (reads,), (makes,)
