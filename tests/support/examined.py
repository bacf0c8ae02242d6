"""A file read and checked as ``yusuan check`` does it, with all that products are made from."""

from pathlib import Path

from example_pdf import set_as_pdf

from yusuan.app.beside import beside
from yusuan.app.options import Options
from yusuan.app.run import run
from yusuan.app.work import Unread
from yusuan.check.engine import examine
from yusuan.check.rule import select
from yusuan.model.disclosure import Disclosure
from yusuan.report.document import report
from yusuan.report.products import Examined

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "gzdgov-2024-planted.txt"


def examined(*paths: Path) -> Examined:
    """The one document that ``paths`` are."""
    (found,) = run(paths, Options(jobs=0), _finish)
    assert not isinstance(found, Unread), found.why
    return found


def example_as_pdf(folder: Path) -> Path:
    """The bundled example with five planted errors, as a PDF of 18 pages."""
    target = folder / "示例.pdf"
    set_as_pdf(EXAMPLE, target)
    return target


def _finish(paths: tuple[str, ...], disclosure: Disclosure, _numbers: int) -> Examined:
    rules = select(())
    result, reconciliation = examine(disclosure, rules, acceptances=beside(paths).acceptances)
    told = report(paths, disclosure, result, tuple((r.code, r.name) for r in rules))
    return Examined(told, disclosure, reconciliation, paths)
