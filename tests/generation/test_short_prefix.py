"""A blueprint whose prompt is too short for the cache: said once, and not asked to be cached."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from examcli.simulator import Simulator

SHORT = """
id = "short"
title = "مفردات"
language = "ar"
minutes = 10
source = "a test"
difficulty = { easy = 50, medium = 50, hard = 0 }
sections = [{ id = "words", short = "w", title = "كلمات" }]
tracks.main = { title = "كل", stretches = [{ section = "words", topics = { vocabulary = 4 } }] }
kinds.multiple-choice = { title = "اختيار", rules = "جواب واحد." }
scenery = { people = ["سعد"], cities = ["جدة"], contexts = ["متجر"] }

[[topics]]
id = "vocabulary"
section = "words"
title = "المفردات"
kind = "multiple-choice"
subtopics = [{ id = "synonym", title = "مرادف" }, { id = "antonym", title = "مضاد" }]

[prompt]
role = "تكتب أسئلة."
rules = "جواب واحد."
answer = "كائن JSON."

[[prompt.examples]]
topic = "vocabulary"
subtopic = "synonym"
difficulty = "easy"
stem = "مرادف كلمة «الجود» هو:"
key = "الكرم"
distractors = ["الحلم", "الشجاعة", "الأمانة"]
explanation = "الجود بذل المال، ومعناه «الكرم»."
"""


@pytest.fixture
def short(home: Path) -> str:
    """A blueprint of a few lines."""
    path = home / "short.toml"
    path.write_text(SHORT, encoding="utf-8")
    return str(path)


def test_it_is_said_that_caching_will_not_apply(run: Run, short: str) -> None:
    """With the figures, once, and not among the data."""
    started = run("start", "--blueprint", short, "--complete")
    assert started.code == 0
    assert "the prompt will not be cached: its fixed part has " in started.err
    assert "caches from 2,048" in started.err
    session = started.out.split(":")[0]
    assert "cached" not in run("resume", session, "--complete").err


def test_nothing_is_marked_for_the_cache(run: Run, short: str, claude: Simulator) -> None:
    """A breakpoint that cannot have an effect is not sent, and nobody waits for a warm cache."""
    assert run("start", "--blueprint", short, "--complete").code == 0
    bodies: list[Any] = [received.body for received in claude.received]
    assert ["cache_control" in block for body in bodies for block in body["system"]] == [
        False for _ in bodies
    ]


def test_the_record_says_why_nothing_was_cached(run: Run, short: str, claude: Simulator) -> None:
    """`usage` names the reason of every miss."""
    run("start", "--blueprint", short, "--complete")
    misses = run("usage", "--json").document["total"]["cache"]["misses"]
    assert misses == {"no-breakpoint": len(claude.received)}


def test_a_blueprint_that_ships_is_long_enough(run: Run) -> None:
    """No notice for those."""
    assert "will not be cached" not in run("start", "--track", "literary").err
