"""The database schema, as numbered steps that are frozen once released."""

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x45584D43  # "EXMC": tells our files from other programs' SQLite files
MIGRATIONS = Migrations("examcli")

SESSION_COLUMNS = {
    "id": str,
    "status": str,
    "total_questions": int,
    "generated_batches": int,
    "generation_context": str,
    "generation_in_progress": int,
    "lease_owner": str,
    "lease_expires_at": str,
    "position": int,
    "elapsed_seconds": float,
    "seed": int,
    "blueprint": str,
    "plan": str,
    "model": str,
    "provider": str,
    "created_at": str,
    "updated_at": str,
}
SESSION_DEFAULTS = {"generated_batches": 0, "generation_in_progress": 0, "elapsed_seconds": 0.0}


@MIGRATIONS()
def m001_initial(db: Database) -> None:
    """Sessions, questions, passages, attempts, requests and provider events."""
    db.table("blueprints").create({"digest": str, "name": str, "document": str}, pk="digest")
    _create_sessions(db, "exam_sessions", {"track": str})
    _create_sessions(
        db,
        "practice_sessions",
        {"section": str, "topic": str, "difficulty": str, "batch_size": int},
    )
    _create_questions(db)
    _create_events(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _create_sessions(db: Database, name: str, own_columns: dict[str, type]) -> None:
    table = db.table(name).create(
        {**SESSION_COLUMNS, **own_columns},
        pk="id",
        not_null={"status", "total_questions", "seed", "blueprint", "plan", "created_at"},
        defaults=SESSION_DEFAULTS,
    )
    short = table.name.removesuffix("s")
    db.execute(
        f"CREATE INDEX idx_{short}s_pending ON {name}(updated_at) WHERE status = 'in_progress'"
    )
    db.execute(
        f"CREATE INDEX idx_{short}s_generating ON {name}(lease_expires_at) "
        "WHERE generation_in_progress = 1"
    )


def _create_questions(db: Database) -> None:
    db.table("passages").create(
        {"session_id": str, "id": str, "text": str}, pk=("session_id", "id")
    )
    questions = db.table("questions").create(
        {
            "session_id": str,
            "position": int,
            "slot": int,
            "id": str,
            "section": str,
            "topic": str,
            "subtopic": str,
            "difficulty": str,
            "kind": str,
            "stem": str,
            "choices": str,
            "key_index": int,
            "check_expression": str,
            "explanation": str,
            "passage_id": str,
            "fingerprint": str,
            "provider": str,
            "model": str,
            "created_at": str,
        },
        pk=("session_id", "position"),
        not_null={"slot", "id", "stem", "choices", "key_index", "fingerprint"},
    )
    questions.create_index(["session_id", "slot"], unique=True)
    questions.create_index(["session_id", "id"], unique=True)
    questions.create_index(["session_id", "fingerprint"], unique=True)
    questions.create_index(["topic", "subtopic"])
    db.table("attempts").create(
        {
            "id": int,
            "session_id": str,
            "position": int,
            "choice_index": int,
            "is_correct": int,
            "seconds": float,
            "answered_at": str,
        },
        pk="id",
    ).create_index(["session_id", "position"])


def _create_events(db: Database) -> None:
    db.table("requests").create(
        {
            "id": int,
            "session_id": str,
            "shard": str,
            "provider": str,
            "model": str,
            "prefix": str,
            "cache_ttl": str,
            "started_at": str,
            "cache_miss_reason": str,
            "input_tokens": int,
            "cache_write_5m_tokens": int,
            "cache_write_1h_tokens": int,
            "cache_read_tokens": int,
            "output_tokens": int,
            "cost_usd": float,
            "cost_without_cache_usd": float,
            "reported_cost_usd": float,
            "first_token_seconds": float,
            "total_seconds": float,
            "stop_reason": str,
            "error": str,
        },
        pk="id",
    ).create_index(["session_id"])
    db.table("requests").create_index(["prefix", "started_at"])
    db.table("provider_events").create(
        {
            "id": int,
            "session_id": str,
            "provider": str,
            "event": str,
            "detail": str,
            "created_at": str,
        },
        pk="id",
    ).create_index(["session_id"])


@MIGRATIONS()
def m002_no_repeats(db: Database) -> None:
    """Questions know the pool of exams in which they must not come again."""
    db.table("questions").add_column("pool", str, not_null_default="")
    pools = {
        row["digest"]: f"{row['name']}/{row['language']}"
        for row in db.query(
            "SELECT digest, name, json_extract(document, '$.language') AS language FROM blueprints"
        )
    }
    for sessions in (db.table("exam_sessions"), db.table("practice_sessions")):
        sessions.add_column("allow_repeats", int, not_null_default=0)
        for row in list(sessions.rows):
            update = "UPDATE questions SET pool = ? WHERE session_id = ?"
            db.execute(update, (pools[row["blueprint"]], row["id"]))
    db.table("questions").create_index(["pool", "fingerprint"])
    db.table("questions").create_index(["pool", "topic", "subtopic"])


@MIGRATIONS()
def m003_verifications(db: Database) -> None:
    """Verdicts on keys; one on a question that was thrown away keeps the question itself."""
    db.table("verifications").create(
        {
            "id": int,
            "session_id": str,
            "position": int,
            "verdict": str,
            "model": str,
            "solutions": str,
            "verified_at": str,
            "discarded": str,
        },
        pk="id",
        not_null={"session_id", "position", "verdict", "solutions"},
    ).create_index(["session_id", "position"])


@MIGRATIONS()
def m004_figures(db: Database) -> None:
    """The figure of a question, as JSON; questions stored before have none."""
    db.table("questions").add_column("figure", str)


@MIGRATIONS()
def m005_materials(db: Database) -> None:
    """Instructors' texts, each once, and which passage of one a question rests on."""
    db.table("materials").create({"digest": str, "document": str}, pk="digest")
    for sessions in ("exam_sessions", "practice_sessions"):
        db.table(sessions).add_column("material", str, not_null_default="")
    db.table("questions").add_column("rests_on", int, not_null_default=0)


@MIGRATIONS()
def m006_total_batches(db: Database) -> None:
    """How many batches a plan has, so that a list of sessions needs no plan."""
    for sessions in ("exam_sessions", "practice_sessions"):
        db.table(sessions).add_column("total_batches", int, not_null_default=0)
        db.execute(
            f"UPDATE {sessions} SET total_batches = json_array_length(plan, '$.batches') "
            "WHERE json_valid(plan)"
        )


@MIGRATIONS()
def m007_unused_indexes(db: Database) -> None:
    """No statement is found by these; every question and every request had to be put into them."""
    db.execute("DROP INDEX IF EXISTS idx_practice_sessions_pending")
    db.execute("DROP INDEX IF EXISTS idx_practice_sessions_generating")
    db.execute("DROP INDEX IF EXISTS idx_questions_topic_subtopic")
    db.execute("DROP INDEX IF EXISTS idx_requests_session_id")
    db.execute("DROP INDEX IF EXISTS idx_provider_events_session_id")


@MIGRATIONS()
def m008_runs(db: Database) -> None:
    """Runs of many exams; in a large store what is used already is found as fast."""
    db.table("runs").create(
        {
            "id": str,
            "name": str,
            "asked": str,
            "allow_repeats": int,
            "verified": int,
            "max_cost_usd": float,
            "created_at": str,
        },
        pk="id",
        not_null={"asked", "allow_repeats", "verified", "created_at"},
    ).create_index(["asked"])
    exams = db.table("run_exams").create(
        {
            "run_id": str,
            "number": int,
            "name": str,
            "session_id": str,
            "blueprint": str,
            "track": str,
            "seed": int,
            "material": str,
            "total_questions": int,
        },
        pk=("run_id", "number"),
        not_null={"session_id", "blueprint", "track", "seed", "total_questions"},
    )
    exams.create_index(["session_id"], unique=True)
    db.table("requests").add_column("most_cost_usd", float)
    db.table("requests").create_index(["session_id"])
    questions = db.table("questions")
    questions.create_index(["pool", "topic", "subtopic", "created_at"])
    db.execute(
        "CREATE INDEX idx_questions_passages ON questions(pool, created_at) "
        "WHERE passage_id IS NOT NULL"
    )
    db.execute("DROP INDEX IF EXISTS idx_questions_pool_topic_subtopic")


@MIGRATIONS()
def m009_message_batches(db: Database) -> None:
    """Message Batches, what was handed in with each, and which requests were answered in one."""
    db.table("message_batches").create(
        {
            "number": int,
            "provider": str,
            "model": str,
            "request_count": int,
            "state": str,
            "batch_id": str,
            "intended_at": str,
        },
        pk="number",
        not_null={"provider", "model", "request_count", "state", "intended_at"},
    )
    db.table("batch_requests").create(
        {
            "batch": int,
            "custom_id": str,
            "session_id": str,
            "batch_index": int,
            "slots": str,
            "outcome": str,
        },
        pk=("batch", "custom_id"),
        not_null={"session_id", "batch_index", "slots", "outcome"},
    ).create_index(["session_id"])
    db.table("requests").add_column("message_batch", str, not_null_default="")
