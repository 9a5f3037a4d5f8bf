"""Looks for texts that a parser chokes on, guided by what code they reach, until stopped.

It needs `pip install atheris`, which is no dependency of ours, and takes libFuzzer's options:

    python tests/fuzz.py answer -max_total_time=120
"""

import importlib
import sys
import tempfile
from pathlib import Path


def main(name: str, options: list[str]) -> None:
    """Fuzz the parser of this name, from the sound texts that the tests damage."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["examcli", "tomllib", "csv", "json"]):
        parsers = importlib.import_module("parsers")
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(parsers.SEEDS[name]):
            (Path(corpus) / str(number)).write_text(seed, encoding="utf-8")
        atheris.Setup([sys.argv[0], *options, corpus], parsers.PARSERS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
