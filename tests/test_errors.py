"""The error tree: what a script sees, and what a person reads in two languages."""

import re
from collections.abc import Iterator

import pytest

from examcli import errors
from examcli.errors import (
    LATER,
    Blocked,
    Bug,
    ExamError,
    GenerationFailed,
    GenerationUnavailable,
    ProviderError,
    Rejected,
    SessionNotFound,
    SpendLimited,
    StreamBroken,
    Throttled,
    Unavailable,
)
from examcli.generation import answer

LINE = re.compile(r"^ {4}(?P<lead>[│├└─ ]*)(?P<name>[A-Z]\w+)\s*(?P<rest>.*)$")
FACTS = re.compile(r"^(?P<exit>\d+)\s+(?P<code>[A-Z_]+)")
ARABIC = re.compile(r"[\u0621-\u0652 ]+")


def _drawn() -> Iterator[tuple[str, str, tuple[int, str] | None]]:
    """Each line of the drawn tree: its class, the class above it, its exit code and code."""
    above: dict[int, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        found = LINE.match(line)
        if not found:
            continue
        depth = len(found["lead"]) // 4
        above[depth] = found["name"]
        facts = FACTS.match(found["rest"])
        yield (
            found["name"],
            above.get(depth - 1, "Exception"),
            (int(facts["exit"]), facts["code"]) if facts else None,
        )


DRAWN = list(_drawn())
CLASSES = {
    name: member
    for name, member in vars(errors).items()
    if isinstance(member, type) and issubclass(member, ExamError)
}


def test_the_drawn_tree_is_complete() -> None:
    """Every class is drawn once, and nothing is drawn that does not exist."""
    assert sorted(name for name, _, _ in DRAWN) == sorted(CLASSES)


@pytest.mark.parametrize(("name", "parent", "facts"), DRAWN, ids=[name for name, _, _ in DRAWN])
def test_the_drawn_tree_is_true(name: str, parent: str, facts: tuple[int, str] | None) -> None:
    """Each class stands under its base, with the exit code and code that are written beside it."""
    drawn = CLASSES[name]
    base = drawn.__bases__[0]
    assert base.__name__ == parent
    if name == "ExamError":
        return
    inherited = (getattr(base, "exit_code", None), getattr(base, "code", None))
    assert (drawn.exit_code, drawn.code) == (facts or inherited)


def test_a_code_means_one_exit_code() -> None:
    """A script may look at either: no code leaves with two exit codes."""
    pairs = {(each.code, each.exit_code) for each in CLASSES.values()}
    assert len({code for code, _ in pairs}) == len(pairs)


@pytest.mark.parametrize("member", CLASSES.values(), ids=CLASSES.keys())
def test_every_error_speaks_arabic(member: type[ExamError]) -> None:
    """The Arabic message is Arabic words, one line, without a period."""
    assert ARABIC.fullmatch(member.message_ar)
    assert member.message_ar.strip() == member.message_ar != ""


@pytest.mark.parametrize(
    ("code", "exit_code", "message_ar"),
    [
        ("INVALID_BATCH_INDEX", 2, "رقم الدفعة غير صالح"),
        ("UNAUTHORIZED", 3, "غير مصرح"),
        ("GENERATION_UNAVAILABLE", 4, "خدمة التوليد غير متاحة حالياً"),
        ("GENERATION_FAILED", 5, "فشل توليد الأسئلة"),
        ("SESSION_NOT_FOUND", 6, "الجلسة غير موجودة"),
        ("GENERATION_IN_PROGRESS", 7, "جاري توليد الأسئلة بالفعل"),
    ],
)
def test_the_contract_of_the_design(code: str, exit_code: int, message_ar: str) -> None:
    """The codes, exit codes and Arabic messages that callers were promised."""
    promised = [each for each in CLASSES.values() if each.code == code]
    assert [(each.exit_code, each.message_ar) for each in promised] == [(exit_code, message_ar)]


def test_no_exit_code_is_a_shell_s_own() -> None:
    """0 is success, 1 a bug; the others say more: 2 to 9, and 130 for an interruption."""
    others = {each.exit_code for each in CLASSES.values() if each not in (ExamError, Bug)}
    assert others == {*range(2, 10), 130}
    assert 1 == Bug.exit_code


def test_a_hint_of_the_moment_replaces_the_general_one() -> None:
    """A class may have a hint; an error that knows better says so."""
    assert "examcli list" in SessionNotFound("no such session").hint
    assert SessionNotFound("no such session", "look again").hint == "look again"
    assert "examcli list" in SessionNotFound("another one").hint


def test_errors_carry_what_their_catchers_need() -> None:
    """The wait a server asked for, the reason a stream broke, the causes of a failure."""
    assert Throttled("slow", 7.0).retry_after_seconds == 7.0
    assert Unavailable("down").retry_after_seconds is None
    assert StreamBroken("cut", "cut").reason == "cut"
    failures = [Blocked("a"), Rejected("b"), Blocked("a")]
    assert GenerationUnavailable("none", failures=failures).causes == ("a", "b")
    assert GenerationFailed("none").causes == ()


@pytest.mark.parametrize(
    ("failures", "hint"),
    [
        ([], LATER),
        ([Unavailable("overloaded")], LATER),
        ([Unavailable("no network", hint="check the network")], "check the network"),
        ([Throttled("slow", 25.4)], "the server asks for a wait of 25 s"),
        ([Throttled("slow", 90.0), Throttled("slow", 30.0)], "the server asks for a wait of 30 s"),
        ([Throttled("slow", 25.0), SpendLimited("broke", "add credit")], "add credit"),
        ([Rejected("too long", "shorten it"), Blocked("blocked", "allow it")], "shorten it"),
        ([StreamBroken("cut", "cut")], LATER),
        ([StreamBroken("cut", "error", SpendLimited("broke", "add credit"))], "add credit"),
        ([Rejected("refused")], "`examcli doctor` asks the server what is wrong"),
    ],
    ids=lambda value: value if isinstance(value, str) else "+".join(map(str, value)),
)
def test_the_hint_is_about_the_most_telling_cause(failures: list[ProviderError], hint: str) -> None:
    """L15: what a person can mend, then a wait, then time; "later" only where later helps."""
    assert hint == GenerationUnavailable("none", failures=failures).hint
    assert any(each.may_pass for each in failures) or LATER != hint or not failures


def test_a_malformed_answer_is_a_broken_stream() -> None:
    """What could be read of it is in it, so that it is not asked for again."""
    broken = answer.Malformed([answer.PassageRead("نص")])
    assert isinstance(broken, StreamBroken)
    assert (broken.reason, broken.exit_code) == ("malformed", 4)
    assert broken.pieces == [answer.PassageRead("نص")]
