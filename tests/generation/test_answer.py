"""Reading an answer while it arrives: what comes out never depends on how it was cut."""

import json
import random
import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import SECRET, Run
from examcli.bank import compose
from examcli.bank.solver import solve
from examcli.exam.figure import Figure
from examcli.exam.question import Draft
from examcli.generation.answer import (
    AnswerReader,
    DraftRead,
    ExplanationRead,
    Malformed,
    PassageRead,
    Piece,
)
from examcli.generation.schema import DISTRACTORS, SCHEMA
from examcli.models import known_models
from examcli.providers import Request, Text
from examcli.providers.http import Endpoint, HttpApi, claude
from examcli.providers.sdk import Claude
from examcli.simulator import Options, Simulator
from raw_server import STREAM, answering, whole_stream

FIELDS = ("rests_on", "stem", "figure", "check", "key", *DISTRACTORS, "explanation")
ONE = {
    "rests_on": 0,
    "stem": "ما ناتج ٢ + ٣؟",
    "figure": None,
    "check": "2 + 3",
    "key": "٥",
    "distractor_1": "٤",
    "distractor_2": "٦",
    "distractor_3": "٢٣",
    "explanation": "نجمع العددين فينتج ٥.",
}
DRAFT = Draft("ما ناتج ٢ + ٣؟", "٥", ("٤", "٦", "٢٣"), "2 + 3")
EXPLAINED = ExplanationRead(0, "نجمع العددين فينتج ٥.")
ARABIC = 'تضع السلحفاة بيضها «ليلًا» على الشاطئ: ٣/٤ منه\n\tيفقس "غالبًا"\\ 🐢 س² ≤ ٥'
TEXT = st.text(st.sampled_from(sorted(set(ARABIC))), max_size=30)
QUESTION = st.fixed_dictionaries(
    {
        "stem": TEXT,
        "figure": st.none(),
        "check": TEXT,
        "key": TEXT,
        **dict.fromkeys(DISTRACTORS, TEXT),
        "explanation": TEXT,
    }
)
ANSWER = st.builds(
    lambda passage, questions: {"passage": passage, "questions": questions},
    TEXT,
    st.lists(QUESTION, max_size=3),
)
WHOLE = json.dumps(
    {"passage": ARABIC, "questions": [ONE, {**ONE, "key": ARABIC}]}, ensure_ascii=False
)

REQUEST = Request(
    prefix=("",),
    suffix="",
    schema=SCHEMA,
    model=known_models().find("claude-sonnet-4-6"),
    max_tokens=1_000,
    cache_ttl="",
    session_id="exam-1",
    shard="1",
)


def test_a_whole_answer_gives_its_pieces_in_order() -> None:
    """The passage, then each question followed by its explanation."""
    assert _read([WHOLE]) == [
        PassageRead(ARABIC),
        DraftRead(0, DRAFT),
        EXPLAINED,
        DraftRead(1, replace(DRAFT, key=ARABIC)),
        replace(EXPLAINED, index=1),
    ]


@pytest.mark.parametrize("place", range(len(WHOLE) + 1))
def test_a_cut_anywhere_changes_nothing(place: int) -> None:
    """An Arabic answer in two parts, cut at each of its characters, gives the same pieces."""
    assert _read([WHOLE[:place], WHOLE[place:]]) == _read([WHOLE])


@pytest.mark.parametrize("way", [Claude, HttpApi])
async def test_a_stream_cut_at_every_byte_changes_nothing(
    way: Callable[[Endpoint], Claude | HttpApi],
) -> None:
    """Letters of two bytes, events and escapes torn apart on the wire give the same pieces."""
    stream = whole_stream(*(WHOLE[start : start + 9] for start in range(0, len(WHOLE), 9)))
    async with answering(STREAM, *(bytes([byte]) for byte in stream)) as address:
        spoken = way(claude(SECRET, address))
        try:
            async with aclosing(spoken.stream(REQUEST)) as events:
                texts = [event.text async for event in events if isinstance(event, Text)]
        finally:
            await spoken.close()
    assert "".join(texts) == WHOLE
    assert _read(texts) == _read([WHOLE])


def test_one_character_at_a_time_changes_nothing() -> None:
    """The smallest parts there are give the same pieces."""
    assert _read(list(WHOLE)) == _read([WHOLE])


