"""The conformance table: what the docstrings of the tests promise, and where each rule is from.

A docstring reads `rule [source].`; the rule goes on from the name of its test.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCES = {
    "batches": "Anthropic docs, build-with-claude/batch-processing (Aug 2026)",
    "caching": "Anthropic docs, build-with-claude/prompt-caching (Aug 2026)",
    "diagnostics": "Anthropic docs, build-with-claude/prompt-caching; the SDK's types, "
    "its changelog 1.9.0 and 2.9.0",
    "errors": "Anthropic docs, api/errors and api/overview (Aug 2026); the SDK's error types",
    "issues": "observed by users: anthropic-sdk-python #1451, anthropic-sdk-typescript #867, "
    "anthropics/skills (prompt-caching.md)",
    "limits": "Anthropic docs, api/rate-limits (Aug 2026)",
    "models": "Anthropic docs, model and migration pages, model-deprecations, effort "
    "(Aug to Nov 2026)",
    "OpenRouter": "OpenRouter's documentation repository (22 Aug 2026)",
    "prices": "Anthropic docs, about-claude/pricing (Aug 2026)",
    "profiles": "see the profiles below",
    "schemas": "Anthropic docs, build-with-claude/structured-outputs (Aug 2026)",
    "SDK": "the official Python SDK 2.14: its source, and what it does when it is run",
    "simulator": "this project's own decision; the API has no such thing, or says nothing",
    "stop reasons": "Anthropic docs, handling-stop-reasons (Aug 2026)",
    "streaming": "Anthropic docs, build-with-claude/streaming (Aug 2026)",
    "threads": "Anthropic docs, build-with-claude/message-threads (Nov 2026)",
    "version": "Anthropic docs, api/migration-2026-10-21; the SDK's changelog 2.0.0",
}
DOCSTRING = re.compile(r"(?P<rule>.+?)\.? \[(?P<sources>[^\[\]]+)\]\.")
TESTS = Path(__file__).parent


@dataclass(frozen=True)
class Rule:
    """One promise, the sources it rests on, and the test that holds it."""

    test: str
    text: str
    sources: tuple[str, ...]

    @property
    def subject(self) -> str:
        """The name of the test as words."""
        return self.test.removeprefix("test_").replace("_", " ")


@dataclass(frozen=True)
class Room:
    """The rules held by one file of tests."""

    file: str
    title: str
    rules: tuple[Rule, ...]


def rooms() -> list[Room]:
    """All rooms in the order of their names.

    Raises:
        ValueError: a test does not say its rule and a known source.
    """
    return [_room(path) for path in sorted(TESTS.glob("test_*.py"))]


def _room(path: Path) -> Room:
    module = ast.parse(path.read_text(encoding="utf-8"))
    title = (ast.get_docstring(module) or "").split("\n")[0]
    return Room(path.name, title, tuple(_rules(module)))


def _rules(module: ast.Module) -> Iterator[Rule]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name[:5] == "test_":
            yield _rule(node.name, " ".join((ast.get_docstring(node) or "").split()))


def _rule(test: str, docstring: str) -> Rule:
    parts = DOCSTRING.fullmatch(docstring)
    sources = tuple(parts["sources"].split(", ")) if parts else ()
    if parts is None or not SOURCES.keys() >= set(sources):
        raise ValueError(f"{test}: {docstring!r} does not end in a known [source].")
    return Rule(test, parts["rule"], sources)
