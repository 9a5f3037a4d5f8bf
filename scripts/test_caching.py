"""Is the prompt prefix really read from the cache? One write, then five reads, and their ratio.

Run it with ANTHROPIC_API_KEY set, or with ANTHROPIC_BASE_URL at `examcli simulate`. A single miss
is not a verdict: the real service misses now and then. Exit codes: 0 good, 3 no key or a refused
one, 4 the service did not answer, 8 too few reads.
"""

import os
import sys
import warnings
from typing import TYPE_CHECKING

from examcli.exam.blueprint import embedded
from examcli.generation.prompt import prefix
from examcli.generation.schema import SCHEMA

if TYPE_CHECKING:
    import anthropic

MODEL = os.environ.get("EXAM_MODEL", "claude-sonnet-4-6")
READS = 5
RATIO_NEEDED = 0.8


def main() -> int:
    """Check that there is a key, probe, and judge."""
    if not os.environ.get("ANTHROPIC_API_KEY"):
        return fail(3, "ANTHROPIC_API_KEY is not set", "run `examcli simulate` and use any key")
    import anthropic
    import httpx2

    warnings.simplefilter("ignore", DeprecationWarning)
    try:
        usages = probe(anthropic.Anthropic(max_retries=0))
    except (anthropic.AuthenticationError, anthropic.PermissionDeniedError) as error:
        return fail(3, f"the key was refused ({type(error).__name__})", "check ANTHROPIC_API_KEY")
    except (anthropic.APIError, httpx2.HTTPError) as error:
        return fail(4, f"no answer ({type(error).__name__})", "try again in a moment")
    return judge(usages)


def probe(client: "anthropic.Anthropic") -> list[tuple[int, int]]:
    """Send the same prefix again and again; tokens written and read, request by request."""
    text = prefix(embedded("gat"))
    usages = []
    previous: str | None = None
    for number in range(1 + READS):
        message = client.messages.create(
            model=MODEL,
            max_tokens=16,
            system=[{"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}],
            messages=[{"role": "user", "content": f"<slots></slots> {number}"}],
            output_config={"format": {"type": "json_schema", "schema": SCHEMA}},
            diagnostics={"previous_message_id": previous},
        )
        previous = message.id
        written = message.usage.cache_creation_input_tokens or 0
        read = message.usage.cache_read_input_tokens or 0
        usages.append((written, read))
        reason = getattr(message.diagnostics, "cache_miss_reason", None)
        told = f", miss reason {reason.type}" if reason and not read else ""
        print(f"{number}: written {written}, read {read}{told}")
    return usages


def judge(usages: list[tuple[int, int]]) -> int:
    """The exit code for what was written and read; the first request only warms up.

    The prefix is as long as the most that one request wrote and read of it.
    """
    prefix_tokens = max(written + read for written, read in usages)
    read_tokens = sum(read for _, read in usages[1:])
    ratio = read_tokens / (READS * prefix_tokens) if prefix_tokens else 0.0
    print(f"{READS} reads, {ratio:.0%} of the prefix from the cache (needed: {RATIO_NEEDED:.0%})")
    if ratio >= RATIO_NEEDED:
        return 0
    return fail(
        8, "the prefix is not read from the cache", "run it once more before you believe it"
    )


def fail(code: int, message: str, hint: str) -> int:
    """Say what went wrong and what to do; the exit code."""
    print(f"error: {message}\nhint: {hint}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