@given(ANSWER, st.booleans(), st.sampled_from([None, 2]), st.data())
@settings(deadline=None)
def test_any_cuts_of_any_answer_change_nothing(
    answer: dict[str, object], is_ascii: bool, indent: int | None, data: st.DataObject
) -> None:
    """Escaped or not, indented or not, empty parts between: cuts at any set of places."""
    text = json.dumps(answer, ensure_ascii=is_ascii, indent=indent)
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=30)))
    parts = [text[start:end] for start, end in pairwise([0, *places, len(text)])]
    assert _read(parts) == _read([text]) == _expected(answer)


@given(st.permutations(FIELDS))
def test_the_order_of_the_fields_does_not_matter(order: Sequence[str]) -> None:
    """A question is one draft and one explanation, whatever came first."""
    text = json.dumps({"passage": "", "questions": [{name: ONE[name] for name in order}]})
    assert _read([text]) == [PassageRead(""), DraftRead(0, DRAFT), EXPLAINED]


def test_a_question_comes_out_before_its_explanation_is_written() -> None:
    """Servable before complete: the draft is there as soon as its four fields are."""
    reader = AnswerReader()
    start, end = WHOLE.split('"explanation"', maxsplit=1)
    assert reader.feed(start) == [PassageRead(ARABIC), DraftRead(0, DRAFT)]
    assert reader.feed('"explanation"' + end)[0] == EXPLAINED


def test_an_empty_part_is_not_the_end() -> None:
    """Some servers send empty deltas, before, between and after."""
    assert _read(["", WHOLE[:10], "", WHOLE[10:], "", ""]) == _read([WHOLE])


@pytest.mark.parametrize("place", range(0, len(WHOLE), 7))
def test_a_truncated_answer_keeps_what_was_complete(place: int) -> None:
    """Half an answer gives a beginning of the pieces, and says that it is not whole."""
    reader = AnswerReader()
    pieces = reader.feed(WHOLE[:place])
    with pytest.raises(Malformed) as broken:
        reader.close()
    assert [*pieces, *broken.value.pieces] == _read([WHOLE])[: len(pieces)]
    assert broken.value.reason == "malformed"


@pytest.mark.parametrize("tail", ["x", "}", "{{", "]]", '": ', "\x00", ",,", "\ud800"], ids=ascii)
def test_a_syntax_error_hands_over_what_came_before_it(tail: str) -> None:
    """The good questions before nonsense are not lost with it, in one part or in two."""
    start = WHOLE[: WHOLE.index('{"rests_on"', WHOLE.index('{"rests_on"') + 1)]
    good = [PassageRead(ARABIC), DraftRead(0, DRAFT), EXPLAINED]
    assert _salvaged([start + tail]) == good
    assert _salvaged([start, tail]) == good


THOUGHTS = f"<think>\nSay {WHOLE[:60]} … no, shorter.\n</think>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("```json\n", "\n```", id="L14 code fence"),
        pytest.param("``` \n", "\n``` \nDone! {}", id="L14 fence without a language, prose"),
        pytest.param("Here are your {1, 2} questions:\n", "\nEnjoy }]}", id="L14 prose"),
        pytest.param("\ufeff", "", id="L14 byte order mark"),
        pytest.param(" \n\ufeff ", " \n", id="L14 blanks"),
        pytest.param(THOUGHTS, "", id="L14 thoughts"),
        pytest.param(f"\n{THOUGHTS}\n<THINKING>{{</THINKING>\n```\n", "```", id="L14 all of them"),
        pytest.param('As {"a": 1} and {"kind": "x"} say: ', "", id="L14 prose with objects"),
        pytest.param("{{", "}}", id="L14 braces of a template"),
        pytest.param("[", "]", id="L14 a list of it"),
        pytest.param('{"result": ', "}", id="L14 an object around it"),
        pytest.param(' {"data" : {"answer":\n', "}}", id="L14 objects around it"),
        pytest.param("<thin air> {", "", id="L14 half an opening"),
        pytest.param("\ud83d ", "\udc22", id="L14 halves of characters beside it"),
        pytest.param("", WHOLE, id="L14 said twice"),
    ],
)
def test_what_wraps_a_whole_answer_is_left_out(before: str, after: str) -> None:
    """However it was cut, the answer has no more and no fewer pieces for what stands around it."""
    text = f"{before}{WHOLE}{after}"
    assert _read([WHOLE]) == _read([text])
    assert _read([WHOLE]) == _read(list(text))


@given(st.text(), st.text(), st.data())
@settings(deadline=None)
def test_no_wrapping_depends_on_the_cuts(before: str, after: str, data: st.DataObject) -> None:
    """Whatever stands around an answer, what comes out is the same for every set of cuts."""
    text = f"{before}{WHOLE}{after}"
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    parts = [text[start:end] for start, end in pairwise([0, *places, len(text)])]
    assert _all_of([text]) == _all_of(parts)


