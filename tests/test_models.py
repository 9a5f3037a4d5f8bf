"""What models.toml says, next to others that should know; and models that it does not list."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from genai_prices.data import providers
from genai_prices.types import ConditionalPrice, ModelInfo, ModelPrice, TieredPrices

from conftest import SECRET, Run
from examcli.cli.app_context import AppContext
from examcli.models import Model, ModelFacts, Prices, Usage, known_models, with_facts
from examcli.providers.endpoint import claude
from examcli.providers.facts import Facts
from examcli.sessions.stored import load
from examcli.simulator import Simulator
from examcli.simulator.models import TokensByClass, catalogue
from examcli.store import Store

LISTED = list(known_models().known.values())
of_every_model = pytest.mark.parametrize("model", LISTED, ids=lambda model: model.id)
KEPT_PRICES = {
    "input": "input_mtok",
    "cache_write_5m": "cache_write_mtok",
    "cache_write_1h": "cache_write_1h_mtok",
    "cache_read": "cache_read_mtok",
    "output": "output_mtok",
}
NOT_KEPT = {
    "anthropic/claude-fable-5.2": "its slug follows 5 and 5.1, which are there",
}
"""OpenRouter slugs that the price source does not have, each with the reason to use it."""
OTHER_TIERS = {
    "claude-sonnet-4-5": "its tiers above 200,000 tokens are of a beta that ended on 2026-04-30",
}
"""Models for which the source has dearer tiers that do not apply."""
OTHER_MINIMA = {
    "claude-sonnet-4-6": "cautious: 2,048 was seen on Bedrock where 1,024 is documented",
    "claude-fable-5-2": "not on the page; the simulator assumes that of Fable 5",
}
"""Cache minimums in which the simulator's own copy of the facts may differ."""


def kept(provider: str, name: str) -> ModelInfo | None:
    """What genai-prices keeps under a name of a provider."""
    (known,) = (each for each in providers if each.id == provider)
    return next((m for m in known.models if m.is_match(name) and ":batch" not in m.id), None)


def current_prices(info: ModelInfo) -> ModelPrice:
    """Its prices of today: the last of those that hold from some day on."""
    prices = info.prices
    if isinstance(prices, ModelPrice):
        return prices
    assert all(isinstance(price, ConditionalPrice) for price in prices)
    return prices[-1].prices


class TestWitnesses:
    """Others that keep the same facts."""

    @of_every_model
    def test_the_price_source_agrees(self, model: Model) -> None:
        """Every class of tokens, and from where on a prompt is dearer and by how much."""
        info = kept("anthropic", model.id)
        assert info is not None
        assert model.prices is not None
        for name, theirs in KEPT_PRICES.items():
            price = getattr(current_prices(info), theirs)
            ours = getattr(model.prices, name)
            if isinstance(price, TieredPrices):
                assert float(price.base) == ours
                self._assert_tier(model, price, ours)
            else:
                assert float(price) == ours
                assert model.long_prompt is None

    @staticmethod
    def _assert_tier(model: Model, price: TieredPrices, base: float) -> None:
        if model.id in OTHER_TIERS:
            return
        (tier,) = price.tiers
        assert model.long_prompt is not None
        assert tier.start == model.long_prompt.above_tokens
        assert float(tier.price) == pytest.approx(base * model.long_prompt.factor)

    @of_every_model
    def test_ids_aliases_and_slugs_are_known_to_it(self, model: Model) -> None:
        """Each name leads to the same entry; the window is the one that is kept."""
        found = [kept("anthropic", name) for name in (model.id, *model.aliases)]
        assert all(info is found[0] for info in found)
        assert found[0] is not None
        assert found[0].context_window == model.context_window_tokens
        slugs = {m.id for each in providers if each.id == "openrouter" for m in each.models}
        assert (model.openrouter in slugs) != (model.openrouter in NOT_KEPT)

    @of_every_model
    def test_the_simulator_agrees(self, model: Model) -> None:
        """Its copy is its own; where they differ, the reason is written down."""
        (theirs,) = (each for each in catalogue() if model.id in {each.id, *each.aliases})
        assert {model.id, *model.aliases} == {theirs.id, *theirs.aliases}
        if model.id not in OTHER_MINIMA:
            assert theirs.cache_minimum_tokens == model.cache_minimum_tokens
        assert theirs.context_tokens == model.context_window_tokens
        assert theirs.max_output_tokens == model.max_output_tokens
        assert (theirs.slug, theirs.retires) == (model.openrouter, model.retires)
        assert set(model.thinking_types) == set(theirs.thinking_types) - {"enabled"}
        assert (theirs.thinking == "adaptive") == model.thinks_unasked
        assert bool(theirs.effort) == model.takes_effort

    @of_every_model
    @pytest.mark.parametrize("read", [0, 99_000, 99_001])
    def test_a_request_costs_the_same_by_both(self, model: Model, read: int) -> None:
        """Below and above the prompt from which on a request of Haiku 5.5 is dearer."""
        (theirs,) = (each for each in catalogue() if model.id in {each.id, *each.aliases})
        usage = Usage(400, 200, 400, read, 70)
        tokens = TokensByClass(input=400, output=70, write_5m=200, write_1h=400, read=read)
        assert theirs.cost_usd(tokens) == pytest.approx(model.cost_usd(usage))


