"""Habits that a machine can see: short modules, no floating point for money, nothing that may not be here."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "yusuan"
MODULES = sorted(p for top in ("src", "tests", "tools", "bench", "examples") for p in (ROOT / top).rglob("*.py"))

#: Where money is computed. Geometry (boxes in points) and timing are elsewhere.
MONEY = ("model", "catalog", "check", "compose", "ledger", "read/interpret", "read/narrative")
#: Names of arguments and variables that may be floating point: they are not money.
NOT_MONEY = frozenset({"certainty", "confidence", "width", "height", "top"})
#: Modules under MONEY that compute with floating point, and why that is no money.
EXEMPT: dict[str, str] = {
    "ledger/excel.py": "a workbook stores a number as a float; what has over 15 digits is written as text"
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def floating(tree: ast.AST) -> Iterator[str]:
    """Every float literal, call of float() and true division in ``tree``, but for what is named in NOT_MONEY."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in NOT_MONEY:
            skipped.update(id(n) for n in ast.walk(node.value))
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if all(isinstance(t, ast.Name) and t.id in NOT_MONEY for t in targets):
                skipped.update(id(n) for n in ast.walk(node))
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"line {node.lineno}: {node.value}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
            yield f"line {node.lineno}: float()"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            yield f"line {node.lineno}: true division"


MONEY_MODULES = sorted(
    p
    for p in SOURCE.rglob("*.py")
    if any(p.relative_to(SOURCE).as_posix().startswith(f"{m}/") for m in MONEY)
    and p.relative_to(SOURCE).as_posix() not in EXEMPT
)


@pytest.mark.parametrize("path", MONEY_MODULES, ids=name)
def test_money_is_never_a_float(path: Path) -> None:
    assert list(floating(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_the_search_for_floats_finds_them() -> None:
    source = "x = 1.5\ny = float('2')\nz = a / b\nf(certainty=0.9)\nclass C:\n    certainty: float = 1.0\n"
    assert len(list(floating(ast.parse(source)))) == 3


def test_every_exemption_is_still_needed() -> None:
    for path in EXEMPT:
        assert list(floating(ast.parse((SOURCE / path).read_text(encoding="utf-8")))), path


COPYLEFT = {"fitz", "pymupdf", "pymupdf4llm", "pymupdfpro", "ghostscript", "poppler", "pdftotext", "PyPDF4", "camelot"}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_copyleft_library_is_imported(path: Path) -> None:
    imported: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported.update(a.name.split(".")[0] for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported.add(node.module.split(".")[0])
    assert not imported & COPYLEFT


# Written in pieces, so that this file is not its own finding.
FOREIGN = re.compile(
    "|".join(
        [
            r"(?:^|[^\w.-])/(?:work|home|root|Users)/[\w.]+",
            r"\." + "library/",
            "pypi" + r"\.org",
            "python" + "hosted",
            "index" + r"-url\s*=",
            "find" + r"-links\s*=",
            r"https?://(?:registry|mirrors?)\.",
        ]
    ),
    re.IGNORECASE,
)


def tracked() -> list[Path]:
    try:
        out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git work tree")
    return [p for n in out.decode().split("\0") if n and (p := ROOT / n).is_file()]


def test_nothing_names_a_machine_or_a_registry() -> None:
    found = [
        f"{name(path)}:{number}: {line.strip()[:80]}"
        for path in tracked()
        if b"\0" not in (data := path.read_bytes())
        for number, line in enumerate(data.decode("utf-8").splitlines(), 1)
        if FOREIGN.search(line)
    ]
    assert found == []


def test_no_document_or_large_file_is_committed() -> None:
    documents = {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ofd", ".zip"}
    assert [name(p) for p in tracked() if p.suffix.lower() in documents or p.stat().st_size > 1 << 20] == []
