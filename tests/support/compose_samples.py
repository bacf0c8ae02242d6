"""Small ledgers, and the example's as every layout takes it."""

from dataclasses import replace

from support.ledgers import example_ledger
from yusuan.model.coordinate import Coordinate
from yusuan.model.document import Document, Part, Prose, Table, TableCell
from yusuan.model.ledger import Count, Entry, Ledger, Origin, Reason, Words

BODIES = {
    "guangdong-budget": "广州市数字政府运营中心",
    "shanghai-budget": "上海市普陀区数据中心",
    "china-budget": "武汉市数据中心",
    "jiangsu-budget": "无锡市数据中心",
    "central-budget": "国家数据中心",
    "final-accounts": "武汉市数据中心",
    "chongqing-budget": "重庆市数据中心",
    "fujian-budget": "福州市数据中心",
    "hunan-budget": "长沙市数据中心",
    "zhejiang-budget": "杭州市数据中心",
    "shandong-budget": "烟台市数据中心",
    "central-final-accounts": "国家数据中心",
    "shanghai-final-accounts": "上海市普陀区数据中心",
}
COUNTS = (
    ("因公出国（境）团组数", 2, "个"), ("因公出国（境）人次", 5, "人次"), ("公务用车购置数", 1, "辆"),
    ("公务用车保有量", 3, "辆"), ("国内公务接待批次", 12, "批次"), ("国内公务接待人次", 80, "人次"),
)  # fmt: skip
GOVERNMENT = {"301": "50101", "302": "50201", "303": "50901", "310": "50306", "312": "50799", "399": "59999"}
HERE = Origin("支出", "H9")


def entry(fen: int, **nodes: str) -> Entry:
    return Entry(Coordinate(**{"year": "2024", "phase": "budget", **nodes}), fen, HERE)


def ledger_in(layout: str, *more: Entry) -> Ledger:
    """The example's ledger with ``more`` entries, in another layout, with what that asks for besides."""
    base = example_ledger()
    final = layout.endswith("final-accounts")
    phases = ("budget", "final") if final else ("budget",)
    entries = [replace(e, coordinate=_spent(e.coordinate).at(phase=p)) for e in (*base.entries, *more) for p in phases]
    year = {"year": "2023", "phase": phases[-1]}
    last = [replace(e, coordinate=e.coordinate.at(phase=phases[-1])) for e in base.last_year]
    last += [entry(100_000_000, **year, flow="expenditure", fund=fund) for fund in ("grant", "general")]
    last.append(entry(100_000_000, **year, flow="in_total", fund="grant"))
    reasons = [Reason(p, "任务有所增加", HERE) for p in ("grant", "general", "grant_in_total", "in_total", "out_total")]
    words = [Words(n, "按要求做好工作。", True, HERE) for n in ("performance", "tasks", "whole_target")]
    return replace(
        base, layout=layout, body=BODIES[layout], kind="final_accounts" if final else "budget", entries=tuple(entries),
        last_year=tuple(last), reasons=(*base.reasons, *reasons), words=(*base.words, *words),
        counts=(*base.counts, *(Count(n, v, u, HERE) for n, v, u in COUNTS)),
    )  # fmt: skip


def _spent(c: Coordinate) -> Coordinate:
    """With the government's subject, which some layouts list beside the department's."""
    return c.at(gov_economy=GOVERNMENT[c.economy[:3]]) if c.economy and not (c.topic or c.gov_economy) else c


def other_money() -> tuple[Entry, ...]:
    """Money of other funds with what it is spent on, carried in and out, beside the year's own."""
    at = {"function": "2010350"}
    spent = {**at, "economy": "30227", "nature": "public"}
    return (
        entry(12_345, flow="income", fund="business", **at), entry(777_700, flow="income", fund="other", **at),
        entry(5_555_555, flow="carry_in", fund="general", **at), entry(9_999, flow="income", fund="affiliated", **at),
        entry(5_555_222, flow="expenditure", fund="general", **spent),
        entry(333, flow="carry_out", fund="general", **at),
        entry(12_345, flow="expenditure", fund="business", **spent),
        entry(777_700, flow="expenditure", fund="other", **spent),
        entry(9_999, flow="expenditure", fund="affiliated", nature="to_superior", **at),
        entry(123_456_789, flow="income", fund="govfund", function="2120803"),
        entry(
            123_456_789, flow="expenditure", fund="govfund", function="2120803", economy="30227", nature="project",
            project="其他运行经费",
        ),
    )  # fmt: skip


def tables(parts: tuple[Part, ...]) -> list[Table]:
    """All statements with a title, in order."""
    return [t for p in parts for t in (*[b for b in p.blocks if isinstance(b, Table) and b.title], *tables(p.parts))]


def cells(table: Table) -> list[TableCell]:
    return [c for row in table.rows for c in row]


def prose(document: Document) -> str:
    """All paragraphs of the narrative."""

    def texts(part: Part) -> list[str]:
        own = [b.text for b in part.blocks if isinstance(b, Prose)]
        return own + [t for p in part.parts for t in texts(p)]

    return "\n".join(t for p in document.parts for t in texts(p))
