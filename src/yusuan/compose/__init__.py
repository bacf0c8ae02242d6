"""From a ledger to a document: amounts by the cube, statements by the layout's design, narrative by its template."""

from yusuan.compose.document import Composed, compose, compose_reported
from yusuan.compose.errors import ComposeError, Problem
from yusuan.compose.rounding import Deviation
from yusuan.compose.template import TemplateError

__all__ = ["ComposeError", "Composed", "Deviation", "Problem", "TemplateError", "compose", "compose_reported"]
