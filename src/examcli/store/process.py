"""Who holds a lease: processes by name, and whether they still work.

The name of a process must hold whatever the machine does to its clock, and must tell apart what
containers make alike. So it counts its start from the boot, which has an id of its own, and says
in which PID namespace its number means something.
"""

import os
import secrets
import socket
import uuid
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from enum import Enum
from pathlib import Path
from typing import Self

import psutil

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
PID_NAMESPACE = Path("/proc/self/ns/pid")
ENDED, STOPPED = "ZX", "Tt"


class Standing(Enum):
    """What can be said of the process that holds a lease."""

    AT_WORK = "at work"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Owner:
    """A process as the owner of leases; written `host/boot/namespace/pid/start/token`.

    `boot` is the id of this run of the kernel, or of the machine where a kernel has none. `start`
    counts clock ticks from the boot, or is a time where there is no `/proc`. The token is chance:
    nobody else can be taken for this owner, not even the same process in a copy of its machine.
    """

    host: str
    boot: str
    namespace: str
    pid: int
    start: str
    token: str = field(default_factory=lambda: secrets.token_hex(4))

    @classmethod
    def here(cls) -> Self:
        """This process, as a new owner."""
        pid, start = os.getpid(), ""
        with suppress(OSError):
            start, _ = _observed(pid)
        return cls(socket.gethostname(), _boot(), _namespace(), pid, start)

    @classmethod
    def named(cls, name: str) -> Self | None:
        """The owner of this name; None for a name that an earlier examcli gave."""
        with suppress(ValueError):
            host, boot, namespace, pid, start, token = name.rsplit("/", 5)
            return cls(host, boot, namespace, int(pid), start, token)
        return None

    def __str__(self) -> str:
        return "/".join(map(str, astuple(self)))

    def can_see(self, other: "Owner") -> bool:
        """Whether a process number means the same to both: one machine, one boot, one namespace.

        Where there is not even a start time to be had, nothing can be seen.
        """
        ours = (self.host, self.boot, self.namespace)
        return bool(other.start) and ours == (other.host, other.boot, other.namespace)


def standing(name: str) -> Standing:
    """Whether the owner of this name still works, as far as this process can see.

    One on another machine or in another container cannot be seen. One that is stopped (Ctrl-Z)
    does nothing for its lease, so it counts as one that cannot be seen either; one that was
    killed but not yet reaped by its parent will never do anything again.
    """
    owner = Owner.named(name)
    if owner is None or not Owner.here().can_see(owner):
        return Standing.UNKNOWN
    try:
        start, state = _observed(owner.pid)
    except (ProcessLookupError, OverflowError):
        return Standing.GONE
    except OSError:
        return Standing.UNKNOWN
    if start != owner.start or state in ENDED:
        return Standing.GONE
    return Standing.UNKNOWN if state in STOPPED else Standing.AT_WORK


def _boot() -> str:
    with suppress(OSError):
        return BOOT_ID.read_text(encoding="ascii").strip()
    return f"{uuid.getnode():x}"


def _namespace() -> str:
    with suppress(OSError):
        return PID_NAMESPACE.readlink().name
    return ""


def _observed(pid: int) -> tuple[str, str]:
    """When a process started, and the letter of its state.

    Raises:
        ProcessLookupError: there is no such process.
        OSError: it is there, but hidden from us.
    """
    if not BOOT_ID.exists():
        return _observed_by_psutil(pid)
    with suppress(PermissionError):  # somebody else's, and there
        os.kill(pid, 0)
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    fields = stat.rpartition(")")[2].split()  # the name before it may hold anything
    return fields[19], fields[0]


def _observed_by_psutil(pid: int) -> tuple[str, str]:
    try:
        process = psutil.Process(pid)
        status = process.status()
    except psutil.NoSuchProcess as error:
        raise ProcessLookupError(pid) from error
    except psutil.AccessDenied as error:
        raise PermissionError(pid) from error
    letters = {psutil.STATUS_ZOMBIE: "Z", psutil.STATUS_DEAD: "X", psutil.STATUS_STOPPED: "T"}
    return f"{process.create_time():.2f}", letters.get(status, "R")
