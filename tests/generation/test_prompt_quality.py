"""What a model is shown to imitate: worked examples that keep every rule they stand under."""

import json
import re

import pytest

from examcli.errors import SettingsInvalid
from examcli.exam.arithmetic import evaluated
from examcli.exam.blueprint import EMBEDDED, Blueprint, embedded, embedded_names, parsed, restored
from examcli.exam.blueprint.parts import Example
from examcli.exam.figure import svg
from examcli.exam.number import amount
from examcli.exam.text import folded
from examcli.generation.prompt import prefix
from examcli.generation.schema import FIELDS
from examcli.models import known_models, tokens_at_least
from examcli.review import review, review_explanation
from worked_example import as_question, kind_of

BLUEPRINTS = [embedded(name) for name in embedded_names()]
EXAMPLES = [
    pytest.param(blueprint, example, id=f"{blueprint.id}/{example.topic}/{example.subtopic}")
    for blueprint in BLUEPRINTS
    for example in blueprint.prompt.examples
]
FOREIGN = {"ar": re.compile("[0-9A-Za-z]"), "en": re.compile("[\u0600-\u06ff]")}
STATISTICS = (EMBEDDED / "statistics.toml").read_text(encoding="utf-8")

of_every_blueprint = pytest.mark.parametrize("blueprint", BLUEPRINTS, ids=lambda each: each.id)
of_every_example = pytest.mark.parametrize(("blueprint", "example"), EXAMPLES)


@of_every_blueprint
def test_the_prefix_can_be_cached_by_every_model(blueprint: Blueprint) -> None:
    """By the lower bound it has 2,100 tokens: enough for every listed model but Haiku 4.5."""
    minima = {name: model.cache_minimum_tokens for name, model in known_models().known.items()}
    assert minima.pop("claude-haiku-4-5") == 4_096
    minimum = max(minimum or 0 for minimum in minima.values())
    assert tokens_at_least(prefix(blueprint)) >= 2_100 > minimum


@of_every_blueprint
def test_every_kind_that_is_asked_for_is_shown(blueprint: Blueprint) -> None:
    """No kind is described that no slot asks for, and each is seen once at least."""
    asked = {blueprint.kind(topic, each) for topic in blueprint.topics for each in topic.subtopics}
    shown = {kind_of(blueprint, example) for example in blueprint.prompt.examples}
    assert shown == asked == set(blueprint.kinds)


@of_every_blueprint
def test_a_figure_is_shown(blueprint: Blueprint) -> None:
    """Where figures are explained one example carries one, and it can be drawn."""
    figures = [each.figure for each in blueprint.prompt.examples if each.figure]
    assert blueprint.prompt.figures
    assert figures
    assert all(svg(figure).startswith("<svg") for figure in figures)


@pytest.mark.parametrize("key_place", range(4))
@of_every_example
def test_an_example_passes_our_own_review(
    blueprint: Blueprint, example: Example, key_place: int
) -> None:
    """We show the model nothing that we would not accept from it, wherever the key will stand."""
    question = as_question(blueprint, example, key_place)
    assert review(question) == []
    assert review_explanation(question) == []


@of_every_example
def test_every_distractor_has_its_named_error(blueprint: Blueprint, example: Example) -> None:
    """The errors differ, and the prompt tells them on the line behind the answer."""
    assert len(set(example.errors)) == len(example.distractors) == 3
    named = zip(example.distractors, example.errors, strict=True)
    line = f"errors: {'; '.join(f'{distractor} = {error}' for distractor, error in named)}"
    answer = _line_before(line, prefix(blueprint))
    assert json.loads(answer)["questions"][0]["stem"] == example.stem


@of_every_example
def test_an_example_answers_by_the_schema(blueprint: Blueprint, example: Example) -> None:
    """Its JSON has the fields that are asked for, in their order, and its own figure."""
    (shown,) = [
        line
        for line in prefix(blueprint).splitlines()
        if line.startswith('{"passage":') and json.dumps(example.stem, ensure_ascii=False) in line
    ]
    (question,) = json.loads(shown)["questions"]
    assert list(question) == list(FIELDS)
    assert question["figure"] == (example.figure.document() if example.figure else None)


@of_every_example
def test_an_explanation_ends_with_the_key(blueprint: Blueprint, example: Example) -> None:
    """Whoever reads it to the end has read the answer last, but for what closes the sentence."""
    closing = " .»"
    explained = folded(example.explanation).rstrip(closing)
    assert explained.endswith(folded(example.key).rstrip(closing)), blueprint.id


@of_every_example
def test_a_number_has_a_check_that_gives_it(blueprint: Blueprint, example: Example) -> None:
    """And what is no number has none."""
    stated = amount(example.key)
    assert evaluated(example.check) == (stated[0] if stated else None), blueprint.id


@of_every_example
def test_an_example_is_written_in_one_script(blueprint: Blueprint, example: Example) -> None:
    """Digits included, errors and labels too: a model imitates whatever it sees."""
    labels = example.figure.labels if example.figure else ()
    shown = [example.passage, example.stem, example.key, *example.distractors, *labels]
    written = " ".join([*shown, *example.errors, example.explanation])
    assert FOREIGN[blueprint.language].search(written) is None


def test_a_passage_is_as_long_as_its_kind_says() -> None:
    """90 to 170 words."""
    passages = [each.passage for each in embedded("gat").prompt.examples if each.passage]
    assert passages
    assert [text for text in passages if not 90 <= len(text.split()) <= 170] == []


def test_the_words_of_a_context_error_stand_in_its_sentence() -> None:
    """All four choices are words of the stem."""
    shown = [each for each in embedded("gat").prompt.examples if each.topic == "context-error"]
    words = [(word, each.stem) for each in shown for word in (each.key, *each.distractors)]
    assert words
    assert [word for word, stem in words if word not in stem] == []


def test_errors_that_nobody_named_leave_no_line() -> None:
    """A blueprint of somebody's own need not name them."""
    blueprint = embedded("statistics")
    silent = [each.model_copy(update={"errors": ()}) for each in blueprint.prompt.examples]
    texts = blueprint.prompt.model_copy(update={"examples": silent})
    assert "\nerrors: " not in prefix(blueprint.model_copy(update={"prompt": texts}))


def test_an_example_is_stored_with_its_figure() -> None:
    """What a session keeps of its blueprint writes the same prompt again."""
    blueprint = embedded("statistics")
    assert prefix(restored(blueprint.model_dump_json())) == prefix(blueprint)


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        (
            '"forgets to divide by the standard deviation", ',
            "",
            "prompt.examples[3].errors: names one error for each distractor, or none at all",
        ),
        (
            "values = [3]",
            "values = [4]",
            "prompt.examples[2].figure: 9 cells do not make rows of 4",
        ),
        ('kind = "table"', 'kind = "photo"', "there is no figure `photo`"),
    ],
)
def test_an_example_that_does_not_hold_is_refused(right: str, wrong: str, complaint: str) -> None:
    """The error names the example and what is wrong with it."""
    assert STATISTICS.count(right) == 1
    with pytest.raises(SettingsInvalid, match=re.escape(complaint)):
        parsed(STATISTICS.replace(right, wrong), "mine.toml")


def _line_before(line: str, text: str) -> str:
    lines = text.splitlines()
    return lines[lines.index(line) - 1]
