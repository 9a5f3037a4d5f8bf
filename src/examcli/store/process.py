"""Who holds a lease: processes by name, and whether they are still there."""

import socket

import psutil


def this_process() -> str:
    """The name under which this process owns leases: host, process and its start time."""
    process = psutil.Process()
    return f"{socket.gethostname()}/{process.pid}/{process.create_time():.2f}"


def is_alive(owner: str) -> bool:
    """Whether the process that owns a lease may still be working.

    On another machine nobody can tell, so only the expiry decides there. A process that was
    killed but not yet reaped by its parent will not work again either.
    """
    host, pid, started = owner.rsplit("/", 2)
    if host != socket.gethostname():
        return True
    try:
        process = psutil.Process(int(pid))
        is_same = f"{process.create_time():.2f}" == started
        return is_same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
