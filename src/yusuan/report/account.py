"""Number accountability: what every numeric token of a document was taken for, and which ones are unexplained."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yusuan.model.disclosure import Token
from yusuan.model.text import Text

USES: dict[str, Text] = {
    "fact": Text("表中数据", "fact of a statement"),
    "claim": Text("文字陈述", "claim of the narrative"),
    "code": Text("科目编码", "code"),
    "index": Text("栏次", "index row"),
    "page_number": Text("页码", "page number"),
    "table_number": Text("表号", "table number"),
    "year": Text("年度", "year"),
    "date": Text("日期", "date"),
    "document_number": Text("文号", "document number"),
    "list_number": Text("序号", "list number"),
    "name": Text("名称中的数字", "part of a name"),
    "prose": Text("说明文字中的数字", "prose without an amount"),
    "count": Text("数量", "count of things"),
    "ratio": Text("比率", "ratio"),
    "legal": Text("法规条款", "reference to a law"),
    "period": Text("期间", "period"),
    "contents": Text("目录", "table of contents"),
    "identifier": Text("标识号", "identifier"),
    "unaccounted": Text("未交代", "unaccounted for"),
}


@dataclass(frozen=True, slots=True)
class Account:
    """How many tokens there are, how many by use (most first), and those that nothing explains."""

    total: int
    by_use: tuple[tuple[str, int], ...]
    unaccounted: tuple[Token, ...]

    @property
    def accounted(self) -> int:
        """The tokens that have a use."""
        return self.total - len(self.unaccounted)

    @property
    def percent(self) -> str:
        """The share accounted for, cut off at two decimals: only all of them is '100'; '' without any token."""
        if not self.total:
            return ""
        hundredths = self.accounted * 10_000 // self.total
        whole, rest = divmod(hundredths, 100)
        return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)


def account(tokens: Iterable[Token]) -> Account:
    """Count ``tokens`` by use."""
    every = tuple(tokens)
    counts = Counter(t.use for t in every)
    return Account(len(every), tuple(counts.most_common()), tuple(t for t in every if t.use == "unaccounted"))


def on_table_pages(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Those of ``tokens`` that stand on a page that holds a table; where there are no pages, those in tables."""
    pages = {(t.place.source.sha256, t.place.page) for t in tokens if t.in_table and t.place.page is not None}
    return tuple(t for t in tokens if t.in_table or (t.place.source.sha256, t.place.page) in pages)