class TestListed:
    """The models of models.toml."""

    @of_every_model
    def test_prices_keep_the_order_of_the_vendor(self, model: Model) -> None:
        """A read is cheaper than input, a write dearer, the longer the dearer, output dearest."""
        prices = model.prices
        assert isinstance(prices, Prices)
        rates = [prices.cache_read, prices.input, prices.cache_write_5m, prices.cache_write_1h]
        assert sorted(rates) == rates
        assert prices.output > prices.input
        assert prices.cache_write_5m == pytest.approx(1.25 * prices.input)
        assert prices.cache_write_1h == pytest.approx(2 * prices.input)

    @of_every_model
    def test_each_leads_to_one_that_works(self, model: Model) -> None:
        """A successor is listed and newer ones have none that leads back."""
        assert not model.successor or known_models().find(model.successor).successor == ""

    def test_a_long_prompt_is_dearer_as_a_whole(self) -> None:
        """Haiku 5.5 by hand: 100,001 tokens in, most of them read, 1,000 out, five times all."""
        haiku = known_models().find("claude-haiku-5-5")
        short, long = (Usage(input=1, cache_read=read, output=1_000) for read in (99_999, 100_000))
        assert haiku.cost_usd(short) == pytest.approx((0.1 + 999.99 + 500) / 1e6)
        assert haiku.cost_usd(long) == pytest.approx(5 * (0.1 + 1_000 + 500) / 1e6)
        plain = haiku.cost_without_cache_usd(long)
        assert plain == pytest.approx(5 * (10_000.1 + 500) / 1e6)

    def test_a_dated_id_is_sent_as_it_is_and_known_all_the_same(self) -> None:
        """L10: a snapshot is what was asked for, at the price and with the end of its model."""
        model = known_models().find("claude-sonnet-4-5-20250929")
        assert model.id == "claude-sonnet-4-5-20250929"
        assert model.prices == known_models().find("claude-sonnet-4-5").prices
        assert known_models().current(model.id, date(2026, 11, 30)).id == "claude-sonnet-5-5"

    def test_a_slug_of_openrouter_names_the_model(self) -> None:
        """Whoever copies it from there gets the model at both providers."""
        assert known_models().find("anthropic/claude-opus-5.5").id == "claude-opus-5-5"

    @pytest.mark.parametrize("day", [date(2026, 11, 27), date(2026, 12, 5), date(2027, 6, 1)])
    def test_the_cheapest_that_solves_well_checks_keys(self, day: date) -> None:
        """It thinks before it answers, and is in service."""
        solver = known_models().solver(day)
        assert solver.id == "claude-haiku-5-5"
        assert solver.thinks("adaptive")

    def test_a_promise_not_to_retire_before_a_day_is_no_end(self) -> None:
        """Nothing fails on such a day, so nothing is replaced."""
        model = known_models().find("claude-sonnet-4-6")
        assert model.retires_not_before is not None
        later = model.retires_not_before + timedelta(days=1)
        assert known_models().current(model.id, later) == model


