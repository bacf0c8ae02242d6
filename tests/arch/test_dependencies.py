"""What is shipped: every requirement is locked with its hash, and every library under a permissive licence."""

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|ISC|Unlicense|Zlib|HPND|0BSD)\b", re.IGNORECASE
)
COPYLEFT = re.compile(r"\b(?:A|L)?GPL|General Public License|EUPL|SSPL|CC-BY-(?:NC|SA)", re.IGNORECASE)


def locked() -> dict[str, list[str]]:
    """The lock's entries: canonical name to the lines of its blocks."""
    entries: dict[str, list[str]] = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", LOCK.strip()):
        entries.setdefault(canonicalize_name(block.split("==")[0]), []).append(block)
    return entries


def test_every_locked_version_has_its_hash_and_no_host() -> None:
    for name, blocks in locked().items():
        for block in blocks:
            assert "--hash=sha256:" in block, name
    assert "://" not in LOCK
    assert not re.search(r"^-", LOCK, re.MULTILINE)


def test_every_requirement_is_locked() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    entries = locked()
    for text in wanted:
        requirement = Requirement(text)
        versions = [b.split("==")[1].split()[0] for b in entries.get(canonicalize_name(requirement.name), [])]
        assert versions, f"{requirement.name} is not in requirements.lock: run make lock"
        assert all(requirement.specifier.contains(v) for v in versions), requirement


def runtime() -> list[Distribution]:
    """The distributions that a user's installation brings in, with all that they need."""
    seen: dict[str, Distribution] = {}
    todo = list(PROJECT["project"]["dependencies"])
    while todo:
        requirement = Requirement(todo.pop())
        name = canonicalize_name(requirement.name)
        if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        try:
            seen[name] = distribution(name)
        except PackageNotFoundError:
            pytest.fail(f"{name} is not installed: run make setup")
        todo += seen[name].requires or []
    return [seen[n] for n in sorted(seen)]


@pytest.mark.parametrize("dist", runtime(), ids=lambda d: d.name)
def test_the_licence_is_permissive(dist: Distribution) -> None:
    meta = dist.metadata
    said = [meta.get("License-Expression") or "", *(c for c in meta.get_all("Classifier") or [] if "License" in c)]
    text = " ".join(said) if any(said) else (meta.get("License") or "")[:200]
    assert PERMISSIVE.search(text), f"{dist.name}: {text!r}"
    assert not COPYLEFT.search(text), f"{dist.name}: {text!r}"
