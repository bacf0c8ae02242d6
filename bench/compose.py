"""How long composing takes: ledgers of many rows in every format, and many ledgers on all cores; peak memory.

    python bench/compose.py             3,000 rows, of a large department and at their worst; 300 ledgers
    python bench/compose.py --quick     the same; 20 ledgers

The floor beside it is writing the same figures as bare CSV, measured in the same run.
"""

import argparse
import csv
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from yusuan.app.compose import Publishing, compose_many
from yusuan.app.ledger import load
from yusuan.app.options import cores
from yusuan.catalog.codes import code_list
from yusuan.compose import compose
from yusuan.publish import publish

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "gzdgov-2024.ledger.json"
FORMATS = ("pdf", "docx", "xlsx", "html", "json", "csv", "parquet", "datapackage")
_THREE_PUBLIC = frozenset({"30212", "30217", "30231", "31013", "30913"})
_FUNDS = ("general", "govfund", "capital", "special", "business", "other")

_COMMAND = "from yusuan.cli.main import main; main()"

#: Makes rows of expenditure: how many, and of which seed.
Rows = Callable[[int, int], Iterator[dict[str, str]]]


def worst(wanted: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Expenditure at ``wanted`` points, each at another subject of the nation's lists, every fund: 380 pages."""
    chance = random.Random(seed)
    functions, economies = _subjects()
    yield from _distinct(
        wanted,
        chance,
        lambda: (
            chance.choice(_FUNDS), chance.choice(functions), chance.choice(economies),
            chance.choice(("personnel", "public", "project")), f"项目{chance.randrange(60)}",
        ),
    )  # fmt: skip


def usual(wanted: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Expenditure of a large department: 60 functions, 40 economic subjects, 200 projects, eight tenths general."""
    chance = random.Random(seed)
    functions, economies = (chance.sample(codes, n) for codes, n in zip(_subjects(), (60, 40), strict=True))
    yield from _distinct(
        wanted,
        chance,
        lambda: (
            chance.choices(("general", "govfund", "other"), (8, 1, 1))[0], chance.choice(functions),
            chance.choice(economies), chance.choice(("personnel", "public", "project", "project", "project")),
            f"项目{chance.randrange(200)}",
        ),
    )  # fmt: skip


def _subjects() -> tuple[list[str], list[str]]:
    known, economic = code_list("function").by_code, code_list("economy").by_code
    functions = [c for c in known if len(c) == 7 and c[:5] in known and c[:3] in known]
    # 三公 is entered by itself, and may not be less than what its subjects hold.
    return functions, [c for c in economic if len(c) == 5 and c[:3] in economic and c not in _THREE_PUBLIC]


def _distinct(wanted: int, chance: random.Random, draw: Callable[[], tuple[str, ...]]) -> Iterator[dict[str, str]]:
    seen: set[tuple[str, ...]] = set()
    names = ("fund", "function", "economy", "nature", "project")
    while len(seen) < wanted:
        fund, function, economy, nature, project = draw()
        point = (fund, function, economy, nature, project if nature == "project" else "")
        if point in seen:
            continue
        seen.add(point)
        row = {"flow": "expenditure", "gov_economy": "50201", **dict(zip(names, point, strict=True))}
        amount = f"{chance.randrange(1, 10**9)}.{chance.randrange(100):02d}"
        yield {k: v for k, v in row.items() if v} | {"amount": amount}


def ledger(wanted: int, seed: int = 1, rows: Rows = worst) -> str:
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


def command(ledger_file: Path, out: Path) -> tuple[bool, float, float, int]:
    """Whether ``yusuan compose`` failed; seconds, those of the processor, and MiB, from the command to the gate."""
    words = (sys.executable, "-c", _COMMAND, "compose", str(ledger_file), "-o", str(out))
    begun = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode != 0, time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10


def in_parts(ledger_file: Path, out: Path) -> Iterator[tuple[str, float]]:
    """What takes how many seconds inside: composing, and each format, without the gate."""
    begun = time.perf_counter()
    document = compose(load(ledger_file).ledger)
    yield "load and compose", time.perf_counter() - begun
    for form in FORMATS:
        begun = time.perf_counter()
        publish(document, out, "例", (form,))
        yield form, time.perf_counter() - begun


def of_one(home: Path, wanted: int, name: str, rows: Rows) -> None:
    """Measure one ledger of ``wanted`` rows in all formats, and tell."""
    text = ledger(wanted, 5, rows)
    path = home / f"{name}.json"
    path.write_text(text, encoding="utf-8")
    failed, took, busy, peak = min(command(path, home / name) for _ in range(3))
    words = ", NOT PUBLISHED" if failed else ""
    print(f"{name}, {wanted:,} rows to all formats and through the gate, the whole command on one core: {took:.2f} s")
    print(f"  ({busy:.2f} s of it at work), {took / bare(text):,.0f} x bare CSV, peak memory {peak} MiB{words}")
    parts = "; ".join(f"{what} {seconds:.2f}" for what, seconds in in_parts(path, home / f"{name} parts"))
    print(f"  in parts (s): {parts}")


def of_many(home: Path, many: int) -> None:
    """Measure ``many`` small ledgers on all cores, and tell."""
    paths = []
    for n in range(many):
        paths.append(home / f"{n}.json")
        paths[-1].write_text(ledger(60 + n % 90, n + 2), encoding="utf-8")
    begun = time.perf_counter()
    outcomes = tuple(compose_many(paths, Publishing(home / "many", FORMATS)))
    took = time.perf_counter() - begun
    published = sum(o.published for o in outcomes)
    print(f"{many} ledgers of 60 to 149 rows to all formats on {cores()} cores: {took:.1f} s, {published} published")
    for outcome in (o for o in outcomes if not o.published):
        print(f"  NOT PUBLISHED {Path(outcome.ledger).name}: {outcome.failure or outcome.problems[:1]}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"  ({used.ru_utime + used.ru_stime:.1f} s of work), peak memory of a worker {used.ru_maxrss >> 10} MiB")


def _stay_on_one_core() -> None:
    """Whatever is started from here on keeps to it too."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rows", type=int, default=3_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        # Many first: workers are forked, and the libraries that one ledger loads here start threads of their own.
        of_many(home, 20 if options.quick else 300)
        _stay_on_one_core()
        of_one(home, options.rows, "a large department", usual)
        of_one(home, options.rows, "the worst case", worst)


if __name__ == "__main__":
    main()
