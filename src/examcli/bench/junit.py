"""The verdicts as JUnit XML, which every CI system can show: a bar is a test case."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from examcli.bench.report import Report
from examcli.bench.tables import SIGNS, circumstances


def junit(report: Report) -> str:
    """One suite with a case for each bar, and one for each compared number."""
    suite = Element(
        "testsuite",
        name="examcli bench",
        tests=str(len(report.thresholds) + len(report.comparison)),
        failures=str(len(report.missed) + len(report.worse)),
        errors="0",
        skipped="0",
        time=f"{report.seconds:.1f}",
        timestamp=report.started_at.partition("+")[0],
    )
    for judged in report.thresholds:
        limit = f"{SIGNS[judged.relation]} {judged.bar}"
        told = f"{judged.text}: {judged.measured}, must be {limit}"
        _case(suite, "bars", judged.name, told, is_met=judged.ok)
    for change in report.comparison:
        told = f"{change.name}: {change.before} before, {change.after} now"
        _case(suite, "comparison", change.name, told, is_met=change.verdict != "worse")
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
