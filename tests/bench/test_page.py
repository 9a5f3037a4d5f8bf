"""The page of a report: complete, harmless, alone in the world, and readable on a phone."""

import copy
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from matplotlib.image import imread

from bench_report import Document, missed, report
from examcli.bench.page import page as drawn
from examcli.bench.percentiles import summary
from examcli.bench.report import Report
from examcli.errors import SettingsInvalid

PHONE_PIXELS, DESKTOP_PIXELS = 390, 1200
BROWSER = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
VOID = {"meta", "br", "hr", "img", "input", "link"}
HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u202e$x$"
ABSENT = ("fullExam", "sittingPace", "cacheability", "degraded", "ceiling", "firstBatch", "startUp")


class Structure(HTMLParser):
    """What a browser would find: elements with their attributes, text, ids; all tags closed."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def ids(self) -> list[str]:
        return [found for _, attributes in self.elements if (found := attributes.get("id"))]

    @property
    def text(self) -> str:
        return " ".join(self.words)


def page(document: Document) -> str:
    """The page of a report as it is read from a file."""
    return drawn(Report.model_validate(document))


def test_the_verdict_comes_first_with_every_bar_and_what_was_measured() -> None:
    found = Structure(page(report()))
    assert "✓  Claims kept: all 8 bars met" in found.text
    for threshold in report()["thresholds"]:
        assert threshold["text"] in found.text
        assert f"{threshold['measured']:.4g}" in found.text
    assert found.text.index("Claims kept: all 8") < found.text.index("The first ten questions")


def test_a_missed_bar_is_said_in_words_and_that_it_was_measured_twice() -> None:
    text = Structure(page(missed())).text
    assert "Claims not kept: 1 of 8 bars missed" in text
    assert "✗ missed" in text
    assert "ten stored questions, p95 in seconds (measured twice)" in text
    assert "<\u00a05" in text


def test_every_plot_has_its_finding_as_title_and_as_its_name() -> None:
    found = Structure(page(report()))
    plots = [a for _, a in found.elements if a.get("role") == "img"]
    assert len(plots) == len(found.named("svg")) == 8
    for plot in plots:
        label = plot["aria-label"] or ""
        assert label.removeprefix("Plot: ") in found.text
        assert re.search(r"\d", label)


def test_the_page_is_whole_and_its_drawings_do_not_share_ids() -> None:
    found = Structure(page(report()))
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    uses = {a["xlink:href"] for a in found.named("use")}
    assert uses <= {f"#{name}" for name in found.ids}


def test_the_page_asks_nobody_for_anything() -> None:
    markup = page(report())
    found = Structure(markup)
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in found.elements}
    for _, attributes in found.elements:
        assert not {"src", "href", "srcset"} & attributes.keys()
        assert (attributes.get("xlink:href") or "#").startswith("#")
    assert "@import" not in markup
    assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)", markup))
    assert "default-src 'none'" in (found.named("meta")[3]["content"] or "")


def test_the_colours_are_those_of_the_page_in_light_and_in_dark() -> None:
    markup = page(report())
    assert "prefers-color-scheme: dark" in markup
    drawings = "".join(re.findall(r"<svg.*?</svg>", markup, re.DOTALL))
    assert "var(--cold)" in drawings
    assert not re.findall(r"(?:fill|stroke): #[0-9a-f]{3,6}", drawings)


def test_the_same_report_gives_the_same_page() -> None:
    assert page(report()) == page(report())


def test_letters_in_plots_are_letters_and_not_smaller_than_twelve_pixels_on_a_phone() -> None:
    markup = page(report())
    widths = [float(box.split()[2]) for box in re.findall(r'viewBox="([^"]*)"', markup)]
    sizes = [
        float(size) for size in re.findall(r"<text[^>]*font(?:-size)?: [^;\"]*?([\d.]+)px", markup)
    ]
    assert sizes
    assert min(sizes) * (PHONE_PIXELS - 32) / max(widths) >= 12


def test_text_of_a_hostile_document_stays_text() -> None:
    found = Structure(page(_with_text(report(), HOSTILE)))
    assert found.open == []
    assert not {"script", "img"} & {tag for tag, _ in found.elements}
    assert not [a for _, a in found.elements if "onerror" in a]
    assert "\u202e" not in found.text


def _with_text(value: Any, text: str) -> Any:
    """The document with every string replaced, but for the words that choose what is drawn."""
    kept = {"strategy", "cache", "clock", "ttl", "mode", "relation"}
    if isinstance(value, dict):
        return {k: v if k in kept else _with_text(v, text) for k, v in value.items()}
    if isinstance(value, list):
        return [_with_text(item, text) for item in value]
    return text if isinstance(value, str) else value


def test_words_nobody_knows_reach_the_tables_but_not_the_plots() -> None:
    document = report()
    document["firstBatch"][0] |= {"strategy": HOSTILE, "cache": HOSTILE}
    document["sittingPace"][0]["ttl"] = HOSTILE
    found = Structure(page(document))
    assert "script" not in {tag for tag, _ in found.elements}
    assert "alert(1)" in found.text


def test_a_lone_surrogate_can_be_written() -> None:
    page(report() | {"model": "\ud800"}).encode()


@pytest.mark.parametrize("name", ABSENT)
def test_a_scenario_that_was_not_run_is_left_out(name: str) -> None:
    found = Structure(page(report() | {name: None}))
    assert found.open == []
    assert "None" not in found.text


def test_a_report_without_any_scenario_is_still_a_page() -> None:
    nothing = dict.fromkeys(ABSENT) | {"thresholds": [], "notes": []}
    text = Structure(page(report() | nothing)).text
    assert "Nothing was judged" in text
    assert "Linux" in text


@pytest.mark.parametrize("runs", [0, 1, 3, 10])
def test_few_runs_have_no_percentiles_and_are_named_for_what_they_are(runs: int) -> None:
    document = copy.deepcopy(report())
    for case in document["firstBatch"]:
        case["runs"] = case["runs"][:runs]
        for moment in case["summary"]:
            found = summary([run[moment] for run in case["runs"]])
            case["summary"][moment] = found.model_dump()
    text = Structure(page(document)).text
    assert "p95)" not in text
    assert "nan" not in text
    assert ("over-launch, p90)" in text) == (runs == 10)


def test_a_live_report_has_neither_profile_nor_speed() -> None:
    text = Structure(page(report() | {"mode": "live", "profile": None})).text
    assert "Measured against the real API" in text
    assert "real time" not in text


def test_without_matplotlib_the_hint_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(SettingsInvalid) as failure:
        page(report())
    assert failure.value.hint == "`pip install examcli[report]`"


def test_matplotlib_is_not_imported_before_something_is_drawn() -> None:
    check = "import sys, examcli.bench.page; sys.exit('matplotlib' in sys.modules)"
    subprocess.run([sys.executable, "-c", check], check=True)


@pytest.mark.parametrize("width", [PHONE_PIXELS, DESKTOP_PIXELS])
@pytest.mark.parametrize("document", [report, missed])
def test_a_browser_shows_the_page_without_a_sideways_scroll(
    tmp_path: Path, width: int, document: Callable[[], Document]
) -> None:
    markup = page(document())
    if BROWSER is None:
        _assert_flexible(markup)
        return
    framed = tmp_path / "framed.html"
    framed.write_text(_framed(markup, width), encoding="utf-8")
    dumped = _browse(tmp_path, framed, "--virtual-time-budget=4000", "--dump-dom")
    measured = re.search(r'data-width="(\d+)"', dumped)
    assert measured, dumped[:500]
    assert int(measured[1]) <= width
    shot = tmp_path / "shot.png"
    _browse(tmp_path, framed, f"--window-size={width},844", f"--screenshot={shot}")
    assert _is_drawn(shot)


def _assert_flexible(markup: str) -> None:
    """What keeps a page narrow, as far as can be said without a browser."""
    found = Structure(markup)
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in found.named(
        "meta"
    )
    assert all("width" not in svg and "viewbox" in svg for svg in found.named("svg"))
    assert "figure svg { display: block; width: 100%" in markup
    assert len(found.named("figure")) == 8


def _framed(markup: str, width: int) -> str:
    """The page in a frame as wide as the screen: a browser's own window may refuse to be so small.

    The frame writes down how wide its content is; the page itself has no script.
    """
    measure = (
        "this.dataset.width = this.contentDocument.documentElement.scrollWidth;"
        "this.dataset.done = 1"
    )
    return (
        "<!doctype html><body style='margin:0'>"
        f"<iframe style='border:0;width:{width}px;height:844px' onload='{measure}'"
        f' srcdoc="{escape(markup)}"></iframe>'
    )


def _browse(tmp_path: Path, target: Path, *options: str) -> str:
    return subprocess.run(
        [
            str(BROWSER),
            *OPTIONS,
            f"--user-data-dir={tmp_path / 'profile'}",
            *options,
            target.as_uri(),
        ],
        env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": "disabled:"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=120,
        check=True,
    ).stdout


def _is_drawn(shot: Path) -> bool:
    """Whether a picture has paper and a fair amount of ink in it."""
    brightness = imread(shot)[..., :3].mean(axis=2)
    dark = float((brightness < 0.5).mean())
    return 0.005 < dark < 0.5 and float((brightness > 0.9).mean()) > 0.5
