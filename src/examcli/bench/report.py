"""The report: what one bench measured, where, and how it was judged.

Its JSON is `Report.document()`, in camel case. What was not measured is null, what does not apply
is left out; a field that an older examcli did not write yet has a default here, so that old reports
can be compared with new ones.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

SCHEMA_VERSION: Literal[1] = 1
"""Changes when a reader of the JSON would have to change."""
Number = int | float
"""Both, so that JSON gets 1 back where 1 was measured."""
Relation = Literal["below", "at_most", "at_least"]
Value = TypeVar("Value")


class ReportPart(BaseModel):
    """A part of the report: fixed once made, snake case in Python, camel case in JSON."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, frozen=True, allow_inf_nan=False
    )


class Tool(ReportPart):
    """The examcli that measured; `commit` is None outside its repository."""

    name: str
    version: str
    commit: str | None


class Profile(ReportPart):
    """The pace of the simulator: one of its profiles, `speed` times faster than real time."""

    name: str
    ttft_seconds: float
    tokens_per_second: float
    speed: float


class Circumstances(ReportPart):
    """What is measured, with what, on which machine. `profile` is None for the real API."""

    schema_version: Literal[1]
    tool: Tool
    python: str
    platform: str
    cpu_count: int | None
    mode: Literal["simulated", "live"]
    model: str
    runs: int
    overlaunch: int
    seed: int
    profile: Profile | None


class Moments(ReportPart, Generic[Value]):
    """The three moments of a first batch: of one run, in seconds, or of many, as summaries."""

    first_question_seconds: Value
    tenth_servable_seconds: Value
    batch_seconds: Value


Moment = Literal["first_question_seconds", "tenth_servable_seconds", "batch_seconds"]
MOMENTS: tuple[Moment, ...] = get_args(Moment)
"""The fields of `Moments`, in the order in which they come."""


class Summary(ReportPart):
    """Seconds of `n` runs: extremes and percentiles; None where there are too few to know."""

    n: int
    min: float | None
    p50: float | None
    p90: float | None
    p95: float | None
    max: float | None


class FirstBatch(ReportPart):
    """A way to get the first ten questions, and what came of its runs.

    `clock` begins with the first request, or with the start of a process. What is None in the
    second half was not measured by that clock, or cannot be known without the model's prices.
    """

    strategy: str
    cache: str
    clock: Literal["request", "process"]
    launched: int
    requests: int | None = None
    requests_reading_cache: int | None = None
    uncached_tokens: int | None = None
    uncached_share: float | None = None
    cost_usd: float | None = None
    failed: int
    failures: Sequence[str]
    runs: Sequence[Moments[float]]
    summary: Moments[Summary]
    limit_seconds: float | None
    ratio_to_limit: float | None

    def seconds(self, moment: Moment) -> list[float]:
        """When the moment came, in each run."""
        return [getattr(run, moment) for run in self.runs]


class ExamBatch(ReportPart):
    """One batch of a whole exam: its tokens by class, and its cost with and without the cache."""

    index: int
    requests: int
    input_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    uncached_prefix_tokens: int
    output_tokens: int
    hit_ratio: float | None
    cost_usd: float | None
    cost_without_cache_usd: float | None


class Exam(ReportPart):
    """A whole exam on one TTL; `hit_ratio` is that of batches 2 and on."""

    ttl: str
    seconds_per_question: float | None
    batches: Sequence[ExamBatch]
    requests_after_first_batch: int
    requests_reading_cache: int
    hit_ratio: float | None
    cost_usd: float | None
    cost_without_cache_usd: float | None
    saved_usd: float | None


class ExamWay(ReportPart):
    """One way to write a whole exam; `hit_ratio` is that of all calls but the first."""

    way: str
    questions: int
    seconds: float
    requests: int
    hit_ratio: float | None
    cost_usd: float | None


class WholeExam(ReportPart):
    """The same exam by several ways, the one of `--complete` first.

    `limit_seconds` is what the longest call of that way takes alone.
    """

    ways: Sequence[ExamWay]
    limit_seconds: float
    ratio_to_limit: float

    @property
    def at_once(self) -> ExamWay:
        """The way of `--complete`."""
        return self.ways[0]


