"""A disclosure that comes as several files in one archive is one disclosure."""

import io
import zipfile
from pathlib import Path

from yusuan.app.options import Options
from yusuan.app.read import read_paths
from yusuan.model.disclosure import Disclosure


def parts(text: str) -> dict[str, str]:
    """The example's narrative as one file and each of its tables as another, with its caption."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.strip() == "## 第二部分 2024年部门预算表")
    end = next(i for i, line in enumerate(lines) if i > start and line.startswith("## 第三部分"))
    marks = [i for i in range(start + 1, end) if lines[i].startswith(("## ", "### "))]
    tables = ["\n".join(lines[a:b]) for a, b in zip(marks, [*marks[1:], end], strict=True)]
    files = {"说明.txt": "\n".join([*lines[:start], *lines[end:]])}
    return files | {f"表{i + 1}.txt": f"2024年部门预算\n\n{table}\n" for i, table in enumerate(tables)}


def facts(disclosure: Disclosure) -> list[tuple[str, int]]:
    return sorted((str(f.coordinate), f.amount.value) for f in disclosure.facts)


def test_one_table_a_file_in_a_zip(tmp_path: Path, root: Path):
    whole = root / "examples" / "gzdgov-2024.txt"
    (expected,) = read_paths([whole], Options(jobs=0))
    files = parts(whole.read_text(encoding="utf-8"))
    assert len(files) > 10
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    (tmp_path / "公开.zip").write_bytes(out.getvalue())
    (report,) = read_paths([tmp_path / "公开.zip"], Options(jobs=0))
    assert len(report.paths) == len(files)
    assert report.disclosure is not None
    assert expected.disclosure is not None
    assert facts(report.disclosure) == facts(expected.disclosure)
    assert report.disclosure.identity.body == expected.disclosure.identity.body


def test_a_member_with_a_name_that_no_file_could_have(tmp_path: Path, root: Path):
    packed = tmp_path / "公开.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(root / "examples" / "gzdgov-2024.txt", "长" * 300 + ".txt")
    (report,) = read_paths([packed], Options(jobs=0))
    assert report.disclosure is not None
    assert report.disclosure.identity.year == 2024