class TestUnlisted:
    """L10: any other id."""

    def test_nothing_is_guessed_of_it(self) -> None:
        """It is sent as it is; its price, its window and its minimum are not known."""
        model = known_models().find("claude-next")
        assert (model.id, model.openrouter) == ("claude-next", "claude-next")
        assert model.cost_usd(Usage(input=1)) is model.cost_without_cache_usd(Usage()) is None
        assert model.cache_minimum_tokens is model.context_window_tokens is None

    def test_what_the_server_says_of_it_is_used(self, simulator: Simulator) -> None:
        """Window, thinking, effort and its end, as the Models API words them."""
        with Facts(claude(SECRET, simulator.base_url)) as facts:
            told = facts.told(known_models().find("claude-sonnet-5-5"))
        assert told is not None
        model = with_facts(known_models().find("claude-next"), told)
        assert model.context_window_tokens == 1_000_000
        assert model.max_output_tokens == 128_000
        assert model.thinking_type("least") == "between_tools"
        assert model.thinking_type("adaptive") == "adaptive"
        assert model.prices is None

    @pytest.mark.parametrize(
        ("document", "told"),
        [
            ({"id": "x", "lifecycle": "active"}, ModelFacts(lifecycle="active")),
            ({"id": "x", "max_input_tokens": "many"}, ModelFacts()),
            ({"id": "x", "capabilities": {"thinking": None}}, ModelFacts()),
            ({"id": "x", "capabilities": ["thinking"]}, ModelFacts()),
            (
                {"id": "x", "capabilities": {"structured_outputs": {"supported": False}}},
                ModelFacts(structured_outputs=False),
            ),
            ({"object": "model"}, None),
            ([], None),
            ("model", None),
        ],
    )
    def test_what_is_worded_differently_counts_as_not_said(
        self, document: object, told: ModelFacts | None
    ) -> None:
        """A gateway's description of a model is never a reason to fail."""
        assert told == ModelFacts.read(document)

    def test_it_is_asked_for_and_the_server_decides(
        self, run: Run, claude: Simulator, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The server is asked about it once and has the last word; what is unknown is said once."""
        monkeypatch.setenv("EXAM_MODEL", "claude-next")

        ran = run("start", "--track", "scientific", "--json")

        assert 4 == ran.code
        assert 1 == ran.err.count("claude-next is not a listed model: what it costs")
        asked = [r for r in claude.received if r.path == "/v1/models/claude-next"]
        assert 1 == len(asked)
        assert {"claude-next"} == {r.body["model"] for r in claude.received if r.number}
        assert [] == store.sessions()

    def test_offline_the_embedded_engine_stands_in(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is no model, so it needs none."""
        monkeypatch.setenv("EXAM_MODEL", "claude-next")

        assert 0 == run("start", "--track", "scientific").code


class TestWaiting:
    """How much a model thinks, through the front door."""

    @pytest.fixture(autouse=True)
    def thoughtful(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A model that can do both."""
        monkeypatch.setenv("EXAM_MODEL", "claude-sonnet-5-5")

    def test_it_thinks_once_nobody_waits(self, run: Run, claude: Simulator) -> None:
        """`start` keeps it from thinking, `--complete` wishes it would; both read one cache."""
        wish = "Think the problem through before you answer."
        session = run("start", "--track", "scientific", "--json").document["id"]
        awaited = asked(claude)
        assert 0 == run("resume", session, "--complete").code
        later = asked(claude)[len(awaited) :]

        assert {"between_tools"} == {body["thinking"]["type"] for body, _ in awaited}
        assert not [body for body, _ in awaited if wish in body["messages"][0]["content"]]
        assert {"adaptive"} == {body["thinking"]["type"] for body, _ in later}
        assert all(body["messages"][0]["content"].endswith(wish) for body, _ in later)
        assert all(usage["cache_read_input_tokens"] for _, usage in later)

    @pytest.mark.parametrize("named", ["", "claude-opus-5-5"])
    def test_keys_are_checked_by_a_model_of_its_own(
        self,
        run: Run,
        claude: Simulator,
        store: Store,
        named: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """EXAM_SOLVER_MODEL, else the cheapest that solves well; it thinks, and is recorded."""
        monkeypatch.setenv("EXAM_SOLVER_MODEL", named)
        practice = ("practice", "--section", "verbal", "--topic", "analogy", "--total", "5")
        session = run(*practice, "--json").document["id"]
        written = len(asked(claude))

        assert 0 == run("verify", session).code

        solver = named or "claude-haiku-5-5"
        bodies = [body for body, _ in asked(claude)[written:]]
        assert {(solver, "adaptive")} == {(b["model"], b["thinking"]["type"]) for b in bodies}
        verdicts = [question.verification for question in load(store, session).questions]
        assert {solver} == {verdict.model for verdict in verdicts if verdict}

    def test_an_unlisted_author_checks_keys_itself(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Nobody knows which other models its server has."""
        monkeypatch.setenv("EXAM_MODEL", "qwen3-32b")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")

        assert "qwen3-32b" == AppContext(database=home / "exams.db").engines.solver_model().id


def asked(claude: Simulator) -> list[tuple[Any, Any]]:
    """Body and usage of every message that was asked for."""
    return [(received.body, received.usage) for received in claude.received if received.number]
