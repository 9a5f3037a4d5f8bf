"""Is the key good, and how fast is the model? One Arabic sentence, its usage and its time.

Run it with ANTHROPIC_API_KEY set, or with ANTHROPIC_BASE_URL at `examcli simulate`. Exit codes:
0 good, 3 no key or a refused one, 4 the service did not answer.
"""

import os
import sys
import time
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import anthropic

MODEL = os.environ.get("EXAM_MODEL", "claude-sonnet-4-6")


def main() -> int:
    """Check that there is a key, ask, and say what went wrong."""
    if not os.environ.get("ANTHROPIC_API_KEY"):
        return fail(3, "ANTHROPIC_API_KEY is not set", "run `examcli simulate` and use any key")
    import anthropic
    import httpx2

    warnings.simplefilter("ignore", DeprecationWarning)
    try:
        return ask(anthropic.Anthropic(max_retries=0))
    except (anthropic.AuthenticationError, anthropic.PermissionDeniedError) as error:
        return fail(3, f"the key was refused ({type(error).__name__})", "check ANTHROPIC_API_KEY")
    except (anthropic.APIError, httpx2.HTTPError) as error:  # a cut stream is the second
        return fail(4, f"no answer ({type(error).__name__})", "try again in a moment")


def ask(client: "anthropic.Anthropic") -> int:
    """Ask once, streaming, and print what a developer wants to know."""
    begin = time.monotonic()
    first_seconds: float | None = None
    with client.messages.stream(
        model=MODEL,
        max_tokens=1_000,
        messages=[{"role": "user", "content": "اكتب جملة عربية واحدة عن القراءة."}],
    ) as stream:
        for text in stream.text_stream:
            if first_seconds is None:
                first_seconds = time.monotonic() - begin
            print(text, end="", flush=True)
        message = stream.get_final_message()
    seconds = time.monotonic() - begin
    if first_seconds is None or not message.stop_reason:
        return fail(4, "the answer is not whole", "try again in a moment")
    usage = message.usage
    print(f"\n{message.model}: first token {first_seconds:.2f} s, all {seconds:.2f} s")
    print(f"tokens: {usage.input_tokens} in, {usage.output_tokens} out")
    return 0


def fail(code: int, message: str, hint: str) -> int:
    """Say what went wrong and what to do; the exit code."""
    print(f"error: {message}\nhint: {hint}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
