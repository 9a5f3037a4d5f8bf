"""An exam as data: the one that ships, and what is said about one that does not hold."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from examcli.errors import SettingsInvalid
from examcli.exam.blueprint import EMBEDDED, Blueprint, chosen, embedded, load, parsed, restored

TEXT = (EMBEDDED / "gat.toml").read_text(encoding="utf-8")

DESIGNED = {
    ("scientific", "quantitative"): [10, 10, 10, 10, 10, 7],
    ("scientific", "verbal"): [10, 10, 10, 9],
    ("literary", "quantitative"): [10, 10, 9],
    ("literary", "verbal"): [10, 10, 10, 10, 10, 10, 7],
}
COUNTS = {
    ("scientific", "quantitative"): [13, 14, 13, 9, 5, 3],
    ("scientific", "verbal"): [16, 8, 6, 5, 3, 1],
    ("literary", "quantitative"): [6, 7, 7, 4, 3, 2],
    ("literary", "verbal"): [27, 13, 11, 9, 5, 2],
}
SUBTOPICS = {
    "algebra": 16,
    "geometry": 15,
    "statistics": 10,
    "ratio-proportion": 14,
    "probability": 10,
    "speed-time-distance": 10,
    "reading-comprehension": 12,
    "sentence-completion": 10,
    "context-error": 9,
    "analogy": 22,
    "association-difference": 10,
    "vocabulary": 6,
}


@pytest.mark.parametrize("track", ["scientific", "literary"])
def test_a_track_is_96_questions_in_ten_batches(gat: Blueprint, track: str) -> None:
    """57 + 39 or 29 + 67 questions, in the batches and topic counts of the design."""
    stretches = gat.track(track).stretches
    assert sum(stretch.total for stretch in stretches) == 96
    assert sum(len(stretch.layout) for stretch in stretches) == 10
    assert [stretch.section for stretch in stretches] == ["quantitative", "verbal"]
    for stretch in stretches:
        assert stretch.layout == DESIGNED[track, stretch.section]
        assert list(stretch.counts.values()) == COUNTS[track, stretch.section]


def test_the_gat_blueprint_is_the_exam_of_the_design(gat: Blueprint) -> None:
    """Two hours, 30/50/20, and the whole taxonomy."""
    mix = gat.difficulty
    assert (gat.id, gat.language, gat.minutes) == ("gat", "ar", 120)
    assert (mix.easy, mix.medium, mix.hard) == (30, 50, 20)
    assert {topic.id: len(topic.subtopics) for topic in gat.topics} == SUBTOPICS


def test_every_form_of_question_is_used_by_some_subtopic(gat: Blueprint) -> None:
    """No kind is described in the prompt that no slot ever asks for."""
    used = {gat.kind(topic, subtopic) for topic in gat.topics for subtopic in topic.subtopics}
    assert used == set(gat.kinds)


def test_names_are_unique_where_they_name(gat: Blueprint) -> None:
    """Sections, topics, subtopics of a topic, and the scenery are lists without repeats."""
    lists = [
        [section.id for section in gat.sections],
        [section.short for section in gat.sections],
        [topic.id for topic in gat.topics],
        *([subtopic.id for subtopic in topic.subtopics] for topic in gat.topics),
        gat.scenery.people,
        gat.scenery.cities,
        gat.scenery.contexts,
    ]
    assert [names for names in lists if len(set(names)) != len(names)] == []


def test_every_topic_has_a_worked_example_of_its_own_kind(gat: Blueprint) -> None:
    """Each kind of question the model must write is shown to it once at least."""
    shown = {
        gat.kind(topic, topic.subtopic(example.subtopic))
        for example in gat.prompt.examples
        for topic in [gat.topic(example.topic)]
    }
    assert shown == set(gat.kinds)


def test_fixed_choices_are_four(gat: Blueprint) -> None:
    """A kind that prescribes its choices prescribes four different ones."""
    fixed = [kind.choices for kind in gat.kinds.values() if kind.choices]
    assert [len(set(choices)) for choices in fixed] == [4]


def test_a_stored_blueprint_comes_back_the_same(gat: Blueprint) -> None:
    """A session keeps its blueprint, even if the file changes later."""
    assert restored(gat.model_dump_json()) == gat
    assert restored(gat.model_dump_json()).digest == gat.digest


def test_the_digest_names_the_content(gat: Blueprint) -> None:
    """The same text gives the same digest, a single changed letter another one."""
    assert embedded("gat").digest == gat.digest
    assert parsed(TEXT.replace("مخبز", "مطعم"), "x").digest != gat.digest


def test_a_blueprint_is_read_from_a_file(tmp_path: Path, gat: Blueprint) -> None:
    """A file with the text of the embedded one is the embedded one."""
    file = tmp_path / "mine.toml"
    file.write_text(TEXT, encoding="utf-8")
    assert load(file) == gat


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_an_unreadable_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    """A file that is missing or not text is one clear error that names it."""
    file = tmp_path / "mine.toml"
    if content:
        file.write_bytes(content)
    with pytest.raises(SettingsInvalid, match=re.escape(f"cannot read the blueprint `{file}`")):
        load(file)


def test_a_folder_is_no_blueprint(tmp_path: Path) -> None:
    """A folder in place of the file is the same clear error."""
    with pytest.raises(SettingsInvalid, match="cannot read the blueprint"):
        load(tmp_path)


def test_a_file_that_is_not_toml_is_said_to_be_none() -> None:
    """The error names the file and the place in it."""
    with pytest.raises(SettingsInvalid, match=r"mine\.toml is not TOML: .*line 1"):
        parsed("not toml", "mine.toml")


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("easy = 30", "easy = 31", "easy + medium + hard must be 100"),
        ("easy = 30", "easy = -1", "line 10: difficulty.easy: must be at least 0"),
        ("minutes = 120", "", "mine.toml: minutes: is missing"),
        ("minutes = 120", "minutes = 0", "line 6: minutes: must be at least 1"),
        ('language = "ar"', 'language = "French"', "line 5: language: must match"),
        ('language = "ar"', 'langauge = "ar"', "no such field; did you mean `language`?"),
        ("algebra = 13", "algebra = 13.5", "must be a whole number; weights need a `size`"),
        ('id = "geometry"', 'id = "algebra"', "`algebra` is there already"),
        ("algebra = 13", "algebra = 12", "topics add up to 56, batches to 57"),
        (
            "10, 10, 7]",
            "10, 11, 7]",
            "line 30: tracks.scientific.stretches[0].batches[4]: must be at most 10",
        ),
        (
            "algebra = 13",
            "alchemy = 13",
            "line 31: tracks.scientific.stretches[0].topics.alchemy: no topic is called `alchemy`",
        ),
        ("algebra = 13", "analogy = 13", "analogy is not a topic of quantitative"),
        (
            'kind = "comparison", required',
            'kind = "riddle", required',
            "no kind is called `riddle`",
        ),
        (
            'id = "algebra"\nsection = "quantitative"',
            'id = "algebra"\nsection = "music"',
            "no section is called `music`; (allowed: quantitative, verbal)",
        ),
        ('subtopic = "tool-action"', 'subtopic = "x"', "no subtopic of analogy is called `x`"),
        ('topic = "analogy"', 'topic = "x"', "no topic is called `x`"),
        (
            '["main-idea", "detail", "vocab-in-context", "inference", "pronoun"]',
            '["main-idea", "detail", "vocab-in-context", "inference", "x"]',
            "no subtopic of reading-comprehension is called `x`",
        ),
        (
            '["main-idea", "detail", "vocab-in-context", "inference", "pronoun"]',
            '["main-idea", "detail", "vocab-in-context"]',
            "reading.patterns[0]: has 3 subtopics, a set up to 5",
        ),
        ("largest_set = 5", "largest_set = 9", "reading.largest_set"),
        ('[reading]\nkind = "reading"', '[reading]\nkind = "x"', "no kind is called `x`"),
        ("[scenery]", "[scenery]\nweather = []", "scenery.weather: there is no such field"),
    ],
)
def test_what_does_not_hold_is_refused_by_name(right: str, wrong: str, complaint: str) -> None:
    """A blueprint that loads is consistent; one that is not names the field and what is allowed."""
    assert right in TEXT
    with pytest.raises(SettingsInvalid) as caught:
        parsed(TEXT.replace(right, wrong, 1), "mine.toml")
    assert caught.value.message.startswith("mine.toml")
    assert complaint in caught.value.message
    assert "\n" not in caught.value.message


def test_several_faults_are_counted() -> None:
    """The first fault is told, and how many follow."""
    broken = TEXT.replace("minutes = 120", "").replace('language = "ar"', "")
    with pytest.raises(SettingsInvalid, match=r"language: is missing \(and 1 more\)"):
        parsed(broken, "mine.toml")


def test_no_section_of_the_exam_is_named_in_code() -> None:
    """No code knows a particular exam: the blueprint's names appear in data only."""
    facts: dict[str, Any] = tomllib.loads(TEXT)
    names = [topic["id"] for topic in facts["topics"]]
    rooms = ["plan", "prompt", "review", "answer", "generate", "question", "blueprint"]
    package = Path(str(EMBEDDED)).parent
    modules = [
        m for room in rooms for m in (*package.glob(f"{room}.py"), *package.glob(f"{room}/*.py"))
    ]
    code = "".join(module.read_text(encoding="utf-8") for module in modules)
    assert [name for name in names if f'"{name}"' in code] == []


