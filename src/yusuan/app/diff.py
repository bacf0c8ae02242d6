"""The use case of ``yusuan diff``: two versions in, what is different out."""

from dataclasses import replace
from pathlib import Path

from yusuan.app.options import Options
from yusuan.app.run import run
from yusuan.app.work import Unread
from yusuan.model.disclosure import Disclosure
from yusuan.model.text import Text
from yusuan.report.diff import Difference, Version, difference


class DiffError(ValueError):
    """One of the versions could not be read, or is not one document; ``message`` says so to the user."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def diff_paths(old: Path, new: Path, options: Options | None = None) -> Difference:
    """Compare the disclosures at ``old`` and ``new``: a file each, or a folder that holds the files of one.

    Raises DiffError.
    """
    chosen = options or Options()
    return difference(_version(old, chosen), _version(new, chosen))


def _version(path: Path, options: Options) -> Version:
    answers = list(run([path], replace(options, folder=None), _keep))
    for answer in answers:
        if isinstance(answer, Unread):
            names = "、".join(answer.paths)
            raise DiffError(Text(f"{names}：{answer.why.zh}", f"{names}: {answer.why.en}"))
    versions = [a for a in answers if isinstance(a, Version)]
    if len(versions) != 1:
        n = len(versions)
        raise DiffError(
            Text(f"{path} 里有 {n} 份公开文本，请指明是哪一份", f"{path} holds {n} disclosures; name one of them")
        )
    return versions[0]


def _keep(paths: tuple[str, ...], disclosure: Disclosure, _numbers: int) -> Version:
    from yusuan.check.engine import check  # noqa: PLC0415 - only workers load the rules

    return Version(paths, disclosure, check(disclosure))
