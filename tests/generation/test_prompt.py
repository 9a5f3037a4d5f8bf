"""The prompt: a prefix whose bytes never move, and a suffix that says only what it must."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from examcli.exam.blueprint import embedded, embedded_names
from examcli.exam.plan import Slot, plan_exam
from examcli.exam.question import Difficulty, Draft, Labels, Question
from examcli.exam.text import SHORT, shortened
from examcli.generation.prompt import (
    AVOID_LIMIT,
    Order,
    avoid_line,
    compact,
    excerpt,
    prefix,
    prefix_digest,
    suffix,
)
from examcli.generation.receiving import Progress
from examcli.generation.requesting import Requests
from examcli.generation.schema import DISTRACTORS, SCHEMA
from examcli.generation.task import PREGENERATION, Task
from examcli.models import known_models, tokens_at_least
from examcli.providers import Started
from examcli.simulator import Simulator
from examcli.simulator.tokens import Tokenizer

GAT = embedded("gat")
GOLDEN = "3dd3c30cc548db57"
SLOT = plan_exam(GAT, "scientific", seed=1).slots[0]
GIVEN = Draft("ما ناتج ٢ + ٣؟", "٥", ("٤", "٦", "٧"), "2 + 3", "نجمع العددين")
ALWAYS = {"section", "topic", "subtopic", "kind", "difficulty", "variant"}
PRINT_PROMPT = """
import json, sys
from examcli.exam.blueprint import embedded, embedded_names
from examcli.exam.plan import plan_exam
from examcli.generation.prompt import Order, prefix, suffix
from examcli.generation.schema import SCHEMA
gat = embedded("gat")
orders = [Order(slot) for slot in plan_exam(gat, "literary", 5).slots]
sys.stdout.buffer.write((prefix(gat) + json.dumps(SCHEMA) + suffix(orders, [])).encode())
"""


def test_the_prefix_has_not_moved() -> None:
    """The bytes of the cached prefix and its schema are the ones that were agreed on.

    When this fails, the prompt has changed: every cache is cold once, and every stored digest of
    a prefix is one of the past. If you meant to change it, look at the difference of
    `examcli.generation.prompt.prefix`, see that the tests below still pass, try it with
    `examcli bench`, and put the new digest here in the same commit. If you did not, find out what
    made it move: a clock, a locale, the order of a dictionary or an edited blueprint.
    """
    assert prefix_digest([prefix(GAT)], SCHEMA) == GOLDEN


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "TZ": "Asia/Riyadh", "EXAM_LANG": "ar"},
    ],
)
def test_every_process_writes_the_same_prompt(surroundings: dict[str, str]) -> None:
    """Prefix, schema and suffix are byte-identical in a process with other hashes and locale."""
    orders = [Order(slot) for slot in plan_exam(GAT, "literary", 5).slots]
    here = f"{prefix(GAT)}{json.dumps(SCHEMA)}{suffix(orders, [])}"
    there = subprocess.run(
        [sys.executable, "-c", PRINT_PROMPT],
        env={**os.environ, **surroundings},
        capture_output=True,
        check=True,
    )
    assert there.stdout == here.encode()


def test_every_cached_request_has_the_same_prefix_and_schema(run: Run, claude: Simulator) -> None:
    """On the wire: both tracks, their next batches and practice differ in the suffix alone."""
    for command in (
        ("start", "--track", "scientific", "--seed", "1", "--batch-size", "3"),
        ("start", "--track", "literary", "--seed", "2", "--batch-size", "2"),
        ("practice", "--section", "verbal", "--topic", "vocabulary", "--size", "2"),
    ):
        started = run(*command, "--json").document
        assert run("next", started["id"], "--json").code == 0
    bodies: list[Any] = [received.body for received in claude.received if received.number]
    assert len(bodies) >= 6
    assert {json.dumps(body["output_config"]) for body in bodies} == {
        json.dumps({"format": {"type": "json_schema", "schema": SCHEMA}})
    }
    cached = [block for body in bodies for block in body["system"] if "cache_control" in block]
    assert {block["text"] for block in cached} == {prefix(GAT)}
    assert len({body["messages"][0]["content"] for body in bodies}) == len(bodies)


def test_a_cold_first_batch_is_a_third_as_dear(run: Run, claude: Simulator) -> None:
    """Of its calls one writes the prefix to the cache; the others carry an excerpt of their own."""
    run("start", "--track", "scientific", "--seed", "1", "--json")
    bodies: list[Any] = [received.body for received in claude.received if received.number]
    blocks = [block for body in bodies for block in body["system"]]
    uncached = [block["text"] for block in blocks if "cache_control" not in block]
    assert len(uncached) == len(bodies) - 1
    assert 3 * sum(map(len, uncached)) < len(uncached) * len(prefix(GAT))


@pytest.mark.parametrize("name", embedded_names())
def test_an_excerpt_holds_all_that_its_question_needs(name: str) -> None:
    """Word for word: rules, answer, kind, subtopic, pitfalls, figures, examples of its kind."""
    blueprint = embedded(name)
    for topic, subtopic in ((t, s) for t in blueprint.topics for s in t.subtopics):
        kind = blueprint.kind(topic, subtopic)
        labels = Labels(topic.section, topic.id, subtopic.id, Difficulty.EASY, kind)
        text = excerpt(blueprint, [labels])
        texts = blueprint.prompt
        needed = [texts.role, texts.rules, texts.answer, topic.pitfalls, subtopic.title]
        needed += [blueprint.kinds[kind].rules, *blueprint.kinds[kind].choices]
        needed += [texts.figures] if topic.figures else []
        assert [part for part in needed if part.strip() not in text] == []
        shown = [example for example in texts.examples if compact(example.stem) in text]
        assert shown
        of_kind = [e for e in shown if blueprint.topic(e.topic).section == topic.section]
        assert of_kind == shown


def test_an_excerpt_says_nothing_of_other_questions() -> None:
    """Neither their topics nor their kinds, and nothing of figures where there are none."""
    labels = Labels("verbal", "analogy", "synonymy", Difficulty.EASY, "analogy")
    text = excerpt(GAT, [labels])
    others = [topic.id for topic in GAT.topics if topic.id != "analogy"]
    assert [name for name in others if f"/ {name} (" in text] == []
    assert "<figures>\nnull\n</figures>" in text
    assert "antonymy" not in text


def test_a_set_of_questions_is_told_of_each() -> None:
    """An excerpt for several labels is the union of what each needs."""
    pair = [
        Labels("quantitative", "algebra", "ages", Difficulty.EASY, "multiple-choice"),
        Labels("quantitative", "geometry", "volume", Difficulty.HARD, "multiple-choice"),
    ]
    text = excerpt(GAT, pair)
    assert "ages = " in text
    assert "volume = " in text
    assert GAT.prompt.figures.strip() in text


def test_used_questions_go_into_the_suffix_by_content(run: Run, claude: Simulator) -> None:
    """The avoid list quotes stem and key of the same subtopic; an id says nothing to a model."""
    wish = ("--section", "verbal", "--topic", "vocabulary", "--size", "6", "--seed", "3")
    session = run("practice", *wish, "--json").document["id"]
    assert run("next", session, "--json").code == 0
    stored = run("resume", session, "--json", "--with-answers").document["questions"]
    used = {avoid_line(q["stem"], q["choices"][q["answerIndex"]]) for q in stored}
    lines = [line for r in claude.received if r.number for line in _avoided(_suffix(r.body))]
    assert lines != []
    assert set(lines) <= used
    assert [line for line in lines if re.search(r"(?:quant|verbal)_\d", line)] == []


def test_the_prefix_can_be_cached_by_every_model() -> None:
    """By the lower bound it has 2,100 tokens: enough for every listed model but Haiku 4.5."""
    minima = {name: model.cache_minimum_tokens for name, model in known_models().known.items()}
    assert minima.pop("claude-haiku-4-5") == 4_096
    minimum = max(minimum or 0 for minimum in minima.values())
    assert tokens_at_least(prefix(GAT)) >= 2_100 > minimum


@given(st.text(st.sampled_from('ابتثجحخدذرزسشصضطظعغفقكلمنهوي ٠١٢٣abcdef 0123{}",:')))
def test_the_lower_bound_is_below_any_count(text: str) -> None:
    """The estimate never promises tokens that a tokenizer may not find."""
    sparse = Tokenizer(tokens_per_100_ascii=20, tokens_per_100_others=32)
    assert tokens_at_least(text) <= sparse.count(text) <= Tokenizer().count(text)


def test_the_prefix_tells_the_whole_blueprint() -> None:
    """Every topic, subtopic, kind and example is in it; a slot needs only to name them."""
    text = prefix(GAT)
    said = [
        *(f"{topic.section} / {topic.id} ({topic.title})" for topic in GAT.topics),
        *(f"{s.id} = {s.title}" for topic in GAT.topics for s in topic.subtopics),
        *(f"- {name} ({kind.title}): {kind.rules}" for name, kind in GAT.kinds.items()),
        *(choice for kind in GAT.kinds.values() for choice in kind.choices),
        *(example.explanation for example in GAT.prompt.examples),
        GAT.prompt.role.strip(),
        GAT.prompt.rules.strip(),
        GAT.prompt.answer.strip(),
    ]
    assert [part for part in said if part not in text] == []


def test_a_changed_blueprint_has_another_prefix() -> None:
    """Another exam is another prompt; nothing of ours is left in it by accident."""
    texts = GAT.prompt.model_copy(update={"role": "You write questions."})
    assert prefix(GAT.model_copy(update={"prompt": texts})) != prefix(GAT)


def test_the_schema_is_one_that_structured_outputs_accept() -> None:
    """Every field is required, nothing else is allowed, and arrays have no bounds."""
    objects = list(_schemas(SCHEMA))
    assert len(objects) == 3
    for schema in objects:
        assert schema["required"] == list(schema["properties"])
        assert schema["additionalProperties"] is False
    assert re.search(r"min|max|pattern|format|default", json.dumps(SCHEMA)) is None


def test_fields_come_in_the_order_in_which_they_are_needed() -> None:
    """A model works before it answers; the passage comes before its questions."""
    answer, question, _figure = _schemas(SCHEMA)
    assert list(answer["properties"]) == ["passage", "questions"]
    worked_out = ["rests_on", "stem", "figure", "check"]
    fields = [*worked_out, "key", *DISTRACTORS, "explanation"]
    assert list(question["properties"]) == fields


def test_an_order_says_what_to_write_and_nothing_else() -> None:
    """No id, no place in the exam, no place of the key: the model must not depend on them."""
    (line,) = _lines(suffix([Order(SLOT)], []))
    scenery = {n for n in ("setting", "person", "city") if getattr(SLOT, n)}
    assert set(line) == ALWAYS | scenery
    assert line["difficulty"] == SLOT.labels.difficulty.value


@pytest.mark.parametrize(
    "moved",
    [
        replace(SLOT, number=77),
        replace(SLOT, key_place=(SLOT.key_place + 1) % 4),
        replace(SLOT, passage=5),
    ],
)
def test_what_code_decides_does_not_show(moved: Slot) -> None:
    """Number, key place and passage number of a slot leave no trace in the prompt."""
    assert suffix([Order(moved)], []) == suffix([Order(SLOT)], [])


def test_a_question_to_explain_is_given_without_its_explanation() -> None:
    """Stem, key and distractors come back as they are; check and explanation are asked for."""
    (line,) = _lines(suffix([Order(SLOT, given=GIVEN, passage="نص قصير")], []))
    assert line["given"] == {
        "stem": GIVEN.stem,
        "key": GIVEN.key,
        **dict(zip(DISTRACTORS, GIVEN.distractors, strict=True)),
    }
    assert line["passage"] == "نص قصير"
    assert GIVEN.explanation not in suffix([Order(SLOT, given=GIVEN)], [])


def test_a_line_says_nothing_of_the_others() -> None:
    """The key of a given question stands in its own line alone: orders are independent."""
    other = Order(plan_exam(GAT, "scientific", seed=1).slots[1])
    alone = suffix([Order(SLOT, given=GIVEN)], []).splitlines()
    together = suffix([Order(SLOT, given=GIVEN), other], []).splitlines()
    assert together == [*alone[:2], suffix([other], []).splitlines()[1], alone[-1]]
    assert "given" not in json.loads(together[2])


def test_nothing_to_avoid_means_no_list() -> None:
    """The first questions are asked for without an empty list."""
    assert "<avoid>" not in suffix([Order(SLOT)], [])


def test_the_latest_used_questions_are_avoided() -> None:
    """The list is short: the latest come last, the oldest fall off first."""
    used = [f"سؤال عن الموضوع {number}" for number in range(AVOID_LIMIT + 5)]
    assert _avoided(_asked(used, Progress(Order(SLOT)))) == used[5:]


def test_after_a_repeat_all_used_questions_are_avoided() -> None:
    """Whoever was told of the latest and came with an older one has to know more."""
    used = [f"سؤال عن الموضوع {number}" for number in range(3 * AVOID_LIMIT)]
    repeated = Progress(Order(SLOT), reasons=["duplicate: this question was asked before"])
    assert _avoided(_asked(used, repeated)) == used


def test_an_avoided_question_is_shown_by_content() -> None:
    """Stem and key, on one line."""
    assert avoid_line("ما مرادف\n«الجود»؟", "الكرم") == "ما مرادف «الجود»؟ — الكرم"


@given(st.text())
def test_a_shortened_text_is_one_short_line(text: str) -> None:
    """Whatever it was, it is one line of bounded length, and what is shown is its beginning."""
    line = shortened(text)
    assert len(line.splitlines()) <= 1
    assert len(line) <= SHORT
    assert " ".join(text.split()).startswith(line.removesuffix("…"))


@given(st.text(), st.text())
def test_an_order_is_one_line_of_json(stem: str, key: str) -> None:
    """A question that is given cannot break out of its line."""
    given_back = Draft(stem, key, ("", "", ""))
    text = suffix([Order(SLOT, given=given_back)], [])
    first, line, last = text.split("\n")
    assert (first, last) == ("<slots>", "</slots>")
    assert json.loads(line)["given"]["stem"] == stem


@dataclass(frozen=True)
class Used:
    """Knows what was used, and takes nothing in."""

    lines: list[str]

    def avoid(self, slot: Slot) -> list[str]:  # noqa: ARG002
        return self.lines

    def is_new(self, question: Question) -> bool:
        raise NotImplementedError

    def accept(self, question: Question, origin: Started) -> None:
        raise NotImplementedError

    def take_back(self, question: Question) -> bool:
        raise NotImplementedError

    def explain(self, slot: Slot, explanation: str) -> None:
        raise NotImplementedError


def _asked(used: list[str], progress: Progress) -> str:
    """The part of a request that changes, for one slot of an exam after so much was used."""
    model = known_models().find("claude-sonnet-4-6")
    task = Task("exam-1", GAT, model, PREGENERATION, is_cache_warm=True, orders=(progress.order,))
    return Requests(task, Used(used)).request([progress], "5m", "").suffix


def _lines(text: str) -> list[dict[str, Any]]:
    block = text.partition("<slots>\n")[2].partition("\n</slots>")[0]
    return [json.loads(line) for line in block.split("\n")]


def _avoided(text: str) -> list[str]:
    if "<avoid>" not in text:
        return []
    return text.partition("<avoid>\n")[2].partition("\n</avoid>")[0].split("\n")


def _suffix(body: Any) -> str:
    return str(body["messages"][0]["content"])


def _schemas(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object schema in a schema, the outer ones first."""
    for option in schema.get("anyOf", ()):
        yield from _schemas(option)
    if schema.get("type") == "object":
        yield schema
        for part in schema["properties"].values():
            yield from _schemas(part)
    elif schema.get("type") == "array":
        yield from _schemas(schema["items"])
