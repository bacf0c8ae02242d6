"""What was known before: the findings of an earlier run (its JSON report), of which only what is new is told."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from yusuan.model.disclosure import Identification
from yusuan.model.finding import Result
from yusuan.model.text import Text
from yusuan.report.as_json import FORMAT

#: A document, by what it is and never by its file's name: body, year, kind.
Who = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The keys of what was found before, with the document; accepted findings are among them."""

    known: frozenset[tuple[Who, str]] = frozenset()


class BaselineError(ValueError):
    """The file is no report of yusuan; ``message`` says so to the user."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def load_baseline(path: Path) -> Baseline:
    """Load the JSON report of an earlier run. Raises BaselineError, OSError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BaselineError(Text(f"{path.name} 不是 JSON 报告", f"{path.name} is no JSON report")) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BaselineError(
            Text(f"{path.name} 不是 yusuan check --format json 的报告", f"{path.name} is not a report of yusuan check")
        )
    try:
        return Baseline(frozenset(pair for document in data["documents"] for pair in _pairs(document)))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BaselineError(Text(f"{path.name} 的内容不完整", f"{path.name} is not whole")) from error


def _pairs(document: dict[str, Any]) -> list[tuple[Who, str]]:
    if "identity" not in document:
        return []
    identity = document["identity"]
    who = (str(identity["body"]), int(identity["year"]), str(identity["kind"]))
    return [(who, str(f["key"])) for f in document["findings"]]


def without_known(result: Result, identity: Identification, baseline: Baseline) -> Result:
    """Leave out of ``result`` what ``baseline`` knows of this document, and count it."""
    who: Who = (identity.body, identity.year, identity.kind)
    new = tuple(f for f in result.findings if (who, f.key) not in baseline.known)
    return replace(result, findings=new, known=len(result.findings) - len(new))