def test_weights_are_shared_out_by_largest_remainder(gat: Blueprint) -> None:
    """A size and weights say as much as counts, and without batches questions come in tens."""
    weighted = TEXT.replace("topics = { algebra = 13,", "size = 29\ntopics = { algebra = 6.5,", 1)
    weighted = weighted.replace("batches = [10, 10, 10, 10, 10, 7]\n", "", 1)
    stretch = parsed(weighted, "mine.toml").track("scientific").stretches[0]
    assert sum(stretch.counts.values()) == 29
    assert stretch.layout == [10, 10, 9]
    assert list(stretch.counts) == list(gat.track("scientific").stretches[0].counts)


def test_an_exam_of_ones_own_is_started_from_its_file(run: Run, tmp_path: Path) -> None:
    """Its only track need not be named, and `list` shows its title."""
    mine = tmp_path / "mine.toml"
    before, rest = TEXT.split("[tracks.literary]", 1)
    mine.write_text(
        (before + rest[rest.index("[[topics]]") :]).replace(
            'id = "gat"\ntitle = "', 'id = "mine"\ntitle = "Mine: ', 1
        ),
        encoding="utf-8",
    )
    started = run("start", "--blueprint", str(mine), "--json")
    assert (started.code, started.document["track"]) == (0, "scientific")
    listed = run("list", "--json").document["sessions"][0]
    assert listed["title"].startswith("Mine: ")


