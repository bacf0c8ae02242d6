"""A short run of ``make fuzz``: some hundred mutants of every format but pictures, and the watch that it keeps."""

import os
import random
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))

from fuzz.__main__ import main  # noqa: E402
from fuzz.mutate import TEXT, Bait, changed  # noqa: E402
from fuzz.trial import FORMATS  # noqa: E402

from fuzz import container, html, pdf, seeds, toml  # noqa: E402

FORMS = [f for f in FORMATS if f != "image"]  # the models of the recogniser take longer to load than all the rest
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the limits of a process are those of Unix")


@needs_fork
def test_some_hundred_mutants(tmp_path, capsys):
    arguments = ["-n", "250", "--seed", "7", "--no-corpus", "--jobs", "1", "--formats", " ".join(FORMS)]
    assert main([*arguments, "--out", str(tmp_path)]) == 0, capsys.readouterr().out


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("seeds")
    seeds.make(folder)
    return folder


def test_there_are_seeds_of_every_format(home):
    assert {f.name for f in home.iterdir()} == set(FORMATS)
    assert all(f.stat().st_size for f in home.rglob("*.*"))


@pytest.mark.parametrize("kind", ["pdf", "html", "docx", "xlsx", "ofd", "zip", "text", "layout"])
def test_the_same_seed_gives_the_same_mutants(home, kind):
    data = next(iter(sorted((home / kind).iterdir()))).read_bytes()
    ways = {"pdf": pdf.mutant, "html": html.mutant, "text": lambda d, r, _: changed(d, r, TEXT)}
    way = ways.get(kind, (lambda d, r, _: toml.mutant(d, r)) if kind == "layout" else container.package)
    made = [[way(data, random.Random(f"{s}"), Bait()) for s in range(5)] for _ in range(2)]
    assert made[0] == made[1]
    assert len(set(made[0])) > 1


def child(code: str) -> str:
    """What a process of its own says, for a hook cannot be taken off again."""
    head = "import os, socket, subprocess, sys\nfrom pathlib import Path\nfrom fuzz.watch import watched\n"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "bench")}
    return subprocess.run(
        [sys.executable, "-c", head + code], capture_output=True, text=True, check=True, env=env
    ).stdout


def test_what_must_not_happen_is_seen(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        said = child(
            f"home = Path({str(tmp_path / 'p' / 'in')!r})\nhome.mkdir(parents=True)\n"
            "(home / 'own.txt').write_text('x')\n"
            "with watched(home) as seen:\n"
            "    (home / 'own.txt').read_text()\n"
            "assert seen == [], seen\n"
            "with watched(home) as seen:\n"
            "    open('/etc/hostname').close() if os.path.exists('/etc/hostname') else open('/etc/passwd').close()\n"
            "    (home / 'made.txt').write_text('x')\n"
            "    subprocess.run(['true'])\n"
            f"    socket.create_connection(('127.0.0.1', {port})).close()\n"
            "print('\\n'.join(seen))\n"
        )
    for word in ("opened outside: /etc/", "opened to write: ", "new file: ", "subprocess.Popen", "socket.connect"):
        assert word in said
