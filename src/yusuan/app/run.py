"""From paths to answers: find the files, read them in parallel, put together what belongs together, finish each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from yusuan.app.options import Options
from yusuan.app.paths import Found, find
from yusuan.app.pool import Broken, Pool
from yusuan.app.work import Building, Finish, Gathering, Groups, Part, Reading, Unread, work
from yusuan.model.text import Text

Answer = TypeVar("Answer")
#: Called with how many of how many steps are done.
Advance = Callable[[int, int], None]


def run(
    paths: Iterable[Path] | Found, options: Options, finish: Finish[Answer], advance: Advance | None = None, *,
    apart: bool = False,
) -> Iterator[Answer | Unread]:  # fmt: skip
    """Yield the answer for each disclosure under ``paths`` (or already found), in the order of their first files.

    What cannot be read, and what breaks its worker, is an ``Unread`` in its place; the others are done all the same.
    ``apart``: each file is known to be a disclosure of its own.
    """
    found = paths if isinstance(paths, Found) else find(paths)
    yield from (Unread((path,), why) for path, why in found.refused)
    tasks = [Reading((str(f),), finish, apart or len(found.files) == 1, options.layout) for f in found.files]
    tell = advance or (lambda done, total: None)  # noqa: ARG005
    tell(0, len(tasks))
    if tasks:
        with _Runner(options, finish, len(tasks)) as runner:
            yield from _in_order(runner, tasks, tell)


def _in_order(runner: "_Runner[Answer]", tasks: list[Reading[Answer]], tell: Advance) -> Iterator[Answer | Unread]:
    answers: dict[int, Answer | Unread] = {}
    parts: dict[int, Part] = {}
    shown = 0
    for done, (number, outcome) in enumerate(runner.run(tasks), 1):
        tell(done, len(tasks))
        if isinstance(outcome, Part):
            parts[number] = outcome
        elif not isinstance(outcome, Groups):
            answers[number] = outcome
        while shown in answers:
            yield answers.pop(shown)
            shown += 1
    answers |= runner.build(parts)
    for number in sorted(answers):
        yield answers[number]


class _Runner(Generic[Answer]):
    """Runs tasks in processes of their own, or here where the options say so."""

    def __init__(self, options: Options, finish: Finish[Answer], tasks: int) -> None:
        jobs = options.processes(tasks)
        self._finish, self._seconds, self._layout = finish, options.seconds, options.layout
        self._pool: Pool[Reading[Answer] | Gathering | Building[Answer], Answer | Part | Groups | Unread] | None = None
        if jobs:
            self._pool = Pool(work, jobs, options.seconds, options.memory)

    def __enter__(self) -> "_Runner[Answer]":
        return self

    def __exit__(self, *exc: object) -> None:
        if self._pool is not None:
            self._pool.__exit__(*exc)

    def run(
        self, tasks: Sequence[Reading[Answer] | Gathering | Building[Answer]]
    ) -> Iterator[tuple[int, Answer | Part | Groups | Unread]]:
        """Yield the number of each task and what became of it."""
        if self._pool is None:
            do: Callable[[Reading[Answer] | Gathering | Building[Answer]], Answer | Part | Groups | Unread] = work
            yield from ((n, do(task)) for n, task in enumerate(tasks))
            return
        for number, answer in self._pool.run(tasks):
            if isinstance(answer, Broken):
                yield number, Unread(tasks[number].paths, _broken(answer, self._seconds))
            else:
                yield number, answer

    def build(self, parts: dict[int, Part]) -> dict[int, Answer | Unread]:
        """Put ``parts`` together and finish each disclosure: its answer under the number of its first file."""
        if not parts:
            return {}
        numbers = sorted(parts)
        groups = self._gather([parts[n] for n in numbers])
        members = [[parts[numbers[n]] for n in group] for group in groups]
        tasks = [
            Building(tuple(p.path for p in g), tuple(p.packed for p in g), self._finish, self._layout) for g in members
        ]
        answers: dict[int, Answer | Unread] = {}
        for number, outcome in self.run(tasks):
            if not isinstance(outcome, Part | Groups):
                answers[numbers[groups[number][0]]] = outcome
        return answers

    def _gather(self, parts: list[Part]) -> tuple[tuple[int, ...], ...]:
        """Which of ``parts`` belong together; each by itself where that could not be found out."""
        task = Gathering(tuple(p.path for p in parts), tuple(p.packed for p in parts))
        for _, outcome in self.run([task]) if len(parts) > 1 else ():
            if isinstance(outcome, Groups):
                return outcome.groups
        return tuple((n,) for n in range(len(parts)))


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