def test_a_misspelt_name_is_guessed(run: Run) -> None:
    """Exit 3, what it may have meant, and that a file is possible too."""
    ran = run("start", "--blueprint", "gatt")
    assert ran.code == 3
    assert "did you mean `gat`?" in ran.err


def test_several_tracks_have_to_be_chosen_from(run: Run) -> None:
    """Exit 2, and the tracks there are."""
    ran = run("start")
    assert ran.code == 2
    assert "scientific, literary" in ran.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(".".join(["a"] * 50_000) + " = 1", "more than 16 levels", id="M1 dotted key"),
        pytest.param(" . ".join(['"a"'] * 9_000) + "=1", "more than 16 levels", id="M1 quoted key"),
        pytest.param(f"[{'.'.join(['a'] * 50_000)}]", "more than 16 levels", id="M1 table"),
        pytest.param("a = { b" + ".b" * 50_000 + " = 1 }", "16 levels", id="M1 inline table"),
        pytest.param("a = " + "[" * 50_000, "nested too deeply", id="M1 brackets"),
        pytest.param("a = " + "{a=" * 50_000, "nested too deeply", id="M1 inline tables"),
        pytest.param("minutes = " + "9" * 5_000, "is not TOML", id="M1 5,000 digits"),
        pytest.param('a = 1\nb = """\n' + "x\n" * 50_000 + '"""', "line 1", id="M1 long text"),
        pytest.param('a = "' + "word. " * 40_000 + '"', "no such field", id="M1 dots in prose"),
    ],
)
def test_a_hostile_blueprint_is_refused_in_no_time(text: str, told: str) -> None:
    """In one line, before a reader needs gigabytes or hours for it."""
    with pytest.raises(SettingsInvalid, match=told) as refused:
        parsed(text, "exam.toml")
    assert "\n" not in refused.value.message


def test_a_blueprint_without_end_is_refused() -> None:
    """M1: no more is read than a blueprint may have."""
    with pytest.raises(SettingsInvalid, match="it has more than 300,000 bytes"):
        chosen("/dev/zero")
