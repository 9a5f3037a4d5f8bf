"""Is the prompt prefix really read from the cache? One write, then five reads, and their ratio.

Run it with ANTHROPIC_API_KEY set, or with ANTHROPIC_BASE_URL at `examcli simulate`. A single miss
is not a verdict: the real service misses now and then. Exit codes: 0 good, 3 no key or a refused
one, 4 the service did not answer, 8 too few reads.
"""

import os
import sys
import warnings

from examcli.blueprint import embedded
from examcli.prompt import SCHEMA, prefix

MODEL = os.environ.get("EXAM_MODEL", "claude-sonnet-4-6")
READS = 5
RATIO_NEEDED = 0.8


def main() -> int:
    """Send the same prefix again and again, and count how much of it came from the cache."""
    if not os.environ.get("ANTHROPIC_API_KEY"):
        print("error: ANTHROPIC_API_KEY is not set", file=sys.stderr)
        print("hint: export it, or run `examcli simulate` and use any key", file=sys.stderr)
        return 3
    import anthropic

    warnings.simplefilter("ignore", DeprecationWarning)
    client = anthropic.Anthropic(max_retries=0)
    text = prefix(embedded("gat"))
    read = cacheable = 0
    previous: str | None = None
    try:
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
            usage = message.usage
            written = usage.cache_creation_input_tokens or 0
            hit = usage.cache_read_input_tokens or 0
            reason = getattr(getattr(message.diagnostics, "cache_miss_reason", None), "type", "-")
            print(f"{number}: written {written}, read {hit}, miss reason {reason}")
            if number:
                read, cacheable = read + hit, cacheable + hit + written
    except (anthropic.AuthenticationError, anthropic.PermissionDeniedError) as error:
        print(f"error: the key was refused ({type(error).__name__})", file=sys.stderr)
        return 3
    except anthropic.APIError as error:
        print(f"error: no answer ({type(error).__name__})", file=sys.stderr)
        return 4
    ratio = read / cacheable if cacheable else 0.0
    print(f"{READS} reads, {ratio:.0%} of the prefix from the cache (needed: {RATIO_NEEDED:.0%})")
    return 0 if ratio >= RATIO_NEEDED else 8


if __name__ == "__main__":
    sys.exit(main())