@dataclass(frozen=True)
class Written:
    """An answer of the simulator's."""

    text: str
    shortfall: str = ""


def test_a_wrapped_answer_costs_no_second_call(
    run: Run, serve: Callable[[Options], Simulator], monkeypatch: pytest.MonkeyPatch
) -> None:
    """L14: a question, and two blind solutions of it, each in a code fence: three requests."""

    def fenced(text: str) -> str:
        return f"<think>{{short}}</think>Here it is:\n```json\n{text}\n```"

    simulator = serve(
        Options(
            compose=lambda slots, avoid: Written(fenced(compose(slots, avoid).text)),
            solve=lambda lines, passages: fenced(solve(lines, passages)),
        )
    )
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
    monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)

    wish = ("--topic", "vocabulary", "--size", "1", "--total", "1", "--json")
    session = run("practice", *wish).document["id"]
    verified = run("verify", session, "--json").document
    assert {
        "computed": 0,
        "from the bank": 0,
        "agreed": 1,
        "disagreed": 0,
        "ambiguous": 0,
    } == verified["verdicts"]
    assert 3 == run("usage", "--json").document["total"]["requests"]


NOISE = st.sampled_from(
    [*'{}[]"\\:,<>/ue0', "<think>", "</think>", '{"questions":', '"passage"', "\\ud83d", "\\udc22",
     "\ud83d", "\udc22", "\ufeff", "99", "true", '{"stem":"س","key":"', "\n", "1e", "-"]
)  # fmt: skip


@given(st.lists(st.lists(NOISE, max_size=9).map("".join), max_size=30))
@settings(deadline=None)
def test_no_nonsense_depends_on_the_cuts(parts: list[str]) -> None:
    """Text out of everything that means something to the reader: cuts still mean nothing."""
    assert _all_of(["".join(parts)]) == _all_of(parts) == _all_of(list("".join(parts)))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(WHOLE[:-3] + ', "rests_on": ' + "9" * 4_301, id="S1 integer of 4,301 digits"),
        pytest.param('{"questions": ' + "[" * 20_000, id="S1 20,000 open brackets"),
        pytest.param('{"a":' * 9 + "1" + "}" * 9, id="S1 nine levels"),
        pytest.param('{"passage": "' + "س" * 1_000_000 + '"}', id="S1 a million characters"),
        pytest.param('{"questions": [{"stem": 1e' + "9" * 40, id="S1 an impossible exponent"),
        pytest.param('{"a": ' + "-" * 1_000_000, id="S1 a million signs"),
        pytest.param("<think>" + "{" * 1_000_000, id="S1 thoughts without end"),
    ],
)
def test_what_would_crash_a_parser_or_fill_the_memory_is_malformed(text: str) -> None:
    """Depth, digits and length are bounded before the parser; what came before is kept."""
    assert _salvaged([text]) == _salvaged(
        [text[place : place + 97] for place in range(0, len(text), 97)]
    )


@pytest.mark.parametrize(
    "beginning", ["<think>", "Well, ", WHOLE], ids=["thoughts", "prose", "end"]
)
def test_what_wraps_an_answer_is_not_kept(beginning: str) -> None:
    """S1: a model that talks without end fills no memory."""
    reader = AnswerReader()
    reader.feed(beginning)
    tracemalloc.start()
    for _ in range(2_000):
        reader.feed("talk { and [talk] " * 500)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 1_000_000


def test_the_bounds_leave_room_for_the_longest_answer() -> None:
    """Ten questions with all that was asked for, the texts ten times as long as usual."""
    figure = {"kind": "circle", "values": [7.5], "labels": ["م", "٧٫٥ سم"]}
    long = {**ONE, "stem": "س" * 3_000, "explanation": "ش" * 9_000, "figure": figure}
    text = json.dumps({"passage": "ص" * 20_000, "questions": [long] * 10})
    assert [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] == [
        piece.index for piece in _read([text]) if isinstance(piece, ExplanationRead)
    ]


@pytest.mark.parametrize("text", ["", " ", "null garbage", "no JSON at all", "```json\n[]```"])
def test_an_answer_that_is_not_json_is_malformed(text: str) -> None:
    """Nothing, prose or an empty code fence: one error of ours, no pieces."""
    assert _salvaged([text]) == []


