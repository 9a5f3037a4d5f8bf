"""Is the key good, and how fast is the model? One Arabic sentence, its usage and its time.

Run it with ANTHROPIC_API_KEY set, or with ANTHROPIC_BASE_URL at `examcli simulate`. Exit codes:
0 good, 3 no key or a refused one, 4 the service did not answer.
"""

import os
import sys
import time
import warnings

MODEL = os.environ.get("EXAM_MODEL", "claude-sonnet-4-6")


def main() -> int:
    """Ask once, streaming, and print what a developer wants to know."""
    if not os.environ.get("ANTHROPIC_API_KEY"):
        print("error: ANTHROPIC_API_KEY is not set", file=sys.stderr)
        print("hint: export it, or run `examcli simulate` and use any key", file=sys.stderr)
        return 3
    import anthropic

    warnings.simplefilter("ignore", DeprecationWarning)
    client = anthropic.Anthropic(max_retries=0)
    begin = time.monotonic()
    first: float | None = None
    try:
        with client.messages.stream(
            model=MODEL,
            max_tokens=200,
            messages=[{"role": "user", "content": "اكتب جملة عربية واحدة عن القراءة."}],
        ) as stream:
            for text in stream.text_stream:
                first = first or time.monotonic() - begin
                print(text, end="", flush=True)
            message = stream.get_final_message()
    except (anthropic.AuthenticationError, anthropic.PermissionDeniedError) as error:
        print(f"error: the key was refused ({type(error).__name__})", file=sys.stderr)
        return 3
    except anthropic.APIError as error:
        print(f"error: no answer ({type(error).__name__})", file=sys.stderr)
        return 4
    seconds = time.monotonic() - begin
    usage = message.usage
    print(f"\n{message.model}: first token {first or 0:.2f} s, all {seconds:.2f} s")
    print(f"tokens: {usage.input_tokens} in, {usage.output_tokens} out")
    return 0 if message.stop_reason else 4


if __name__ == "__main__":
    sys.exit(main())
