"""Workers that crash, hang and run out of memory cost one task each."""

import os
import signal
import subprocess
import sys
import time

import pytest

from yusuan.app.pool import Broken, Pool

MIB = 1 << 20


def work(task):
    """What the workers of these tests do."""
    if task == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "leave":
        os._exit(0)
    if task == "hang":
        time.sleep(60)
    if task == "bomb":
        return len(bytearray(64 * 1024 * MIB))
    if task == "mistake":
        raise ValueError("a mistake")
    if task == "who":
        return os.getpid()
    return f"did {task}"


def run(tasks, jobs=2, seconds=20.0, memory=None):
    with Pool(work, jobs, seconds, memory) as pool:
        return dict(pool.run(tasks))


def test_every_task_has_its_answer_under_its_number():
    assert run(list("abcdefg")) == {n: f"did {c}" for n, c in enumerate("abcdefg")}


def test_no_tasks_no_workers():
    pool = Pool(work, 2, 1.0, None)
    assert list(pool.run([])) == []
    assert pool._workers == []


@pytest.mark.parametrize(
    ("task", "broken"),
    [("crash", Broken("died", signal=9)), ("leave", Broken("died", signal=0))],
)
def test_a_worker_that_dies_costs_its_task_alone(task, broken):
    assert run(["a", task, "b", task, "c"]) == {0: "did a", 1: broken, 2: "did b", 3: broken, 4: "did c"}


def test_a_task_that_hangs_is_stopped_in_time():
    began = time.monotonic()
    assert run(["hang", "a", "b"], seconds=1.5) == {0: Broken("hung"), 1: "did a", 2: "did b"}
    assert time.monotonic() - began < 15


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
def test_memory_is_bounded():
    assert run(["bomb", "a"], memory=2048 * MIB) == {0: Broken("memory"), 1: "did a"}


def test_an_exception_is_told_with_its_line():
    found = run(["mistake", "a"])
    assert found[0].how == "error"
    assert "ValueError: a mistake" in found[0].error
    assert "test_pool.py:" in found[0].error
    assert found[1] == "did a"


def test_the_pool_works_in_other_processes_and_no_more_than_asked_for():
    found = run(["who"] * 8, jobs=2)
    assert os.getpid() not in found.values()
    assert len(set(found.values())) <= 2


def test_a_pool_can_run_again():
    with Pool(work, 1, 20.0, None) as pool:
        assert dict(pool.run(["a"])) == {0: "did a"}
        assert dict(pool.run(["crash", "b"])) == {0: Broken("died", signal=9), 1: "did b"}


def test_leaving_early_leaves_no_process_behind():
    with Pool(work, 2, 20.0, None) as pool:
        next(iter(pool.run(["a", "hang", "b"])))
        processes = [w.process for w in pool._workers]
    time.sleep(0.1)
    assert not any(p.is_alive() for p in processes)


def test_a_program_with_threads_of_native_libraries_is_not_forked_and_not_run_again(tmp_path):
    """What typst waits for in a forked child never comes; and a program need not ask whether it is ``__main__``."""
    pytest.importorskip("typst")
    (tmp_path / "job.py").write_text("import typst\n\n\ndef work(task):\n    return len(typst.compile(task)) > 0\n")
    (tmp_path / "program.py").write_text(
        "import typst\n"
        "from job import work\n"
        "from yusuan.app.pool import Pool, start_method\n"
        "print('begins')\n"
        "print(start_method())\n"
        "typst.compile(b'a')\n"
        "print(start_method())\n"
        "with Pool(work, 2, 30.0, None) as pool:\n"
        "    print(sorted(pool.run([b'a', b'b', b'c'])))\n"
    )
    done = subprocess.run(
        [sys.executable, tmp_path / "program.py"], capture_output=True, text=True, timeout=90, check=True
    )
    begins, before, after, answers = done.stdout.splitlines()
    assert begins == "begins"
    assert answers == "[(0, True), (1, True), (2, True)]"
    if sys.platform == "linux" and (os.cpu_count() or 1) > 1:
        assert (before, after) == ("fork", "forkserver")