@pytest.mark.parametrize("text", ["null", "[]", '"x"', "5"])
def test_json_that_is_no_object_is_malformed(text: str) -> None:
    """There is nothing in it that an answer could begin with."""
    assert _salvaged([text]) == []


@pytest.mark.parametrize("text", ["{}", '{"questions": {}}', '{"questions": [1, "x", null]}'])
def test_an_object_of_another_shape_has_no_pieces(text: str) -> None:
    """What is JSON but not our answer is an answer without questions."""
    assert _read([text]) == []


@pytest.mark.parametrize(
    ("field", "value", "draft"),
    [
        ("stem", 5, replace(DRAFT, stem="5")),
        ("stem", None, replace(DRAFT, stem="")),
        ("key", 2.50, replace(DRAFT, key="2.5")),
        ("key", True, replace(DRAFT, key="True")),
        ("key", ["٥"], replace(DRAFT, key="")),
        ("key", {"text": "٥"}, replace(DRAFT, key="")),
        ("distractor_1", 4, replace(DRAFT, distractors=("4", "٦", "٢٣"))),
        ("distractor_2", None, replace(DRAFT, distractors=("٤", "", "٢٣"))),
        ("distractor_3", ["٢٣"], replace(DRAFT, distractors=("٤", "٦"))),
        ("check", 5, replace(DRAFT, check="5")),
    ],
)
def test_a_field_of_the_wrong_type_is_taken_as_it_is(
    field: str, value: object, draft: Draft
) -> None:
    """The reader judges nothing: a plain value becomes text, another one is missing."""
    text = json.dumps({"questions": [{**ONE, field: value}]})
    assert _read([text]) == [DraftRead(0, draft), EXPLAINED]


@pytest.mark.parametrize(
    ("value", "distractors"),
    [
        (["٤", "٦", "٢٣"], DRAFT.distractors),
        ([4, None, "٦"], ("4", "", "٦")),
        ([["٤"], "٦"], ("٦",)),
        (["٤"] * 6, ("٤",) * 6),
        ([], ()),
        ("٤", ()),
        (None, ()),
    ],
)
def test_distractors_may_come_as_a_list(value: object, distractors: tuple[str, ...]) -> None:
    """Stored blueprints, and models that are given no schema, may still write one."""
    fields = {name: told for name, told in ONE.items() if name not in DISTRACTORS}
    text = json.dumps({"questions": [{"distractors": value, **fields}]})
    assert _read([text]) == [DraftRead(0, replace(DRAFT, distractors=distractors)), EXPLAINED]


@pytest.mark.parametrize("value", [["x"], {"text": "x"}, []])
def test_an_explanation_of_the_wrong_type_is_none(value: object) -> None:
    """The question is there, its explanation is still missing: it will be asked for."""
    assert _read([json.dumps({"questions": [{**ONE, "explanation": value}]})]) == [
        DraftRead(0, DRAFT)
    ]


@pytest.mark.parametrize("missing", FIELDS)
def test_a_missing_field_is_empty(missing: str) -> None:
    """A question comes out once its object is closed, with what it has."""
    text = json.dumps({"questions": [{n: v for n, v in ONE.items() if n != missing}]})
    draft = Draft(
        stem="" if missing == "stem" else DRAFT.stem,
        key="" if missing == "key" else DRAFT.key,
        distractors=tuple(
            text
            for name, text in zip(DISTRACTORS, DRAFT.distractors, strict=True)
            if name != missing
        ),
        check="" if missing == "check" else DRAFT.check,
    )
    explained = [EXPLAINED] if missing != "explanation" else []
    assert _read([text]) == [DraftRead(0, draft), *explained]


def test_fields_nobody_asked_for_are_ignored() -> None:
    """Extra fields, at any depth, change nothing."""
    noisy = {"id": 7, "tags": ["stem", {"key": "x"}], **ONE, "meta": {"stem": "x", "key": ["y"]}}
    text = json.dumps({"note": {"questions": [ONE]}, "passage": "", "questions": [noisy]})
    assert _read([text]) == [PassageRead(""), DraftRead(0, DRAFT), EXPLAINED]


def test_more_questions_than_asked_for_come_out_with_their_index() -> None:
    """The reader does not know how many were wanted; it counts."""
    text = json.dumps({"questions": [ONE] * 4})
    assert [piece.index for piece in _read([text]) if isinstance(piece, DraftRead)] == [0, 1, 2, 3]


