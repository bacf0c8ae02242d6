"""From paths to answers: find the files, read them in parallel, put together what belongs together, finish each."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

from yusuan.app.options import Options
from yusuan.app.paths import find
from yusuan.app.pool import Broken, Pool
from yusuan.app.work import Finish, Part, Task, Unread, work
from yusuan.model.text import Text

Answer = TypeVar("Answer")
#: Called with how many of how many steps are done.
Advance = Callable[[int, int], None]


def run(
    paths: Iterable[Path], options: Options, finish: Finish[Answer], advance: Advance | None = None
) -> Iterator[Answer | Unread]:
    """Yield the answer for each disclosure under ``paths``, in the order of their first files.

    What cannot be read, and what breaks its worker, is an ``Unread`` in its place; the others are done all the same.
    """
    found = find(paths)
    yield from (Unread((path,), why) for path, why in found.refused)
    files = [str(f) for f in found.files]
    tell = advance or (lambda done, total: None)  # noqa: ARG005
    first = [Task((f,), finish, alone=len(files) == 1) for f in files]
    tell(0, len(files))
    yield from _two_stages(first, options, tell)


def _two_stages(first: list[Task[Answer]], options: Options, tell: Advance) -> Iterator[Answer | Unread]:
    answers: dict[int, Answer | Unread] = {}
    parts: dict[int, Part] = {}
    shown, done = 0, 0
    runner: _Runner[Answer]
    with _Runner(options, len(first)) as runner:
        for number, outcome in runner.run(first):
            done += 1
            tell(done, len(first))
            if isinstance(outcome, Part):
                parts[number] = outcome
            else:
                answers[number] = outcome
            while shown in answers:
                yield answers.pop(shown)
                shown += 1
        groups = _together(parts)
        second = [
            Task(tuple(parts[n].path for n in g), first[0].finish, alone=True, parts=tuple(parts[n].packed for n in g))
            for g in groups
        ]
        for number, outcome in runner.run(second):
            if isinstance(outcome, Part):
                raise TypeError("a task made of parts gave a part")
            answers[groups[number][0]] = outcome
    for number in sorted(answers):
        yield answers[number]


class _Runner(Generic[Answer]):
    """Runs tasks in processes of their own, or here where the options say so."""

    def __init__(self, options: Options, tasks: int) -> None:
        jobs = options.processes(tasks)
        self._seconds = options.seconds
        self._pool: Pool[Task[Answer], Answer | Part | Unread] | None = None
        if jobs:
            self._pool = Pool(work, jobs, options.seconds, options.memory)

    def __enter__(self) -> "_Runner[Answer]":
        return self

    def __exit__(self, *exc: object) -> None:
        if self._pool is not None:
            self._pool.__exit__(*exc)

    def run(self, tasks: list[Task[Answer]]) -> Iterator[tuple[int, Answer | Part | Unread]]:
        """Yield the number of each task and what became of it."""
        if self._pool is None:
            yield from ((n, work(task)) for n, task in enumerate(tasks))
            return
        for number, answer in self._pool.run(tasks):
            if isinstance(answer, Broken):
                yield number, Unread(tasks[number].paths, _broken(answer, self._seconds))
            else:
                yield number, answer


def _broken(broken: Broken, seconds: float) -> Text:
    """Say what happened to a file that broke its worker."""
    if broken.how == "hung":
        return Text(
            f"处理超过 {seconds:.0f} 秒，已停止。文件可能已损坏或异常复杂，请用 PDF 软件另存一份再试。",
            f"It took more than {seconds:.0f} seconds and was stopped. The file may be damaged; try a fresh copy.",
        )
    if broken.how == "memory":
        return Text(
            "内存超过上限，已停止。文件可能异常庞大或是“压缩炸弹”。",
            "It needed more memory than the limit and was stopped. The file may be huge, or a decompression bomb.",
        )
    if broken.how == "error":
        return Text(
            f"程序出错（{broken.error}）。这是 yusuan 的缺陷，不是文件的问题，请报告。",
            f"The program broke ({broken.error}). That is a defect of yusuan, not of the file: please report it.",
        )
    signal = f"信号 {broken.signal}" if broken.signal else "无错误信息"
    return Text(
        f"读取程序崩溃（{signal}），其他文件不受影响。文件可能已损坏，请用 PDF 软件另存一份再试。",
        f"The reader crashed (signal {broken.signal}); other files are not touched. The file may be damaged.",
    )
