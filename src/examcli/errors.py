"""Every way examcli can fail, what it says, and the exit code that says it to a script.

    ExamError
    ├── Bug                      1    BUG                      a mistake in examcli itself
    ├── UsageInvalid             2    USAGE                    an argument makes no sense
    │   └── BatchIndexInvalid    2    INVALID_BATCH_INDEX      not the next batch, nor a stored one
    ├── SettingsInvalid          3    SETTINGS_INVALID         a setting or blueprint is wrong
    ├── ProviderError            4    PROVIDER_ERROR           one provider failed one request
    │   ├── Unauthorized         3    UNAUTHORIZED             the API key is missing or refused
    │   ├── CostLimited          9    COST_LIMIT_REACHED       another request might cost too much
    │   ├── Unavailable               overloaded, unreachable: worth a retry
    │   │   ├── Throttled             asked to slow down
    │   │   └── Silent                nothing came: ask somebody else
    │   ├── SpendLimited              no budget left: another provider at once
    │   ├── Blocked                   stopped on the way by a firewall or a moderator
    │   ├── NotAnApi                  what is at this URL does not speak the Messages API
    │   ├── BatchGone                 no such Message Batch in this account
    │   ├── ModelGone                 no such model any more: its successor
    │   ├── Rejected                  the request itself was refused: a retry would not help
    │   ├── ServerFailed              failed, and says that a retry would not help
    │   └── StreamBroken              the answer stopped half-way
    │       └── Stopped               the model stopped before it was done
    ├── GenerationUnavailable    4    GENERATION_UNAVAILABLE   no provider could answer
    ├── GenerationFailed         5    GENERATION_FAILED        answers came, but no good questions
    ├── StoreError               6    STORE_ERROR              the database cannot be used
    │   ├── SessionNotFound      6    SESSION_NOT_FOUND
    │   ├── RunNotFound          6    RUN_NOT_FOUND
    │   ├── StoreMissing         6    STORE_MISSING            no database is there
    │   ├── StoreForeign         6    STORE_FOREIGN            no database, not ours, or damaged
    │   ├── StoreNewer           6    STORE_NEWER              written by a newer examcli
    │   ├── StoreReadOnly        6    STORE_READ_ONLY
    │   ├── StoreFull            6    STORE_FULL
    │   └── StoreBusy            6    STORE_BUSY
    ├── GenerationInProgress     7    GENERATION_IN_PROGRESS   another process is generating
    ├── BelowThreshold           8    BELOW_THRESHOLD          measured, and not good enough
    └── Interrupted            130    INTERRUPTED              stopped by the person or by SIGTERM

A code earns its place only if a caller would act differently. Messages are one line, in lower
case, without a final period; the hint says what to do. Foreign exceptions are mapped to these
once, in the room that owns the foreign library.
"""

from collections.abc import Sequence
from typing import ClassVar

LATER = "try again later"


class ExamError(Exception):
    """A failure that is explained to the person in one line, with a hint."""

    code: ClassVar[str] = "ERROR"
    exit_code: ClassVar[int] = 1
    message_ar: ClassVar[str] = "حدث خطأ"
    hint: str = ""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint or self.hint

    @property
    def message(self) -> str:
        """What went wrong, in one line."""
        return str(self)


class Bug(ExamError):
    """A mistake in examcli itself: please report it."""

    code = "BUG"
    message_ar = "خطأ في البرنامج نفسه"


class UsageInvalid(ExamError):
    """An argument that cannot be parsed, or makes no sense."""

    code = "USAGE"
    exit_code = 2
    message_ar = "استخدام غير صحيح للأمر"
    hint = "`--help` after the command shows what it takes"


class BatchIndexInvalid(UsageInvalid):
    """Batches come in order: a stored one or the next one, no other."""

    code = "INVALID_BATCH_INDEX"
    message_ar = "رقم الدفعة غير صالح"
    hint = "without `--batch-index` the next batch is generated"