def test_a_field_that_comes_twice_does_not_change_a_question_that_is_out() -> None:
    """What was handed over stays what it is."""
    text = json.dumps({"questions": [ONE]})[:-3] + ', "key": "٩"}]}'
    assert _read([text]) == [DraftRead(0, DRAFT), EXPLAINED]


@pytest.mark.parametrize("number", ["1e999999999", "-1e-999999999", "1e400"])
def test_a_number_of_absurd_size_stays_short(number: str) -> None:
    """An answer is untrusted: no number in it may fill the memory."""
    reader = AnswerReader()
    pieces = reader.feed(f'{{"questions": [{{"stem": {number}}}]}}')
    assert [len(piece.draft.stem) < 20 for piece in pieces if isinstance(piece, DraftRead)] == [
        True
    ]


def test_characters_outside_the_alphabet_arrive_whole() -> None:
    """Escaped surrogate pairs and combining marks are the characters they stand for."""
    text = '{"passage": "\\ud83d\\udc22 \\u0633\\u00b2 \\u064b"}'
    for seed in range(20):
        cut = random.Random(seed).randrange(len(text))
        assert _read([text[:cut], text[cut:]]) == [PassageRead("🐢 س² \u064b")]


def test_a_character_in_two_halves_arrives_whole() -> None:
    """Some servers cut between the two halves that JSON has for it."""
    first, second = WHOLE.split("🐢", maxsplit=1)
    assert _read([WHOLE]) == _read([f"{first}\ud83d", f"\udc22{second}"])


HIGH, LOW = "\ud83d", "\udc22"


@pytest.mark.parametrize(
    "half",
    [HIGH, LOW, f"{LOW}{HIGH}", r"\ud83d", r"\uDC22", r"\ud83d\n", rf"\ud83d{LOW}"],
    ids=repr,
)
def test_half_a_character_is_refused(half: str) -> None:
    """A lone surrogate could be neither stored nor printed, and a text without it is another."""
    text = WHOLE.replace("🐢", half)
    assert [] == _salvaged([text]) == _salvaged(list(text))


@given(st.text())
@example("{")
@settings(deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever arrives, it is read, or malformed: never another error."""
    with suppress(Malformed):
        assert [piece for piece in _read(list(text)) if not isinstance(piece, Piece)] == []


def _read(parts: Sequence[str]) -> list[Piece]:
    reader = AnswerReader()
    pieces = [piece for part in parts for piece in reader.feed(part)]
    return [*pieces, *reader.close()]


def _salvaged(parts: Sequence[str]) -> list[Piece]:
    """The pieces of an answer that turns out to be malformed."""
    reader = AnswerReader()
    pieces: list[Piece] = []
    try:
        for part in parts:
            pieces += reader.feed(part)
        reader.close()
    except Malformed as broken:
        return [*pieces, *broken.pieces]
    pytest.fail("the answer was read to its end")


def _all_of(parts: Sequence[str]) -> tuple[list[Piece], bool]:
    """The pieces of any text, and whether it held a whole answer."""
    reader = AnswerReader()
    pieces: list[Piece] = []
    try:
        for part in parts:
            pieces += reader.feed(part)
        return [*pieces, *reader.close()], True
    except Malformed as broken:
        return [*pieces, *broken.pieces], False


def _expected(answer: dict[str, object]) -> list[Piece]:
    pieces: list[Piece] = [PassageRead(str(answer["passage"]))]
    questions = answer["questions"]
    assert isinstance(questions, list)
    for index, question in enumerate(questions):
        wrong = tuple(question[name] for name in DISTRACTORS)
        draft = Draft(question["stem"], question["key"], wrong, question["check"])
        pieces += [DraftRead(index, draft), ExplanationRead(index, question["explanation"])]
    return pieces


def test_a_figure_is_read_with_its_question_and_judged() -> None:
    figure = {"kind": "circle", "values": [7.5], "labels": ["م", "٧٫٥ سم"]}
    (read, _) = AnswerReader().feed(json.dumps({"questions": [ONE | {"figure": figure}]}))
    assert isinstance(read, DraftRead)
    assert read.draft.figure == Figure("circle", (7.5,), ("م", "٧٫٥ سم"))


@pytest.mark.parametrize("figure", [[], "circle", 7, {"kind": "circle", "values": [0]}, {}])
def test_a_wrong_figure_is_an_objection_to_its_question(figure: object) -> None:
    (read, _) = AnswerReader().feed(json.dumps({"questions": [ONE | {"figure": figure}]}))
    assert isinstance(read, DraftRead)
    assert read.objection
    assert read.draft.figure is None
