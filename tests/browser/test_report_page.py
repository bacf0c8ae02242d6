"""The report as a person uses it, in headless Chromium: clicks, keys, acceptance, exports, paper; and it is quick."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Browser, BrowserError, browser, found

from support.examined import EXAMPLE, examined, example_as_pdf
from yusuan.app.beside import parse_acceptances
from yusuan.report.page import make
from yusuan.report.products import Examined

pytestmark = pytest.mark.skipif(found() is None, reason="Chromium is not installed (Debian: apt-get install chromium)")

READY = "document.documentElement.dataset.ready === 'yes'"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def pdf(folder: Path) -> Examined:
    return examined(example_as_pdf(folder))


@pytest.fixture(scope="module")
def report(pdf: Examined, folder: Path) -> Path:
    return make(pdf, folder / "示例", "zh")[0]


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browser() as one:
        yield one


@pytest.fixture
def page(window: Browser, report: Path, folder: Path) -> Iterator[Browser]:
    """The report, freshly opened, with nothing remembered; at the end it has not complained or asked for anything."""
    yield from opened(window, report, folder)


def opened(window: Browser, report: Path, folder: Path) -> Iterator[Browser]:
    window.open(report)
    window.run("try { localStorage.clear() } catch (error) {}")
    window.events.clear()
    window.open(report)
    window.until(READY)
    window.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
    yield window
    window.run("0")
    wrong = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
    assert [e for e in window.events if e[0] in wrong] == []
    asked = [
        p["request"]["url"] for m, p in window.events if m == "Network.requestWillBeSent" and p["type"] != "Document"
    ]
    assert [u for u in asked if not u.startswith(("data:", "blob:"))] == []


def text(page: Browser, selector: str) -> str:
    return str(page.run(f"document.querySelector({json.dumps(selector)}).innerText"))


def in_sight(page: Browser, selector: str) -> bool:
    return bool(page.run(
        f"(() => {{ const r = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
        "const p = document.getElementById('pages').getBoundingClientRect();"
        "return r.width > 0 && r.top >= p.top && r.bottom <= p.bottom; })()"
    ))  # fmt: skip


def figure(pdf: Examined, printed: str, page: int) -> int:
    """The number of the figure that prints so on a page."""
    first = len(pdf.disclosure.claims)
    return next(
        n for n, f in enumerate(pdf.disclosure.facts, first) if (f.amount.printed, f.place.page) == (printed, page)
    )


def test_a_click_on_a_finding_brings_its_place(page: Browser) -> None:
    assert text(page, "#tally .error b") == "5"
    page.click("[data-summary='1']")
    assert in_sight(page, ".frame.current")
    assert text(page, ".frame.current .badge") == "2"
    details = text(page, "#finding-1 .details")
    assert "不成立" in details
    assert "390.30" in details
    assert "30206 电费" in details
    assert "为什么要紧" in details


def test_a_click_on_a_figure_tells_its_equations(page: Browser, pdf: Examined) -> None:
    page.run("document.getElementById('v4').scrollIntoView()")
    number = figure(pdf, "2,299.78", 5)
    page.until(f"!!document.getElementById('f{number}')")
    page.click(f"#f{number}")
    panel = text(page, "#panel")
    assert text(page, "#panel .amount") == "2,299.78 万元"
    assert "2010350 事业运行" in panel
    assert "✗ 3 个不成立" in panel
    assert "差 -70.01 万元" in panel
    assert page.run("document.querySelectorAll('#panel .equation.fails li.here').length") == 3
    page.click("#panel .equation li.total .term")
    assert "20103" in text(page, "#panel .where")
    assert in_sight(page, ".fig.chosen")
    page.press("b")
    assert text(page, "#panel .amount b") == "2,299.78"
    page.press("Escape")
    assert page.run("document.querySelectorAll('.fig.chosen').length") == 0


def test_a_figure_in_a_sentence_leads_to_the_tables(page: Browser, pdf: Examined) -> None:
    number = next(n for n, c in enumerate(pdf.disclosure.claims) if c.amount and c.amount.printed == "66,356.67")
    page.run(f"document.getElementById('v{(pdf.disclosure.claims[number].place.page or 0) - 1}').scrollIntoView()")
    page.until(f"!!document.getElementById('f{number}')")
    page.click(f"#f{number}")
    panel = text(page, "#panel")
    assert page.run("document.querySelector('#panel mark').innerText") == "66,356.67"
    assert "列示同一个数的位置" in panel
    assert "说明与报表的同一数" in panel
    page.click("#panel .links .link")
    assert text(page, "#panel .where").startswith("表")


def test_it_works_without_a_mouse(page: Browser) -> None:
    page.press("j", "j")
    assert page.run("document.activeElement.dataset.summary") == "1"
    assert in_sight(page, ".frame.current")
    page.press("k")
    assert page.run("document.activeElement.dataset.summary") == "0"
    page.press("Enter")
    assert page.run("document.activeElement.getAttribute('aria-expanded')") == "false"
    page.press("?")
    assert "下一个" in text(page, "#dialog")
    page.press("Escape", "/", *"电费")
    page.until("document.querySelectorAll('.finding').length === 1")
    assert "30206 电费 390.30 万元" in text(page, "#findings .links").replace("\n", " ")
    page.press("Escape")
    page.run("document.querySelector('#v4 .fig').focus()")
    before = page.run("document.activeElement.id")
    page.press("ArrowDown", "ArrowRight")
    assert page.run("document.activeElement.id") != before
    assert page.run("document.querySelectorAll('#v4 .fig[tabindex=\"0\"]').length") == 1
    printed = page.run("document.activeElement.getAttribute('aria-label')")
    page.press("Enter")
    assert printed.endswith(text(page, "#panel .amount"))


def test_tab_reaches_every_region_and_the_figures_of_far_pages(page: Browser) -> None:
    reached: list[str] = []
    for _ in range(80):
        page.press("Tab")
        reached.append(
            page.run("(n => (n.closest('#top, #list, #pages') || {}).id + ' ' + n.className)(document.activeElement)")
        )
        if "pages fig" in reached:
            break
    assert {"top", "list", "pages"} == {r.split()[0] for r in reached} - {"undefined"}
    assert "pages fig" in reached


def test_an_acceptance_is_kept_and_exported(page: Browser, pdf: Examined, report: Path, folder: Path) -> None:
    page.click("[data-summary='2']")
    page.click("#finding-2 .accept .open")
    page.click("#finding-2 .accept .save")
    assert page.run("document.querySelectorAll('.finding.done').length") == 0  # not without a reason
    page.run("document.querySelector('#finding-2 textarea').value = '合并时\\n保留“原名”\\\\，见 \"备注\"'")
    page.run("document.querySelector('#finding-2 input').value = '张三'")
    page.click("#finding-2 .accept .save")
    assert "已接受" in text(page, "#finding-2 .said")
    page.open(report)
    page.until(READY)
    assert page.run("document.querySelectorAll('.finding.done').length") == 1
    page.click("#export")
    page.click("#export-menu button:nth-child(3)")
    toml = waited_for(folder / "示例.pdf.yusuan.toml")
    (said,) = parse_acceptances(toml, "示例.pdf.yusuan.toml")
    assert said.key == pdf.report.located[2].finding.key
    assert (said.reason, said.by) == ('合并时\n保留“原名”\\，见 "备注"', "张三")
    assert said.date == time.strftime("%Y-%m-%d")
    # The file stands beside the document: the next check knows of it, and its report tells it.
    again = examined(Path(pdf.paths[0]))
    (folder / "示例.pdf.yusuan.toml").unlink()
    assert said.key not in [x.finding.key for x in again.report.located]
    page.open(make(again, folder / "再查", "zh")[0])
    page.until(READY)
    assert "保留“原名”" in text(page, "#findings ul.accepted")
    page.open(report)


def test_findings_are_exported_for_programs_and_spreadsheets(page: Browser, pdf: Examined, folder: Path) -> None:
    page.click("#export")
    page.click("#export-menu button:nth-child(1)")
    table = waited_for(folder / "示例.pdf.csv")
    assert table.startswith("\ufeff级别,规则,")
    assert len(table.strip().split("\r\n")) == 1 + len(pdf.report.located)
    page.click("#export")
    page.click("#export-menu button:nth-child(2)")
    told = json.loads(waited_for(folder / "示例.pdf.json"))
    assert [f["key"] for f in told["documents"][0]["findings"]] == [x.finding.key for x in pdf.report.located]


def waited_for(path: Path) -> str:
    end = time.monotonic() + 10
    while not path.is_file() or not path.stat().st_size:
        assert time.monotonic() < end, f"{path.name} was not saved"
        time.sleep(0.02)
    return path.read_bytes().decode()


def test_filters_and_groups(page: Browser) -> None:
    page.click("#tally .error")
    assert page.run("document.querySelectorAll('.finding').length") == 1
    page.click("#tally .error")
    page.run("(g => { g.value = 'section'; g.dispatchEvent(new Event('change')); })(document.getElementById('group'))")
    assert "收入总体情况表" in text(page, "#findings h2")
    page.run("(g => { g.value = 'YS1-005'; g.dispatchEvent(new Event('change')); })(document.getElementById('rule'))")
    assert page.run("document.querySelectorAll('.finding').length") == 1
    page.press("j", "j")
    assert page.run("document.querySelectorAll('.finding').length") == 1


def test_what_was_not_checked_is_told(page: Browser) -> None:
    page.click("#tab-unchecked")
    pane = text(page, "#pane-unchecked")
    assert "个无从核对" in pane
    assert "YS4-006" in pane
    assert "没有未能读懂的内容" in pane
    page.click("#tab-about")
    assert "收入总体情况表" in text(page, "#pane-about")
    page.click("#pane-about .statements li:nth-child(6) button")
    assert in_sight(page, "#v8 .fig")


def test_on_paper_come_all_findings_and_then_all_pages(page: Browser, pdf: Examined, folder: Path) -> None:
    from yusuan.read.source import read_pages  # noqa: PLC0415

    page.pdf(folder / "print.pdf")
    pages = read_pages(folder / "print.pdf").pages
    words = "".join("".join(b.text for b in p.blocks if hasattr(b, "text")) for p in pages)
    assert len(pages) >= pdf.disclosure.pages + 1
    assert "30206电费" in words.replace(" ", "")
    assert "为什么要紧" in words


def test_a_document_without_pages(window: Browser, folder: Path) -> None:
    text_file = make(examined(EXAMPLE), folder / "文本", "en")[0]
    for page in opened(window, text_file, folder):
        page.press("j")
        assert in_sight(page, ".flagged.error")
        assert "Findings" in text(page, "#tab-findings")
        page.click("#v0 td .fig")
        assert "Its equations" in text(page, "#panel")


def test_hostile_text_stays_text(window: Browser, folder: Path) -> None:
    words = "<img src=x onerror=\"document.title='bad'\"><script>document.title='bad'</script>"
    path = folder / "坏.txt"
    table = (
        f"表1 收支总体情况表\n单位：万元\n收入\t\t支出\t\n项目\t预算\t项目\t预算\n一、{words}\t10.00\t一、支出\t9.00\n"
    )
    path.write_text(
        f"{words}局2024年部门预算\n第一部分 {words}\n{table}收入总计\t10.00\t支出总计\t9.00\n{words}\n",
        encoding="utf-8",
    )
    made = make(examined(path), folder / "坏", "zh")[0]
    for page in opened(window, made, folder):
        page.press("j")
        page.run("document.querySelectorAll('.summary').forEach(s => s.click())")
        page.run("document.querySelectorAll('.fig').forEach(s => s.click())")
        assert page.run("document.title") != "bad"
        assert page.run("document.images.length") == 0
        assert page.run("!document.querySelector('[onerror]')")


def test_thirty_pages_open_within_a_second(window: Browser, pdf: Examined, folder: Path, tmp_path: Path) -> None:
    import pikepdf  # noqa: PLC0415 - only this needs it

    path = tmp_path / "长.pdf"
    with pikepdf.open(pdf.paths[0]) as source:
        for n in range(12):
            source.pages.append(source.pages[3 + n % 8])
        source.save(path)
    long = examined(path)
    made = make(long, folder / "长", "zh")[0]
    assert long.disclosure.pages == 30
    assert made.stat().st_size < 8_000_000
    taken = []
    for _ in range(3):
        window.open(made)
        window.until(READY)
        taken.append(window.run("performance.timing.loadEventEnd - performance.timing.navigationStart"))
    assert min(taken) < 1000, taken


def test_a_browser_that_is_asked_for_nonsense_says_so(page: Browser) -> None:
    with pytest.raises(BrowserError, match="nothing like it"):
        page.click("#nowhere")