class SettingsInvalid(ExamError):
    """A setting, a blueprint or another file of facts that does not hold."""

    code = "SETTINGS_INVALID"
    exit_code = 3
    message_ar = "الإعدادات غير صالحة"


class ProviderError(ExamError):
    """One provider failed one request; the others may still answer.

    `may_pass` says whether time alone may mend it.
    """

    may_pass: bool = False
    code = "PROVIDER_ERROR"
    exit_code = 4
    message_ar = "خدمة التوليد غير متاحة حالياً"


class Unauthorized(ProviderError):
    """The API key is missing, wrong or not allowed to use the model."""

    code = "UNAUTHORIZED"
    exit_code = 3
    message_ar = "غير مصرح"


class CostLimited(ProviderError):
    """The next request might cost more than `--max-cost` leaves; everything stored is kept."""

    code = "COST_LIMIT_REACHED"
    exit_code = 9
    message_ar = "بلغت التكلفة الحد المسموح به"
    hint = "raise `--max-cost`"


class Unavailable(ProviderError):
    """Overloaded, unreachable or silent before the first token: the same request may work soon.

    `retry_after_seconds` is what the server asked for, if it did.
    """

    may_pass = True

    def __init__(
        self, message: str, retry_after_seconds: float | None = None, hint: str = ""
    ) -> None:
        super().__init__(message, hint)
        self.retry_after_seconds = retry_after_seconds


class Throttled(Unavailable):
    """Too many requests; every request to this provider should pause."""


class Silent(Unavailable):
    """Nothing came for so long that asking somebody else is faster than asking again."""


class SpendLimited(ProviderError):
    """The account has no budget left until somebody raises it: waiting does not help."""


class Blocked(ProviderError):
    """Something between us and the model refused: a firewall, a proxy, a moderator."""


class NotAnApi(ProviderError):
    """What answers at the base URL does not speak the Messages API."""


class ModelGone(ProviderError):
    """The provider no longer knows the model."""


class BatchGone(ProviderError):
    """The account has no such Message Batch: another key handed it in, or it was deleted."""


class Rejected(ProviderError):
    """The request itself was refused; sending it again would be refused again."""


class ServerFailed(ProviderError):
    """The server failed, and said itself that the same request would fail again."""


class StreamBroken(ProviderError):
    """The answer stopped half-way; what had arrived whole is good, the rest is asked for again.

    `reason` is one word for the record: `error`, `cut`, `silence`, `unfinished`, `max_tokens`,
    `refusal`, `malformed`, or the stop reason as the server gave it. `kind` is the failure that
    the server named in the stream, if it named one: what it would have been before the answer
    had begun.
    """

    def __init__(self, message: str, reason: str, kind: ProviderError | None = None) -> None:
        super().__init__(message, kind.hint if kind else "")
        self.reason = reason
        self.kind = kind
        self.may_pass = kind is None or kind.may_pass

    @property
    def is_by_model(self) -> bool:
        """Whether the model ended or spoilt its answer, rather than something on the way."""
        return self.reason == "malformed" and self.kind is None


class Stopped(StreamBroken):
    """The model stopped before it was done; `is_final` when it would do so again."""

    def __init__(self, message: str, reason: str, hint: str, is_final: bool) -> None:
        super().__init__(message, reason)
        self.hint = hint
        self.is_final = is_final

    @property
    def is_by_model(self) -> bool:
        """It is."""
        return True


class GenerationUnavailable(ExamError):
    """No provider could answer; every cause is listed.

    Without a hint of its own it has that of its causes.
    """

    code = "GENERATION_UNAVAILABLE"
    exit_code = 4
    message_ar = "خدمة التوليد غير متاحة حالياً"

    def __init__(
        self, message: str, hint: str = "", failures: Sequence[ProviderError] = ()
    ) -> None:
        super().__init__(message, hint or remedy(failures))
        self.failures = tuple(failures)

    @property
    def causes(self) -> tuple[str, ...]:
        """What each failure says, each once."""
        return tuple(dict.fromkeys(failure.message for failure in self.failures))

    @property
    def may_pass(self) -> bool:
        """Whether time alone may mend one of the causes."""
        return any(failure.may_pass for failure in self.failures)


