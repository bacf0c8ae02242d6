"""Notes made up for tests of annotated copies: what is noted of a place, without a document that was checked."""

from datetime import UTC, datetime

from yusuan.model.finding import Severity
from yusuan.model.place import Place, Source
from yusuan.report.copies.notes import Notes, Remark, Spot

SOURCE = Source("0" * 64, "样本", "pdf")


def remark(number: int, place: Place | None, message: str = "合计不等于所属各项之和", **more: object) -> Remark:
    """An error at ``place``."""
    given: dict[str, object] = {
        "number": number, "severity": Severity.ERROR, "code": "YS2-001", "name": "合计", "message": message,
        "where": "某处", "lines": (message, "印为 1 → 应为 2"), "printed": "1", "expected": "2", "basis": "算术",
        "place": place, "also": (),
    }  # fmt: skip
    return Remark(**(given | more))  # type: ignore[arg-type]


def notes(*places: Place | None, message: str = "合计不等于所属各项之和", **more: object) -> Notes:
    """Notes with one error at each of ``places``; those that are None are about the document as a whole."""
    every = [remark(n, place, message, **more) for n, place in enumerate(places, 1)]
    spots = tuple(Spot(r.place, [r]) for r in every if r.place is not None)
    rest = tuple(r for r in every if r.place is None)
    return Notes("yusuan：某局 2024 年度部门决算", tuple(every), spots, rest, "zh", datetime(2024, 8, 30, tzinfo=UTC))
