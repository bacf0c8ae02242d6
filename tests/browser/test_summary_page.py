"""The summary of a run in headless Chromium: it sorts, filters, asks for nothing and complains of nothing."""

from pathlib import Path

import pytest
from chromium import browser, found

from support.examined import EXAMPLE, examined
from yusuan.model.text import Text
from yusuan.report.document import DocumentReport
from yusuan.report.overview import make_run

pytestmark = pytest.mark.skipif(found() is None, reason="Chromium is not installed (Debian: apt-get install chromium)")

TITLES = "Array.from(document.querySelectorAll('#documents tbody tr')).filter(function (r) { return !r.hidden; })"


def test_it_sorts_and_filters(tmp_path: Path) -> None:
    reports = [examined(EXAMPLE).report, examined(EXAMPLE.with_name("gzdgov-2024.txt")).report]
    reports.append(DocumentReport(("坏.pdf",), failure=Text("文件是空的。", "The file is empty.")))
    html = make_run(reports, [], tmp_path, "zh")[1]
    with browser() as page:
        page.open(html)
        assert page.run("document.querySelectorAll('#documents tbody tr').length") == 2
        errors = f"{TITLES}.map(function (r) {{ return r.cells[2].textContent; }})"
        first = page.run(errors)
        assert [int(n) for n in first] == sorted((int(n) for n in first), reverse=True)
        page.click("#documents th:nth-child(3) button")
        page.click("#documents th:nth-child(3) button")
        assert page.run(errors) == first[::-1]
        assert page.run("document.querySelector('#documents th:nth-child(3)').getAttribute('aria-sort')") == "ascending"
        page.run(
            "(function () { const i = document.querySelector('input'); i.value = 'planted';"
            " i.dispatchEvent(new Event('input')); })()"
        )
        assert len(page.run(errors)) == 1
        assert page.run("document.querySelector('#failures').textContent.indexOf('文件是空的。') > 0")
        wrong = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
        assert [e for e in page.events if e[0] in wrong] == []
        asked = [p["request"]["url"] for m, p in page.events if m == "Network.requestWillBeSent"]
        assert [u for u in asked if not u.startswith(("file:", "about:"))] == []