class LimitedRun(ReportPart):
    """A run of exams under one limit a minute.

    `used_share` is what was used of the limit in the `bound_seconds` from the first to the last
    moment at which it held a request back, None if it never did; `refused_share` that of requests
    answered with 429, of the whole run. `repeated` questions are in the run more than once.
    """

    limit: str
    questions: int
    repeated: int
    requests: int
    refused_share: float
    bound_seconds: float
    used_share: float | None
    seconds: float
    cost_usd_per_exam: float | None


class PregenerationCost(ReportPart):
    """Runs under limits, and the same exams by Message Batches.

    `batch_share` is the price of an exam by batch, as a share of the dearest of the runs.
    """

    exams: int
    runs: Sequence[LimitedRun]
    batch_cost_usd_per_exam: float | None
    batch_share: float | None


class Breakpoint(ReportPart):
    """Where a cache breakpoint stands, and how much stands before and after it."""

    after: str
    count: int
    ttl: str
    characters_before: int
    characters_after: int


class Cacheability(ReportPart):
    """Whether the prefix is long enough to be cached, and the same bytes everywhere.

    `factor` is how many times the model's minimum it has; None where the minimum is not known.
    """

    prefix_tokens_lower_bound: int
    prefix_tokens_counted: int
    cache_minimum_tokens: int | None
    factor: float | None
    is_byte_stable: bool
    processes: int
    breakpoints: Sequence[Breakpoint]


class Degraded(ReportPart):
    """Exams under faults; what is `extra` is beyond the same exams without."""

    faults: Sequence[str]
    exams: int
    questions: int
    lost: int
    duplicates: int
    requests: int
    extra_requests: int
    failed_requests: int
    cost_usd: float | None
    extra_cost_usd: float | None
    seconds: float
    extra_seconds: float


class Ceiling(ReportPart):
    """What one client process can take in when the service is no limit.

    `peak_memory_mb` is None on Windows.
    """

    streams: int
    questions: int
    questions_per_second: float
    cpu_milliseconds_per_question: float
    peak_memory_mb: float | None


class StartUp(ReportPart):
    """How long commands take that only read: medians of `n` runs, by command."""

    n: int
    median_seconds: Mapping[str, float]


class Measurements(ReportPart):
    """The results of the scenarios; None for those that were not run."""

    start_up: StartUp | None = None
    first_batch: Sequence[FirstBatch] | None = None
    full_exam: Exam | None = None
    whole_exam: WholeExam | None = None
    pregeneration: PregenerationCost | None = None
    sitting_pace: Sequence[Exam] | None = None
    cacheability: Cacheability | None = None
    degraded: Degraded | None = None
    ceiling: Ceiling | None = None

    def first_batch_of(self, strategy: str, cache: str, clock: str) -> FirstBatch | None:
        """The first batches of one strategy, by state of the cache and clock."""
        key = (strategy, cache, clock)
        known = self.first_batch or []
        return next((b for b in known if (b.strategy, b.cache, b.clock) == key), None)


class Judgement(ReportPart):
    """A bar, and how the measured number does: it must be `relation` the bar."""

    name: str
    scenario: str
    text: str
    relation: Relation
    bar: Number
    measured: Number | None
    ok: bool
    remeasured: bool


class Change(ReportPart):
    """A number of an older report beside that of this one."""

    name: str
    before: Number
    after: Number
    verdict: Literal["better", "same", "worse"]


class Report(Measurements, Circumstances):
    """One bench: its circumstances, measurements and judgements.

    `ok` says that every bar is met and nothing is worse than in the older report.
    """

    started_at: str
    seconds: float
    notes: Sequence[str]
    thresholds: Sequence[Judgement]
    comparison: Sequence[Change] = ()
    ok: bool

    @property
    def missed(self) -> list[Judgement]:
        """The bars that are not met."""
        return [judgement for judgement in self.thresholds if not judgement.ok]

    @property
    def worse(self) -> list[Change]:
        """What is worse than in the older report, beyond noise."""
        return [change for change in self.comparison if change.verdict == "worse"]

    def document(self) -> dict[str, Any]:
        """The report as JSON has it."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)
