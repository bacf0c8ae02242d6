"""Worker processes, one task at a time each, so that a crash, a hang or a memory bomb costs one task and no more.

The pools of the standard library lose every task when one worker dies, and cannot say which one did it.
"""

import multiprocessing
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, Literal, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")

#: Tasks that a worker does before it makes room for a fresh one: native libraries leak.
_TASKS_PER_WORKER = 100
_starting = threading.Lock()


@dataclass(frozen=True, slots=True)
class Broken:
    """A task that has no answer: its worker died (``signal``, 0 if it left by itself), hung, or ran out of memory.

    ``error`` is what a Python exception said, where there was one: a mistake of the program, not of the task.
    """

    how: Literal["died", "hung", "memory", "error"]
    signal: int = 0
    error: str = ""


@dataclass(slots=True)
class _Worker(Generic[Task]):
    process: BaseProcess
    pipe: Connection
    done: int = 0
    number: int | None = None
    since: float = 0.0


@dataclass(slots=True)
class Pool(Generic[Task, Answer]):
    """Up to ``jobs`` processes that run ``work`` (a function of a module) on one task after the other.

    ``seconds``: after which a task counts as hung. ``memory``: bytes of address space a process may take beyond what
    it starts with, None for no limit (where the system has such limits at all).
    """

    work: Callable[[Task], Answer]
    jobs: int
    seconds: float
    memory: int | None
    _workers: list[_Worker[Task]] = field(default_factory=list)

    def __enter__(self) -> "Pool[Task, Answer]":
        return self

    def __exit__(self, *exc: object) -> None:
        for worker in self._workers:
            _end(worker, kill=exc[0] is not None)
        self._workers.clear()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[int, Answer | Broken]]:
        """Yield the number of each task, from 0, and its answer, as they come in."""
        todo = deque(enumerate(tasks))
        while todo or any(w.number is not None for w in self._workers):
            self._hand_out(todo)
            busy = [w for w in self._workers if w.number is not None]
            left = min(w.since for w in busy) + self.seconds - time.monotonic()
            ready = set(wait([w.pipe for w in busy], max(0.0, left)))
            for worker in busy:
                if worker.pipe in ready or time.monotonic() - worker.since > self.seconds:
                    number = worker.number
                    worker.number = None
                    answer = self._take(worker) if worker.pipe in ready else self._drop(worker, Broken("hung"))
                    if number is not None:
                        yield number, answer

    def _hand_out(self, todo: "deque[tuple[int, Task]]") -> None:
        for worker in self._workers[:]:
            if worker.number is None and worker.done >= _TASKS_PER_WORKER:
                self._workers.remove(worker)
                _end(worker)
        while todo:
            idle = next((w for w in self._workers if w.number is None), None)
            if idle is None:
                if len(self._workers) >= self.jobs:
                    return
                idle = self._start()
            number, task = todo.popleft()
            idle.number, idle.since = number, time.monotonic()
            try:
                idle.pipe.send(task)
            except OSError:  # it died before it had anything to do: the answer will say so
                continue

    def _start(self) -> _Worker[Task]:
        method = start_method()
        context = multiprocessing.get_context(method)
        ours, theirs = context.Pipe()
        inherited = [w.pipe for w in self._workers] + [ours] if method == "fork" else []
        process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(self.work, theirs, inherited, self.memory), daemon=True
        )
        if method == "fork":
            process.start()
        else:
            with _no_main():
                process.start()
        theirs.close()
        worker: _Worker[Task] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _take(self, worker: _Worker[Task]) -> Answer | Broken:
        try:
            answer: Answer | Broken = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            code = worker.process.exitcode or 0
            return self._drop(worker, Broken("died", signal=max(0, -code)))
        worker.done += 1
        return answer

    def _drop(self, worker: _Worker[Task], why: Broken) -> Broken:
        self._workers.remove(worker)
        _end(worker, kill=True)
        return why


def start_method() -> str:
    """How processes are started: forked where that is safe (one thread, Linux), since that costs milliseconds."""
    if sys.platform == "linux" and _threads() == 1:
        return "fork"
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def _threads() -> int:
    """The threads of this process, with those of native libraries (typst, pyarrow, OpenBLAS).

    None of them outlives a fork: what waits for one in the child waits for ever.
    """
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


@contextmanager
def _no_main() -> Iterator[None]:
    """While a process is started: hide the program that called us, which the process would otherwise run once more.

    Workers run functions of ours alone. A program that calls us at its top level, without asking whether it is
    ``__main__``, would call us again in each of them.
    """
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def _end(worker: _Worker[Any], *, kill: bool = False) -> None:
    worker.pipe.close()  # an idle worker reads the end of its pipe and leaves
    if kill:
        worker.process.kill()
    worker.process.join(1)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()


def _serve(work: Callable[[Any], Any], pipe: Connection, inherited: Iterable[Connection], memory: int | None) -> None:
    """Answer tasks until the pipe ends; what a worker is."""
    import signal  # noqa: PLC0415 - only in the worker

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in inherited:
        other.close()  # else a worker would keep its sisters' pipes open when the parent is gone
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one process a core already
    _limit(memory)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = work(task)
        except MemoryError:
            answer = Broken("memory")
        except Exception as error:  # noqa: BLE001 - a mistake of ours on one file; the caller names the file with it
            answer = Broken("error", error=_told(error))
        try:
            pipe.send(answer)
        except OSError:  # whoever asked is gone
            return


def _told(error: Exception) -> str:
    """The exception with the line of ours that it came out of."""
    import traceback  # noqa: PLC0415 - only when something broke

    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({frames[-1].filename.rpartition('yusuan')[2].lstrip('/')}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{where}"


def _mapped() -> int:
    """Bytes of address space that this process has now; 0 where the system does not say."""
    try:
        with Path("/proc/self/statm").open(encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _limit(memory: int | None) -> None:
    if memory is None:
        return
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    # What the parent had mapped when it forked is not the task's: a test or a server may have loaded models.
    memory += _mapped()
    soft = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
