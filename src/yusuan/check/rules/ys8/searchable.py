"""YS8-003: the published text can be searched and copied: it is no scan."""

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Severity
from yusuan.model.place import Place, Source
from yusuan.model.text import Text

#: Formats whose pages may be pictures.
_PAGED = frozenset({"pdf", "ofd", "jpeg", "png", "tiff"})
_LISTED = 20  # page numbers in a message


@rule(
    code="YS8-003",
    name=Text("可检索的文字", "searchable text"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text(
        "扫描件和图片不能检索、复制和用读屏软件听，公众难以使用其中的数据。",
        "A scan cannot be searched, copied or heard through a screen reader; its figures are of little use.",
    ),
    basis=Text(
        "预算法第十四条（公开义务）；财政部年度公开检查把不易懂、不可读列为问题（据转述）。",
        "Budget Law art. 14 (the duty to publish); the Ministry's yearly inspections fault what is not readable (known "
        "at second hand).",
    ),
    wrong=Text("把打印盖章后的文本扫描成 PDF 公开。", "The printed and sealed text is scanned and published."),
    right=Text("由 Word、Excel 直接导出 PDF。", "PDF made by Word or Excel."),
)
def check_searchable(context: Context) -> Checked:
    """List the pages that are pictures without a text layer.

    A warning where such pages hold figures or are half of the file; a few of which it is not known whether they do
    (a cover, a page with signatures) are a hint. Formats that are text are left alone.
    """
    disclosure = context.disclosure
    sources = [s for s in disclosure.sources if s.kind in _PAGED]
    if not sources:
        raise NotApplicable(Text("不是分页的文件，都是文字", "the files are text"))
    findings = []
    for source in sources:
        pages = sorted({p.page for p in disclosure.pictures if p.source == source and p.page is not None})
        if not pages:
            continue
        listed = "、".join(map(str, pages[:_LISTED])) + ("……" if len(pages) > _LISTED else "")
        findings.append(
            check_searchable.finding(
                Text(
                    f"第 {listed} 页是扫描件或图片，没有文字层，不能检索和复制。",
                    f"Pages {listed} are pictures without text: they cannot be searched or copied.",
                ),
                Place(source, pages[0]),
                "文字层",
                severity=Severity.WARNING if _weighty(disclosure, source, pages) else Severity.HINT,
            )
        )
    return Checked(disclosure.pages, tuple(findings))


def _weighty(disclosure: Disclosure, source: Source, pages: list[int]) -> bool:
    """Whether the ``pages`` are half of the document, or hold figures as far as they were recognised."""
    if 2 * len(pages) >= disclosure.pages:
        return True
    those = frozenset(pages)
    return any(f.place.page in those and f.place.source == source for f in disclosure.facts) or any(
        c.place.page in those and c.place.source == source for c in disclosure.claims
    )
