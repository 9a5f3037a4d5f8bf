"""The verdicts as JUnit XML, which every CI system can show: a bar is a test case."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from examcli.bench.tables import SIGNS, circumstances


def junit(report: Mapping[str, Any]) -> str:
    """One suite with a case for each bar, and one for each compared number."""
    rows = report.get("comparison") or []
    missed = [verdict for verdict in report["thresholds"] if not verdict["ok"]]
    worse = [row for row in rows if row["verdict"] == "worse"]
    suite = Element(
        "testsuite",
        name="examcli bench",
        tests=str(len(report["thresholds"]) + len(rows)),
        failures=str(len(missed) + len(worse)),
        errors="0",
        skipped="0",
        time=f"{report['seconds']:.1f}",
        timestamp=report["startedAt"].partition("+")[0],
    )
    for verdict in report["thresholds"]:
        sign = SIGNS[verdict["relation"]]
        told = f"{verdict['text']}: {verdict['measured']}, must be {sign} {verdict['bar']}"
        _case(suite, "bars", verdict["name"], told, is_met=verdict["ok"])
    for row in rows:
        told = f"{row['name']}: {row['before']} before, {row['after']} now"
        _case(suite, "comparison", row["name"], told, is_met=row["verdict"] != "worse")
    SubElement(suite, "system-out").text = circumstances(report)
    indent(suite)
    body = tostring(suite, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _case(suite: Element, group: str, name: str, told: str, *, is_met: bool) -> None:
    case = SubElement(suite, "testcase", classname=f"bench.{group}", name=name)
    if is_met:
        SubElement(case, "system-out").text = told
    else:
        SubElement(case, "failure", message=told)
