"""The use cases of ``yusuan layout``: load a person's layout, draft one from documents, try one on documents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from yusuan.app.options import Options
from yusuan.app.run import Advance, run
from yusuan.app.work import Unread
from yusuan.catalog.layouts import Layout, LayoutError, expected_statements, is_school, layout_for, parse_layout
from yusuan.model.disclosure import Disclosure, Identification, NotUnderstood, Statement
from yusuan.model.text import Text
from yusuan.report.account import Account, account, on_table_pages


@dataclass(frozen=True, slots=True)
class Trial:
    """One disclosure as a layout reads it, or why it could not be read.

    ``expected``: kinds the layout lists. ``statements``: as recognised, those without a kind have figures that are lost
    or are no statements. ``derived``/``failed``: identities out of the facts, and those that do not hold.
    """

    paths: tuple[str, ...]
    failure: Text | None = None
    identity: Identification | None = None
    layout: Layout | None = None
    expected: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    facts: int = 0
    pages: int = 0
    tokens: Account | None = None
    table_tokens: Account | None = None
    derived: int = 0
    failed: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """The kinds that the layout lists and the document does not hold."""
        here = {s.kind for s in self.statements}
        return tuple(k for k in self.expected if k not in here)


def load_layout(path: Path) -> Layout:
    """The layout in the file ``path``. Raises LayoutError, also for a file that cannot be opened."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        why = "文件不存在" if isinstance(error, FileNotFoundError) else "没有权限，或不是文件"
        raise LayoutError(Text(f"打不开版式文件 {path}：{why}", f"cannot open {path}: {error.strerror}")) from error
    except UnicodeDecodeError as error:
        raise LayoutError(Text(f"版式文件 {path} 不是 UTF-8 文本", f"{path} is not UTF-8 text")) from error
    return parse_layout(text, path.name)


def try_layout(
    paths: Iterable[Path], options: Options | None = None, advance: Advance | None = None
) -> Iterator[Trial]:
    """Read the documents under ``paths`` (with the layout in ``options``, if any), one trial for each disclosure."""
    for answer in run(paths, options or Options(), _trial, advance):
        yield Trial(answer.paths, answer.why) if isinstance(answer, Unread) else answer


def _trial(paths: tuple[str, ...], disclosure: Disclosure, _numbers: int) -> Trial:
    from yusuan.check.reconcile import reconcile  # noqa: PLC0415 - only workers load it

    identity = disclosure.identity
    layout = layout_for(identity)
    # A narrative without its statements, and a school under its locality's list, owe none of them.
    tables = any(s.kind for s in disclosure.statements)
    bound = layout is not None and tables and not (is_school(identity.body) and not layout.bodies)
    found = reconcile(disclosure)
    return Trial(
        paths, None, identity, layout,
        tuple(k.id for k in expected_statements(identity)) if bound else (),
        disclosure.statements, disclosure.not_understood, len(disclosure.facts), disclosure.pages,
        account(disclosure.tokens), account(on_table_pages(disclosure.tokens)),
        found.equations_checked, found.equations_failed,
    )  # fmt: skip
