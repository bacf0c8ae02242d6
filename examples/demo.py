"""Check the bundled example, and the same with five planted errors, and compare what was said with what was planted."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CLEAN, PLANTED = "examples/gzdgov-2024.txt", "examples/gzdgov-2024-planted.txt"
YUSUAN = Path(sys.executable).with_name("yusuan")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run yusuan as a user would, in the repository's root. Exits where it could not do its work."""
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [YUSUAN, *arguments], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode not in (0, 1):
        sys.exit(f"yusuan {' '.join(arguments)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def show(path: str) -> None:
    """Show what yusuan says of one file."""
    done = run("check", path)
    print(f"$ yusuan check {path}\n{done.stdout.rstrip()}\n（退出码 {done.returncode}）\n")


def compare() -> bool:
    """Show each planted error and what found it. Returns whether all were found, and nothing else was."""
    report = json.loads(run("check", "--format", "json", PLANTED).stdout)
    findings = [f for f in report["documents"][0]["findings"] if f["severity"] != "hint"]
    planted = tomllib.loads((HERE / "planted.toml").read_text(encoding="utf-8"))["error"]
    print("埋下的五处错误：")
    good = True
    for number, error in enumerate(planted, 1):
        mine = [f for f in findings if (f["place"] or {}).get("line") == error.get("at", error["line"])]
        right = any(error["right"] in f["expected"] for f in mine)
        said = f"{mine[0]['code']} 找到" + ("，正确值也对" if right else "") if mine else "未找到"
        print(f"  {number}. 第 {error['line']} 行 {error['where']}")
        print(f"     {error['printed']} 应为 {error['right']}（{error['kind']}）：{said}")
        findings = [f for f in findings if f not in mine]
        good &= bool(mine)
    print(f"此外报出的错误和警告：{len(findings)} 处")
    return good and not findings


def main() -> int:
    """Run the demo."""
    for path in (CLEAN, PLANTED):
        show(path)
    return 0 if compare() else 1


if __name__ == "__main__":
    sys.exit(main())
