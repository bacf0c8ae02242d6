"""The report as JUnit XML, which CI systems show: a suite a document, a case a rule."""

from collections import defaultdict
from collections.abc import Sequence

from lxml import etree
from lxml.builder import E

from yusuan.model.finding import Finding, Outcome, Severity
from yusuan.model.text import Language
from yusuan.report.document import DocumentReport, Located
from yusuan.report.words import SEVERITIES, place_words, spot_words, title_of


def junit(reports: Sequence[DocumentReport], level: Severity, language: Language) -> str:
    """Tell of all documents of one run; findings from ``level`` up are failures, the others stand in the output."""
    suites = [_suite(r, level, language) for r in reports]
    root = E.testsuites(*suites, name="yusuan")
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(s.get(name, "0")) for s in suites)))
    text: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text


def _suite(report: DocumentReport, level: Severity, language: Language) -> etree._Element:
    files = " ".join(report.paths)
    if report.failure is not None or report.result is None or report.summary is None:
        why = report.failure.say(language) if report.failure else ""
        case = E.testcase(E.error(_clean(why), message=_clean(why)), name="read", classname=_clean(files))
        return E.testsuite(case, name=_clean(files), tests="1", failures="0", errors="1", skipped="0")
    found: dict[str, list[Located]] = defaultdict(list)
    for one in report.located:
        found[one.finding.code].append(one)
    cases = [_case(o, found[o.code], report, level, language) for o in report.result.outcomes]
    suite = E.testsuite(*cases, name=_clean(title_of(report.summary.identity, language)))
    for name, tag in (("tests", "."), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(len(cases) if tag == "." else sum(1 for c in cases if c.find(tag) is not None)))
    return suite


def _case(
    outcome: Outcome, found: Sequence[Located], report: DocumentReport, level: Severity, language: Language
) -> etree._Element:
    name = report.rule_names[outcome.code].say(language) if outcome.code in report.rule_names else ""
    case = E.testcase(name=_clean(f"{outcome.code} {name}".strip()), classname=_clean(" ".join(report.paths)))
    why = _clean(outcome.why.say(language)) if outcome.why else ""
    if outcome.verdict == "crashed":
        case.append(E.error(why, message=why))
    elif outcome.verdict in ("not applicable", "not checked"):
        case.append(E.skipped(message=why))
    bad = [x for x in found if x.finding.severity >= level]
    if bad:
        message = _clean(bad[0].finding.message.say(language))
        kind = SEVERITIES[max(x.finding.severity for x in bad)].en
        case.append(E.failure(_clean("\n".join(_line(x, language) for x in bad)), message=message, type=kind))
    rest = [x for x in found if x.finding.severity < level]
    if rest:
        case.append(E("system-out", _clean("\n".join(_line(x, language) for x in rest))))
    return case


def _line(one: Located, language: Language) -> str:
    finding: Finding = one.finding
    where = " ".join(p for p in (place_words(finding.place, language), spot_words(one.spot, language)) if p)
    return f"{SEVERITIES[finding.severity].say(language)} {where} {finding.message.say(language)}"


def _clean(text: str) -> str:
    """Leave out what XML cannot hold: a document may print any character."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe"))
