"""A system call filter (seccomp(2)): no network, and nothing that reaches into kernel or neighbours."""

from __future__ import annotations

import ctypes
import platform
import struct
import sys

from marketplace.worker.kernel.process import libc

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000  # refuse: errno 1, EPERM
_AF_UNIX = 1
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data, little endian

# Architecture word, number of socket(2), and numbers of: ptrace unshare mount umount2 pivot_root init_module
# finit_module kexec_load add_key request_key keyctl perf_event_open setns process_vm_readv process_vm_writev
# bpf userfaultfd io_uring_setup open_by_handle_at
# fmt: off
_MACHINES = {
    "x86_64": (0xC000003E, 41, (101, 272, 165, 166, 155, 175, 313, 246, 248, 249, 250, 298, 308, 310, 311,
                                321, 323, 425, 304)),
    "aarch64": (0xC00000B7, 198, (117, 97, 40, 39, 41, 105, 273, 104, 217, 218, 219, 241, 268, 270, 271,
                                  280, 282, 425, 265)),
}
# fmt: on
_X32_CALLS = 0x40000000


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def filter_system_calls(*, network: bool) -> bool:
    """Put the filter into force for this process and all it starts; needs `forbid_new_privileges` before.

    Args:
        network: whether sockets other than Unix ones may be opened.

    Returns:
        Whether the filter is in force; False on machines whose call numbers are not listed here.
    """
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    code = _filter(*_MACHINES[platform.machine()], network=network)
    program = _Program(len(code) // 8, code)
    return bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _filter(architecture: int, socket: int, refused: tuple[int, ...], *, network: bool) -> bytes:
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32_CALLS),
        (_RETURN, 0, 0, _REFUSE),
    ]
    for number in refused:
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    if not network:
        steps += [
            (_EQUAL, 0, 3, socket),
            (_LOAD, 0, 0, _FIRST_ARGUMENT),
            (_EQUAL, 1, 0, _AF_UNIX),
            (_RETURN, 0, 0, _REFUSE),
        ]
    steps.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("<HBBI", *step) for step in steps)
