"""A Messages API on loopback, faithful enough that the official SDK cannot tell.

It has its own bank of questions and its own knowledge of the models, and imports nothing from the
rest of the project: it is a witness, not an accomplice. Read it from the wire inwards: `server`,
`api`, `messages`; then the rooms these lean on, each with one subject: `betas`, `threads`,
`validation`, `prompt`, `caching`, `diagnosis`, `limits`, `writer`, `answers`, `faults`, `sse`,
`pacing`, `batches`.
"""

from examcli.simulator.faults import KINDS, Fault, parse_fault
from examcli.simulator.limits import Limits, parse_limits
from examcli.simulator.options import Options, with_batches
from examcli.simulator.pacing import profiles
from examcli.simulator.request_log import ReceivedRequest
from examcli.simulator.server import Simulator

__all__ = [
    "KINDS",
    "Fault",
    "Limits",
    "Options",
    "ReceivedRequest",
    "Simulator",
    "parse_fault",
    "parse_limits",
    "profiles",
    "with_batches",
]
