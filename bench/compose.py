"""How long composing takes: one ledger of many rows in every format, and many ledgers on all cores; peak memory.

    python bench/compose.py             3,000 rows; 300 ledgers
    python bench/compose.py --quick     3,000 rows; 20 ledgers

The floor beside it is writing the same figures as bare CSV, measured in the same run.
"""

import argparse
import csv
import io
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from yusuan.app.compose import Publishing, compose_many
from yusuan.app.options import cores
from yusuan.catalog.codes import code_list

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "gzdgov-2024.ledger.json"
FORMATS = ("pdf", "docx", "xlsx", "html", "json", "csv", "parquet", "datapackage")
_THREE_PUBLIC = frozenset({"30212", "30217", "30231", "31013", "30913"})
_FUNDS = ("general", "govfund", "capital", "special", "business", "other")


def rows(wanted: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Expenditure at ``wanted`` different points: every fund, subjects out of the lists, some of it in projects."""
    chance = random.Random(seed)
    known, economic = code_list("function").by_code, code_list("economy").by_code
    functions = [c for c in known if len(c) == 7 and c[:5] in known and c[:3] in known]
    # 三公 is entered by itself, and may not be less than what its subjects hold.
    economies = [c for c in economic if len(c) == 5 and c[:3] in economic and c not in _THREE_PUBLIC]
    seen: set[tuple[str, ...]] = set()
    while len(seen) < wanted:
        nature = chance.choice(("personnel", "public", "project"))
        point = (
            chance.choice(_FUNDS), chance.choice(functions), chance.choice(economies), nature,
            f"项目{chance.randrange(60)}" if nature == "project" else "",
        )  # fmt: skip
        if point in seen:
            continue
        seen.add(point)
        names = ("fund", "function", "economy", "nature", "project")
        row = {"flow": "expenditure", "gov_economy": "50201", **dict(zip(names, point, strict=True))}
        yield {k: v for k, v in row.items() if v} | {
            "amount": f"{chance.randrange(1, 10**9)}.{chance.randrange(100):02d}"
        }


def ledger(wanted: int, seed: int = 1) -> str:
    """The example's ledger with ``wanted`` rows of expenditure of its own, and the income that they want."""
    data = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    data["expenditure"] = list(rows(wanted, seed))
    income: dict[tuple[str, str], int] = {}
    for row in data["expenditure"]:
        whole, _, rest = row["amount"].partition(".")
        key = (row["fund"], row["function"])
        income[key] = income.get(key, 0) + int(whole) * 100 + int(rest)
    data["income"] = [
        {"flow": "income", "fund": fund, "function": code, "amount": f"{fen // 100}.{fen % 100:02d}"}
        for (fund, code), fen in sorted(income.items())
    ]
    projects = sorted({r["project"] for r in data["expenditure"] if "project" in r})
    data["projects"] = [{"name": p, "target": f"按计划完成{p}的年度任务。"} for p in projects]
    data["indicators"] = []
    data["body"]["body"] = f"示例单位{seed}"
    return json.dumps(data, ensure_ascii=False)


def bare(text: str) -> float:
    """Seconds to write the ledger's figures as CSV and no more."""
    begun = time.perf_counter()
    writer = csv.writer(io.StringIO())
    for row in json.loads(text)["expenditure"]:
        writer.writerow(row.values())
    return time.perf_counter() - begun


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rows", type=int, default=3_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        # Many first: workers are forked, and the libraries that one ledger loads here start threads of their own.
        many = 20 if options.quick else 300
        paths = []
        for n in range(many):
            paths.append(home / f"{n}.json")
            paths[-1].write_text(ledger(60 + n % 90, n + 2), encoding="utf-8")
        begun = time.perf_counter()
        published = sum(o.published for o in compose_many(paths, Publishing(home / "many", FORMATS)))
        took = time.perf_counter() - begun
        print(
            f"{many} ledgers of 60 to 149 rows to all formats on {cores()} cores: {took:.1f} s, {published} published"
        )
        print(f"peak memory of a worker: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10} MiB")
        text = ledger(options.rows)
        (home / "one.json").write_text(text, encoding="utf-8")
        for formats in ([f] for f in FORMATS):
            begun = time.perf_counter()
            (done,) = compose_many([home / "one.json"], Publishing(home / "out", tuple(formats), jobs=0))
            words = "" if done.published else f"  {done.failure or done.problems[:1]}"
            print(f"{options.rows:,} rows to {formats[0]}: {time.perf_counter() - begun:.2f} s{words}")
        begun = time.perf_counter()
        list(compose_many([home / "one.json"], Publishing(home / "out", FORMATS, jobs=0)))
        took = time.perf_counter() - begun
        print(f"{options.rows:,} rows to all formats, with the gate: {took:.2f} s, {took / bare(text):,.0f} x bare CSV")
        print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MiB")


if __name__ == "__main__":
    main()
