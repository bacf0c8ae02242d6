"""Pictures of a ledger's amounts: where the money comes from, what it is for, against last year."""

from yusuan.catalog.trees import label
from yusuan.compose.book import Book
from yusuan.model.coordinate import Coordinate
from yusuan.model.document import Chart

_FUNDS = (
    "general", "govfund", "capital", "special", "business", "operating", "other", "superior", "affiliated",
)  # fmt: skip
_BESIDE = {"superior": "in_superior", "affiliated": "in_affiliated"}


def chart(book: Book, name: str) -> Chart | None:
    """The chart called ``name``: income, expenditure, economy or years; None where there is nothing to show."""
    makers = {"income": _income, "expenditure": _function, "economy": _economy, "years": _years}
    return makers[name](book) if name in makers else None


def _shares(book: Book, title: str, points: list[tuple[str, Coordinate]]) -> Chart | None:
    amounts = [(name, fen) for name, point in points if (fen := book.cube.at(point))]
    if not amounts:
        return None
    return Chart(title, "shares", tuple(n for n, _ in amounts), (("金额", tuple(f for _, f in amounts)),))


def _income(book: Book) -> Chart | None:
    points = []
    for fund in _FUNDS:
        name = label("fund", fund).zh
        points.append((name, book.point((("flow", "income"), ("fund", fund)))))
        if fund in _BESIDE:
            points.append((name, book.point((("flow", _BESIDE[fund]),))))
    points.append(("上年结转", book.point((("flow", "carry_in"),))))
    points.append(("使用结余", book.point((("flow", "use_surplus"),))))
    return _shares(book, f"{book.ledger.year}年收入来源", points)


def _by_class(book: Book, title: str, dimension: str) -> Chart | None:
    point = book.point((("flow", "expenditure"),))
    points = [
        (book.name("economy" if dimension == "economy" else "function", code), point.at(**{dimension: code}))
        for code in book.cube.nodes(dimension, point)
        if len(code) == 3
    ]
    return _shares(book, title, points)


def _function(book: Book) -> Chart | None:
    return _by_class(book, f"{book.ledger.year}年支出（按功能分类）", "function")


def _economy(book: Book) -> Chart | None:
    return _by_class(book, f"{book.ledger.year}年支出（按经济分类）", "economy")


def _years(book: Book) -> Chart | None:
    """Last year beside this one, for what both years state."""
    found = []
    for point in book.design.points:
        at = book.point(point.at)
        now, before = book.cube.at(at) if not at.topic else None, book.last(at)
        if now is not None and before is not None:
            found.append((point.zh[0], before, now))
    if not found:
        return None
    year = book.ledger.year
    series = ((f"{year - 1}年", tuple(b for _, b, _ in found)), (f"{year}年", tuple(n for _, _, n in found)))
    return Chart(f"{year - 1}年与{year}年比较", "pairs", tuple(n for n, _, _ in found), series)
