"""``make fuzz``: N mutants over the formats, each with its verdict; findings are kept with how to replay them.

Exits with 1 where anything was found.
"""

import argparse
import random
import socket
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from fuzz import seeds
from fuzz.mutate import Bait
from fuzz.trial import FORMATS, Outcome, Task, mutant, name_of, trial
from fuzz.watch import CANARY
from yusuan.app.check import check_paths
from yusuan.app.options import Options, cores
from yusuan.app.pool import Broken, Pool
from yusuan.read import ocr
from yusuan.report.text import Style, lines

#: How many of a thousand mutants each format gets.
SHARES = {"pdf": 190, "xlsx": 130, "xls": 80, "docx": 130, "office": 40, "html": 130, "ofd": 110, "text": 90, "zip": 50,
          "image": 10, "corrections": 25, "layout": 15,
          "ledger": 70, "template": 15, "list": 20, "baseline": 5}  # fmt: skip
_MEGA = 1_000_000


class _OverError(Exception):
    """The time of the run is over."""


@dataclass
class Tally:
    """What became of one format's mutants."""

    hows: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    slowest: float = 0.0
    grown: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one."""
        self.hows[outcome.how] += 1
        self.seconds += outcome.seconds
        self.slowest = max(self.slowest, outcome.seconds)
        self.grown = max(self.grown, outcome.grown)


def warm(home: Path) -> None:
    """Load all readers and rules, so that each process, forked off this one, need not."""
    smallest = [min(folder.iterdir(), key=lambda p: p.stat().st_size) for folder in sorted(home.iterdir())]
    wanted = [p for p in smallest if p.parent.name in ("pdf", "xlsx", "xls", "docx", "html", "ofd")]
    for one in check_paths([*wanted, home / "text" / "both.txt"], Options(jobs=0)):
        list(lines(one, Style()))


class Run:
    """A run: its folder with the bait and the seeds, its tasks, its tallies and findings."""

    def __init__(self, home: Path, limits: tuple[float, int], out: Path, corpus: Path | None) -> None:
        self.home, self.limits, self.out = home, limits, out
        (home / "canary.txt").write_text(f"{CANARY} 2024年收入预算1.00万元\n", encoding="utf-8")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.setblocking(False)
        port = self.listener.getsockname()[1]
        path = str(home / "canary.txt")
        self.bait = Bait(f"file://{path}", path, f"http://127.0.0.1:{port}/canary.dtd")
        seeds.make(home / "seeds", corpus)
        warm(home / "seeds")
        self.tallies: defaultdict[str, Tally] = defaultdict(Tally)
        self.defects: dict[tuple[str, str], list[str]] = {}

    def tasks(self, total: int, seed: int, formats: list[str], *, pictures: bool) -> list[Task]:
        """The tasks, formats mixed, but for the pictures, which come first: their models are loaded once."""
        share = sum(SHARES[f] for f in formats)
        made = [
            self.task(f, i, seed, ocr=f == "image" and pictures)
            for f in formats
            for i in range(-(-total * SHARES[f] // share))
        ]
        random.Random(seed).shuffle(made)
        return sorted(made, key=lambda t: t.format != "image")

    def task(self, kind: str, number: int, seed: int, *, ocr: bool = False, replay: str = "") -> Task:
        """One task; pictures take longer."""
        seconds, memory = self.limits
        return Task(kind, number, seed, str(self.home), self.bait, seconds * (3 if ocr else 1), memory, ocr, replay)

    def do(self, tasks: list[Task], jobs: int, end: float) -> int:
        """Do the tasks until ``end``; how many were done."""
        done = 0
        # Address space, as in use, and time for native code, which no alarm stops.
        with suppress(_OverError), Pool(trial, jobs, 12 * self.limits[0], 2 << 30) as pool:
            for done, (number, answer) in enumerate(pool.run(tasks), 1):
                task, outcome = tasks[number], self._outcome(answer)
                self.tallies[task.format].add(outcome)
                if outcome.how == "defect":
                    self._keep(task, outcome)
                if done % 1000 == 0:
                    print(f"  {done}/{len(tasks)}, {sum(map(len, self.defects.values()))} findings", file=sys.stderr)
                if time.monotonic() > end:
                    raise _OverError  # so that the pool ends its processes as they stand
        return done

    def _outcome(self, answer: Outcome | Broken) -> Outcome:
        if isinstance(answer, Broken):
            return Outcome("defect", f"process {answer.how} {answer.signal} {answer.error}", 0.0, 0, 0)
        return replace(answer, how="defect", what="an address was asked") if self._asked() else answer

    def _asked(self) -> bool:
        try:
            self.listener.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def _keep(self, task: Task, outcome: Outcome) -> None:
        """Keep up to three mutants of a defect, with what happened."""
        kept = self.defects.setdefault((task.format, outcome.what), [])
        kept.append("")
        if len(kept) > 3 or task.replay:
            return
        data = mutant(task)
        self.out.mkdir(parents=True, exist_ok=True)
        path = self.out / f"{name_of(task, data)}.bin"
        path.write_bytes(data)
        path.with_suffix(".txt").write_text(f"{outcome.what}\n\n{outcome.trace}", encoding="utf-8", errors="replace")
        kept[-1] = str(path)

    def told(self) -> str:
        """The table of the run, in Markdown, and the findings."""
        out = ["| format | mutants | read | refused | findings | ms each | slowest, s | most memory, MB |",
               "|---|--:|--:|--:|--:|--:|--:|--:|"]  # fmt: skip
        total = Tally()
        for kind in (f for f in FORMATS if f in self.tallies):
            one = self.tallies[kind]
            out.append(_row(kind, one))
            total.hows += one.hows
            total.seconds += one.seconds
            total.slowest, total.grown = max(total.slowest, one.slowest), max(total.grown, one.grown)
        out.append(_row("**all**", total))
        for (kind, what), kept in sorted(self.defects.items()):
            out += ["", f"{kind}: {what} ({len(kept)} times)"]
            out += [f"  make fuzz FORMATS={kind} REPLAY={path}" for path in kept if path]
        return "\n".join(out)


def _row(name: str, one: Tally) -> str:
    count = sum(one.hows.values())
    mean = 1000 * one.seconds / max(1, count)
    hows = " | ".join(f"{one.hows[h]:,}" for h in ("read", "refused", "defect"))
    return f"| {name} | {count:,} | {hows} | {mean:.0f} | {one.slowest:.1f} | {one.grown / _MEGA:.0f} |"


def main(arguments: list[str] | None = None) -> int:
    """Run as the options say."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("-n", type=int, default=20_000, help="mutants over all formats")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other mutants")
    parser.add_argument("--formats", default="", help=f"some of {', '.join(FORMATS)}")
    parser.add_argument("--minutes", type=float, default=60.0, help="stop after")
    parser.add_argument("--jobs", type=int, default=cores())
    parser.add_argument("--seconds", type=float, default=10.0, help="that one input may take")
    parser.add_argument("--memory", type=int, default=1000, help="megabytes that one input may take")
    parser.add_argument("--out", type=Path, default=Path("build/fuzz"), help="where findings are kept")
    parser.add_argument("--replay", default="", help="a file that was kept")
    parser.add_argument("--no-corpus", action="store_true", help="without seeds out of the real documents")
    chosen = parser.parse_args(arguments)
    formats = chosen.formats.replace(",", " ").split() or list(FORMATS)
    if unknown := [f for f in formats if f not in FORMATS]:
        parser.error(f"no such format: {', '.join(unknown)}")
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="yusuan-fuzz-") as home:
        limits = (chosen.seconds, chosen.memory * _MEGA)
        run = Run(Path(home).resolve(), limits, chosen.out.resolve(), None if chosen.no_corpus else seeds.corpus_home())
        pictures = ocr.ready()
        if chosen.replay:
            kind = chosen.formats or Path(chosen.replay).name.partition("-")[0]
            tasks = [run.task(kind, 0, 0, ocr=kind == "image" and pictures, replay=str(Path(chosen.replay).resolve()))]
        else:
            tasks = run.tasks(chosen.n, chosen.seed, formats, pictures=pictures)
        with run.listener:
            done = run.do(tasks, chosen.jobs, start + 60 * chosen.minutes)
    print(run.told())
    took = time.monotonic() - start
    print(f"\n{done:,} of {len(tasks):,} mutants, seed {chosen.seed}, {chosen.jobs} processes, {took:.0f} s")
    return 1 if run.defects or done < min(chosen.n, len(tasks)) else 0


if __name__ == "__main__":
    sys.exit(main())
