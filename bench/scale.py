"""How reconciliation grows: seconds and memory from 300 cells to 300,000."""

import gc
import random
import resource
import statistics
import sys
import time

from synthetic import disclosure, ledger

from yusuan.check.reconcile import reconcile

#: Ledger rows that print about so many cells.
SIZES = ((30, 300), (500, 5_000), (4_000, 39_000), (31_000, 300_000))
MAX_SECONDS, MAX_MEBIBYTES = 2.0, 1024


def peak() -> int:
    """The process's peak memory so far in MiB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> bool:
    """Print one line a size. Returns whether the largest stays within its marks."""
    print(f"\nReconciliation by size; mark: 300,000 cells under {MAX_SECONDS:g} s and {MAX_MEBIBYTES} MiB")
    print(f"{'cells':>9} {'equations':>10} {'median':>10} {'peak MiB':>9}")
    good = True
    for rows, least in SIZES:
        made = disclosure(
            ledger(rows, random.Random(5), general_only=False, fen=True, tiny=False, wide=True), "half_up", "guangdong"
        )
        reconcile(made)
        taken = []
        for _ in range(5 if least < 100_000 else 3):
            gc.collect()
            start = time.perf_counter()
            found = reconcile(made)
            taken.append(time.perf_counter() - start)
        median = statistics.median(taken)
        print(f"{len(made.facts):>9,} {found.equations_checked:>10,} {median * 1000:>7.0f} ms {peak():>9}", flush=True)
        good &= not found.contradictions
        if least >= 300_000:
            good &= len(made.facts) >= 250_000 and median < MAX_SECONDS and peak() < MAX_MEBIBYTES
    return good


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