class GenerationFailed(ExamError):
    """Answers came, but after every re-ask some slot still has no acceptable question."""

    code = "GENERATION_FAILED"
    exit_code = 5
    message_ar = "فشل توليد الأسئلة"

    def __init__(self, message: str, hint: str = "", causes: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.causes = causes


class StoreError(ExamError):
    """The database cannot be used as it is."""

    code = "STORE_ERROR"
    exit_code = 6
    message_ar = "تعذّر استخدام قاعدة البيانات"


class SessionNotFound(StoreError):
    """No session has this id."""

    code = "SESSION_NOT_FOUND"
    message_ar = "الجلسة غير موجودة"
    hint = "`examcli list` shows the sessions of this database"


class RunNotFound(StoreError):
    """No run has this id."""

    code = "RUN_NOT_FOUND"
    message_ar = "لا توجد دفعة امتحانات بهذا المعرّف"
    hint = "`examcli list --runs` shows the runs of this database"


class StoreMissing(StoreError):
    """A database that was named is not there."""

    code = "STORE_MISSING"
    hint = "`examcli start` makes one; `--db PATH` or EXAM_DB names another"


class StoreForeign(StoreError):
    """The file is no SQLite database, belongs to another program, or is damaged."""

    code = "STORE_FOREIGN"


class StoreNewer(StoreError):
    """The file was written by a newer examcli; an older one must not touch it."""

    code = "STORE_NEWER"


class StoreReadOnly(StoreError):
    """The file or its folder cannot be written."""

    code = "STORE_READ_ONLY"


class StoreFull(StoreError):
    """The disk is full; what was stored before is intact."""

    code = "STORE_FULL"


class StoreBusy(StoreError):
    """Another process kept the database locked for too long."""

    code = "STORE_BUSY"


class GenerationInProgress(ExamError):
    """Another process holds the lease of this session."""

    code = "GENERATION_IN_PROGRESS"
    exit_code = 7
    message_ar = "جاري توليد الأسئلة بالفعل"
    hint = "`--wait` waits for it, or ask again in a moment"


class BelowThreshold(ExamError):
    """Something was measured or reviewed, and a limit was missed."""

    code = "BELOW_THRESHOLD"
    exit_code = 8
    message_ar = "دون الحد المطلوب"


class Interrupted(ExamError):
    """The person, or the machine on its way down, stopped it; every accepted question is stored."""

    code = "INTERRUPTED"
    exit_code = 130
    message_ar = "أُوقف التنفيذ"


class DocumentInvalid(ValueError):
    """A text that should be a document of ours and is not; whoever kept it says where it stood."""


def first_of_ours(failures: ExceptionGroup[Exception]) -> Exception:
    """The error to show for a group: ours before a bug's, the first before the others."""
    leaves = [
        first_of_ours(failure) if isinstance(failure, ExceptionGroup) else failure
        for failure in failures.exceptions
    ]
    return next((leaf for leaf in leaves if isinstance(leaf, ExamError)), leaves[0])


def remedy(failures: Sequence[ProviderError]) -> str:
    """What helps against the failures of one request.

    First what a person can mend, then the shortest wait that was asked for, then what else is
    known; "later" only where time may mend something.
    """
    mendable = [failure.hint for failure in failures if failure.hint and not failure.may_pass]
    if mendable:
        return mendable[0]
    unavailable = [failure for failure in failures if isinstance(failure, Unavailable)]
    waits = [each.retry_after_seconds for each in unavailable if each.retry_after_seconds]
    if waits:
        return f"the server asks for a wait of {min(waits):.0f} s"
    hints = [failure.hint for failure in failures if failure.hint]
    if hints:
        return hints[0]
    is_passing = not failures or any(failure.may_pass for failure in failures)
    return LATER if is_passing else "`examcli doctor` asks the server what is wrong"
