"""The written part of the bank: how much there is, and that every question stands."""

import re
from collections import Counter
from itertools import combinations

import pytest

from examcli.bank.draft import Draft
from examcli.bank.verbal import VERBAL, Passage, passages, written

FEWEST = {
    "analogy": (22, 260),
    "sentence-completion": (10, 360),
    "context-error": (9, 170),
    "association-difference": (10, 180),
    "vocabulary": (6, 67),
}
"""How many relations or kinds a topic has at least, and how many questions."""

SUBTOPICS = {
    "analogy": (
        "synonymy antonymy part-whole whole-part cause-effect function characteristic tool-action "
        "degree category place worker-place worker-tool material-product action-object symbol "
        "gender young-adult sequence lack-need purpose conversion"
    ),
    "sentence-completion": (
        "one-blank two-blanks contrast cause-effect condition collocation preposition wisdom "
        "definition gradation"
    ),
    "context-error": (
        "contradiction cause-reversal fact collocation proverb degree time-place agent polarity"
    ),
    "association-difference": (
        "category synonym-set antonym-out origin-branch place time function polarity science "
        "linguistic"
    ),
    "vocabulary": "synonym antonym in-context root-derivation plural-singular precise-term",
}

every_topic = pytest.mark.parametrize("topic", VERBAL)

QUOTED = re.compile("«([^»]+)»")
MARKS = re.compile("[\u064b-\u0652]")
PREFIX = re.compile("^(?:[وفبكل]?ال|لل)")
SHORTEST_PASSAGE_WORDS, LONGEST_PASSAGE_WORDS = 100, 140


def questions(topic: str) -> list[Draft]:
    return [draft for kind in SUBTOPICS[topic].split() for draft in written(topic, kind, "", "")]


def texts() -> list[Passage]:
    return list(passages([], "", ""))


def asked() -> list[tuple[Passage, Draft]]:
    return [(passage, draft) for passage in texts() for draft in passage.questions.values()]


def choices(draft: Draft) -> tuple[str, ...]:
    return (draft.key, *draft.distractors)


def bare(text: str) -> str:
    """The text without vowel marks, hamza seats and spare space."""
    return re.sub("[أإآ]", "ا", MARKS.sub("", " ".join(text.split())))


def roots(text: str) -> set[str]:
    """Three letters of every word, without the article: enough to recognise it inflected."""
    words = (PREFIX.sub("", word) for word in re.findall(r"\w+", bare(text)))
    return {word[start : start + 3] for word in words for start in range(max(1, len(word) - 2))}


@every_topic
def test_there_is_enough_of_every_kind(topic: str) -> None:
    kinds, least = FEWEST[topic]
    counts = Counter(
        {kind: len(list(written(topic, kind, "", ""))) for kind in SUBTOPICS[topic].split()}
    )
    assert len(counts) == kinds
    assert counts.total() >= least
    assert min(counts.values()) >= 3


@every_topic
def test_no_question_comes_twice(topic: str) -> None:
    asked_for = [(draft.stem, draft.key) for draft in questions(topic)]
    assert len(asked_for) == len(set(asked_for))


@every_topic
def test_the_choices_of_a_question_are_distinct(topic: str) -> None:
    for draft in questions(topic):
        assert len({bare(choice) for choice in choices(draft)}) == 4
        assert all(choices(draft))


@every_topic
def test_the_explanation_speaks_of_the_key(topic: str) -> None:
    """The key itself, or the words it is made of, inflected as the sentence needs them."""
    for draft in questions(topic):
        assert draft.key in draft.explanation or roots(draft.key) & roots(draft.explanation)


@every_topic
def test_length_does_not_betray_the_key(topic: str) -> None:
    """The key alone is the longest choice in at most 30 % of the questions."""
    assert longest_keys(questions(topic)) <= 0.3


def longest_keys(drafts: list[Draft]) -> float:
    longest = [all(len(d.key) > len(wrong) for wrong in d.distractors) for d in drafts]
    return sum(longest) / len(longest)


def test_the_preferred_difficulty_comes_first() -> None:
    """A level puts its questions first and leaves none of the others out."""
    easy, hard = (list(written("analogy", "synonymy", level, "1")) for level in ("easy", "hard"))
    assert set(easy) == set(hard)
    assert easy[0] != hard[0]


def test_context_errors_offer_words_of_their_sentence() -> None:
    """All four choices stand literally in the stem."""
    for draft in questions("context-error"):
        assert all(choice in draft.stem for choice in choices(draft))


def test_blanks_are_filled_one_choice_each() -> None:
    """A sentence has as many blanks as its choices have parts."""
    for draft in written("sentence-completion", "two-blanks", "", ""):
        assert draft.stem.count("......") == 2
        assert all(choice.count(" − ") == 1 for choice in choices(draft))


def test_pairs_are_compared_with_pairs() -> None:
    """The stem and the choices of an analogy are two words each."""
    for draft in questions("analogy"):
        assert all(text.count(" : ") == 1 for text in (draft.stem, *choices(draft)))


def test_there_are_enough_passages_in_patterns() -> None:
    """A hundred and sixty texts of five questions, whose kinds follow a few patterns."""
    patterns = Counter(tuple(passage.questions) for passage in texts())
    assert patterns.total() >= 160
    assert all(len(pattern) == 5 for pattern in patterns)
    assert min(patterns.values()) >= 5


def test_passages_are_distinct_and_of_one_length() -> None:
    openings = {bare(passage.text)[:40] for passage in texts()}
    assert len(openings) == len(texts())
    for passage in texts():
        assert SHORTEST_PASSAGE_WORDS <= len(passage.text.split()) <= LONGEST_PASSAGE_WORDS


def test_questions_about_a_passage_are_distinct_and_explained() -> None:
    for passage in texts():
        for one, other in combinations(passage.questions.values(), 2):
            assert one.stem != other.stem
        for draft in passage.questions.values():
            assert len({bare(choice) for choice in choices(draft)}) == 4
            assert roots(draft.key) & roots(draft.explanation)


def test_what_a_question_quotes_is_in_the_passage() -> None:
    """Every quotation of a stem is found in its text, word for word."""
    quoting = [
        (passage, quoted) for passage, draft in asked() for quoted in QUOTED.findall(draft.stem)
    ]
    assert len(quoting) >= 30
    for passage, quoted in quoting:
        assert bare(quoted).strip("،… ") in bare(passage.text)


def test_length_does_not_betray_the_key_about_a_passage() -> None:
    assert longest_keys([draft for _, draft in asked()]) <= 0.3


def test_passages_of_the_wanted_domain_come_first() -> None:
    """A setting chooses the text, as far as there is one that has the wanted questions."""
    domains = {passage.domain for passage in texts()}
    assert len(domains) >= 10
    for domain in domains:
        assert next(passages([], domain, "1")).domain == domain
