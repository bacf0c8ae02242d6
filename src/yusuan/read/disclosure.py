"""Pages of one disclosure's files to the Disclosure: stitch, identify, interpret, understand."""

from collections.abc import Sequence
from dataclasses import replace

from yusuan.catalog.layouts import local_words
from yusuan.model.disclosure import Disclosure, Section, Token
from yusuan.model.grid import Pages
from yusuan.model.place import Place
from yusuan.model.quick import many_values
from yusuan.read.corrections import Corrections, correct, with_identity
from yusuan.read.identify import identify
from yusuan.read.interpret import interpret
from yusuan.read.narrative import understand
from yusuan.read.numbers import tokens as numbers_in
from yusuan.read.stitch import stitch
from yusuan.read.table import RawTable, Stitched


@many_values()
def build(
    pages: Sequence[Pages],
    stitched: Sequence[Stitched] | None = None,
    corrections: Sequence[Corrections] = (),
) -> Disclosure:
    """Put the files of one disclosure together and understand them.

    ``stitched``: what ``stitch`` made of each of ``pages``, where the caller has it already. ``corrections``: what a
    person says against the reading; those that do not apply are among ``not_understood``.
    Raises ValueError for no pages.
    """
    if not pages:
        raise ValueError("a disclosure needs at least one file")
    parts = tuple(stitched) if stitched is not None else tuple(stitch(p) for p in pages)
    identity = with_identity(identify(parts, pages), corrections)
    tables: list[RawTable] = []
    sections: list[Section] = []
    for part in parts:
        tables.extend(replace(t, section=t.section + len(sections)) for t in part.tables)
        sections.extend(part.sections)
    with local_words(identity):
        read = interpret(tables, identity)
        done = correct(tables, read.statements, corrections, pages[0].source)
        if done.made:
            read = interpret(done.tables, identity)
        narrative = understand(sections, identity)
    return Disclosure(
        identity=identity,
        sources=tuple(p.source for p in pages),
        statements=read.statements,
        facts=read.facts,
        claims=narrative.claims,
        sections=tuple(sections),
        projects=read.projects,
        tokens=_named((*(t for part in parts for t in part.tokens), *read.tokens, *narrative.tokens), identity.body),
        not_understood=read.not_understood + done.not_applied,
        notes=tuple(n for p in pages for n in p.notes) + done.notes,
        pages=sum(len(p.pages) for p in pages),
        furniture=tuple(f for part in parts for f in part.furniture),
        corrections=done.made,
        pictures=tuple(Place(p.source, page.number) for p in pages for page in p.pages if not page.has_text),
    )


def _named(tokens: tuple[Token, ...], body: str) -> tuple[Token, ...]:
    """The tokens, with those of the body's own name (某市12345热线中心) accounted for as such."""
    own = {text for _, _, text in numbers_in(body)}
    if not own:
        return tokens
    return tuple(
        replace(t, use="name", why="单位名称中的数字") if t.use == "unaccounted" and t.text in own else t
        for t in tokens
    )
