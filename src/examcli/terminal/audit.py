"""What an audit found, on the screen: a table for each form of exam, then the numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from examcli.exam.question import Difficulty
from examcli.reports.audit import Audit, AuditedExam
from examcli.reports.audit.specifications import Cell
from examcli.terminal.screen import Screen


def show_audit(screen: Screen, audit: Audit) -> None:
    """The whole audit; its verdict comes last."""
    forms: dict[tuple[str, str], list[AuditedExam]] = defaultdict(list)
    for exam in audit.exams:
        forms[exam.blueprint.digest, exam.track].append(exam)
    for exams in forms.values():
        _show_form(screen, exams)
    _show_numbers(screen, audit)
    complaints = list(audit.complaints())
    verdict = f"✗ {'; '.join(complaints)}" if complaints else "✓ nothing to complain about"
    screen.text(verdict)


def _show_form(screen: Screen, exams: Sequence[AuditedExam]) -> None:
    """Exams of one form, added up: delivered/planned in every cell."""
    blueprint, track = exams[0].blueprint, exams[0].track
    title = f"{blueprint.title}, {track or 'practice'}: {len(exams)} session(s)"
    table = Table(box=None, pad_edge=False)
    table.add_column("delivered/planned", no_wrap=True)
    for heading in (*(level.value for level in Difficulty), "all"):
        table.add_column(heading, justify="right", no_wrap=True)
    for topic in dict.fromkeys(t for exam in exams for t in exam.specifications.topics):
        row = [
            _sum(e.specifications.cells.get((topic, level)) for e in exams) for level in Difficulty
        ]
        whole = _sum(exam.specifications.topics.get(topic) for exam in exams)
        table.add_row(blueprint.topic(topic).title, *row, whole)
    levels = [_sum(exam.specifications.levels[level] for exam in exams) for level in Difficulty]
    everything = _sum(cell for exam in exams for cell in exam.specifications.topics.values())
    table.add_row("all", *levels, everything)
    for kind in dict.fromkeys(kind for exam in exams for kind in exam.specifications.kinds):
        whole = _sum(exam.specifications.kinds.get(kind) for exam in exams)
        table.add_row(f"· {blueprint.kinds[kind].title}", *("" for _ in Difficulty), whole)
    screen.out.print(Text(title, style="bold"), soft_wrap=True)
    screen.out.print(table)
    for exam in exams:
        _show_exam(screen, exam)
    screen.text()


def _show_exam(screen: Screen, exam: AuditedExam) -> None:
    stored = f"{exam.session_id} (seed {exam.seed}): {exam.delivered} questions"
    if exam.missing:
        screen.text(f"{stored}, {exam.missing} are missing, so its distribution is not judged")
        return
    largest = exam.specifications.largest_difference
    screen.text(f"{stored}, at most {largest:.1f} off the blueprint in any cell or total")


def _show_numbers(screen: Screen, audit: Audit) -> None:
    keys, numeric = audit.key_places, audit.numeric_keys
    places = " / ".join(str(place) for place, _ in enumerate(keys.counts, start=1))
    counts = " / ".join(map(str, keys.counts))
    judged = "" if keys.is_judged else " (too few to judge)"
    screen.text(
        f"duplicates: {len(audit.duplicates_within)} within an exam, "
        f"{len(audit.duplicates_across)} across exams; "
        f"apart from these {len(audit.near_duplicates)} nearly alike, "
        f"{len(audit.variants)} with other numbers"
    )
    screen.text(
        f"keys in place {places}: {counts}; "
        f"chi-square {keys.chi_square:.2f}, p = {keys.p:.3f}{judged}"
    )
    screen.text(
        f"numeric keys: {numeric.confirmed} confirmed by their check, "
        f"{numeric.unchecked} without one, {numeric.contradicting} contradicted"
    )
    verdicts = ", ".join(f"{count} {name}" for name, count in audit.verdicts.items() if count)
    screen.text(f"keys verified: {verdicts or 'none'}")
    solved = {level: told for level, told in audit.solutions.items() if told[1]}
    if solved:
        shares = ", ".join(f"{level.value} {hit}/{told}" for level, (hit, told) in solved.items())
        screen.text(f"solved blind, by planned level: {shares}")
    screen.text(f"review errors: {_counted(audit.errors)}")
    screen.text(f"review warnings: {_counted(audit.warnings)}")
    screen.text(f"missing explanations: {audit.missing_explanations}")


def _counted(found: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {rule}" for rule, count in found.items()) or "none"


def _sum(cells: Iterable[Cell | None]) -> str:
    some = [cell for cell in cells if cell]
    return f"{sum(c.delivered for c in some)}/{sum(c.planned for c in some)}"
