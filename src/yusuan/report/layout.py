"""Layouts for a reader: the list, one in full, the draft of one, and what a document gives under one."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from yusuan.catalog.kinds import kind_by_id, statement_kinds
from yusuan.catalog.layout_file import Layout
from yusuan.catalog.lexicon import column_role, economy_class, read_phrase
from yusuan.catalog.suggest import nodes_near, subjects_near
from yusuan.model.disclosure import Identification, NotUnderstood, Statement
from yusuan.model.text import Language
from yusuan.report.account import Account
from yusuan.report.document import place_name
from yusuan.report.table import aligned
from yusuan.report.words import KINDS, place_words, title_of

_SHOWN = 12


def list_lines(layouts: Iterable[Layout], language: Language) -> Iterator[str]:
    """One line a layout: id, place, kind, years, statements, words of its own, name."""
    zh = language == "zh"
    head = ("编号", "地区", "性质", "年度", "报表", "自有词", "名称") if zh else (
        "id", "place", "kind", "years", "statements", "own words", "name",
    )  # fmt: skip
    rows: list[Sequence[str]] = [head]
    for one in sorted(layouts, key=lambda x: (x.kind, x.locality, x.id)):
        place = place_name(one.locality) or one.locality or ("各地" if zh else "everywhere")
        rows.append((
            one.id, place, KINDS[one.kind].say(language), _years(one), str(len(one.statements)),
            str(one.dialect.size), one.name.say(language),
        ))  # fmt: skip
    yield from aligned(rows, frozenset({4, 5}))


def _years(layout: Layout) -> str:
    return f"{layout.from_year}–{layout.to_year if layout.to_year < 9999 else ''}"


def show_lines(layout: Layout, language: Language) -> Iterator[str]:
    """All that one layout says."""
    zh = language == "zh"
    yield f"{layout.id} {layout.name.say(language)}"
    place = place_name(layout.locality) or layout.locality or ("各地" if zh else "everywhere")
    yield f"{'适用' if zh else 'For'}{_colon(zh)}{place} {KINDS[layout.kind].say(language)} {_years(layout)}"
    yield f"{'依据' if zh else 'Basis'}{_colon(zh)}{layout.basis}"
    yield f"{'报表' if zh else 'Statements'}{_colon(zh)}"
    for number, kind in enumerate(layout.statements, 1):
        yield f"  {number:2}. {kind_by_id(kind).name.say(language)}  {kind}"
    said = layout.dialect
    pairs = [(p, ", ".join(f"{d}={n}" for d, n in nodes)) for p, nodes in said.phrases]
    pairs += [*said.titles, *said.headers, *((label, f"{kind} {code}") for kind, label, code in said.subjects)]
    pairs += [(w, "filler") for w in said.filler] + [(w, "total") for w in said.total]
    if pairs:
        yield f"{'自有词' if zh else 'Own words'}{_colon(zh)}"
        yield from (f"  {phrase} → {meaning}" for phrase, meaning in pairs)


def _colon(zh: bool) -> str:
    return "：" if zh else ": "


def trial_lines(
    paths: Sequence[str],
    identity: Identification,
    layout: Layout | None,
    expected: Sequence[str],
    statements: Sequence[Statement],
    language: Language,
) -> Iterator[str]:
    """What a document is, which layout applies, and which of its statements were expected and are there."""
    zh = language == "zh"
    yield f"■ {title_of(identity, language)}"
    yield f"  {'文件' if zh else 'Files'}{_colon(zh)}{('、' if zh else ', ').join(paths)}"
    name = f"{layout.id} {layout.name.say(language)}" if layout else ("没有" if zh else "none")
    yield f"  {'版式' if zh else 'Layout'}{_colon(zh)}{name}"
    kinds = {s.kind for s in statements}
    here = sum(k in kinds for k in expected)
    yield f"  {'应有报表' if zh else 'Statements expected'} {len(expected)}{'，认出' if zh else ', recognised'} {here}"
    for kind in expected:
        if kind not in kinds:
            yield f"    {'缺' if zh else 'missing'}{_colon(zh)}{kind_by_id(kind).name.say(language)} {kind}"
    for statement in statements:
        said = kind_by_id(statement.kind).name.say(language) if statement.kind else ("未认出" if zh else "unknown")
        if statement.kind or statement.title:
            more = "" if statement.kind in expected or not expected else ("（目录之外）" if zh else " (not listed)")
            where = place_words(statement.place, language)
            yield f"    {' '.join(p for p in (statement.number, statement.title, where) if p)} → {said}{more}"


def figure_lines(
    missed: Sequence[NotUnderstood], tokens: Account, tables: Account, derived: int, failed: int, language: Language
) -> Iterator[str]:
    """What was not understood, how many numbers have a use, and how many identities hold."""
    zh = language == "zh"
    names = {"statement": "表", "column": "列", "row": "行", "cell": "单元格", "file": "文件", "correction": "更正"}
    yield f"  {'未能理解' if zh else 'Not understood'} {len(missed)}"
    for one in missed[:_SHOWN]:
        what = names[one.what] if zh else one.what
        where = place_words(one.place, language)
        yield f"    {what} {where}{_colon(zh)}{one.text or '（空）'}（{one.why.say(language)}）"
    if len(missed) > _SHOWN:
        yield f"    … {len(missed) - _SHOWN}"
    share = f"{tokens.accounted:,}/{tokens.total:,}"
    on_tables = f"{tables.percent or '-'} %"
    if zh:
        yield f"  数字有着落 {share}（{tokens.percent or '-'} %，表格页 {on_tables}）"
        yield f"  等式 {derived:,} 个，成立 {derived - failed:,} 个"
    else:
        yield f"  Numbers accounted for {share} ({tokens.percent or '-'} %, on table pages {on_tables})"
        yield f"  {derived:,} equations, {derived - failed:,} hold"


def draft_lines(
    identity: Identification, names: Sequence[str], statements: Sequence[Statement], missed: Sequence[NotUnderstood]
) -> Iterator[str]:
    """The draft of a layout file (TOML) for a document; what a person must decide is marked TODO."""
    place = identity.locality
    kind = identity.kind if identity.kind != "unknown" else "budget"
    listed = [s for s in statements if s.kind and s.kind not in ("index", "key_projects")]
    listed = [s for i, s in enumerate(listed) if s.kind not in {x.kind for x in listed[:i]}]
    what = KINDS[kind].zh
    yield f"# 由 yusuan layout new 根据 {'、'.join(names)} 起草。逐项核对，改完 TODO 再用 yusuan layout test 试读。"
    yield f'id = "{(place or "TODO").replace("/", "-")}-{kind.replace("_", "-")}"'
    yield f'zh = "{place_name(place) or "TODO"}{what}（{len(listed)}张表）"'
    yield f'en = "{place or "TODO"} {KINDS[kind].en}, {len(listed)} statements"'
    yield f'locality = "{place}"' + ("" if place else "  # TODO：地区编号，见 localities.toml；留空表示各地")
    yield f'kind = "{kind}"' + ("" if identity.kind == kind else "  # TODO：未能判明是预算还是决算")
    yield f"from_year = {identity.year or 0}"
    yield 'basis = "TODO：公开目录的出处；只见过公开文本的，照实写明"'
    yield "# 应公开的报表，按公开的顺序。TODO：删去只有个别单位才有的。"
    yield "statements = ["
    for s in listed:
        entry = f'  "{s.kind}",'
        yield f"{entry:24}# {' '.join(p for p in (s.number, s.title, place_words(s.place, 'zh')) if p)}"
    yield "]"
    yield from _todo(missed)


def _todo(missed: Sequence[NotUnderstood]) -> Iterator[str]:
    titles = [n for n in missed if n.what == "statement"]
    columns = [n for n in missed if n.what == "column"]
    rows = [n for n in missed if n.what == "row" and n.text.strip()]
    if not (titles or columns or rows):
        yield ""
        yield "# 表题、列标题和行名都已认识，不需要自己的词。"
        return
    yield ""
    yield "# 每处下面的建议，删去行首的“# ”就生效；只留说得对的一行，同一项有几个词的写进一个列表。"
    if titles:
        yield from _section("titles", "没有认出的表：写明是哪一种报表", titles, _kinds)
        yield f"#   把 TODO 换成报表种类：{'、'.join(k.id for k in statement_kinds())}"
    if columns:
        yield from _section("lexicon", "没有认识的列标题：写明说的是什么", columns, _phrases)
    if rows:
        yield from _section("lexicon / subjects", "没有认识的行名：短语写进 lexicon，科目写进 subjects", rows, _labels)


def _section(
    name: str, why: str, missed: Sequence[NotUnderstood], suggest: Callable[[str], Iterator[str]]
) -> Iterator[str]:
    yield ""
    yield f"# TODO {why}（{name}）"
    seen = set()
    for one in missed:
        if one.text not in seen:
            seen.add(one.text)
            yield f"#   {place_words(one.place, 'zh').rstrip()}：{one.text}"
            lines = [line for line in suggest(one.text) if line not in seen]
            seen.update(lines)
            yield from (f"# {line}" for line in lines)


def _kinds(text: str) -> Iterator[str]:
    yield f'titles.TODO = ["{text}"]'


def _phrases(text: str) -> Iterator[str]:
    for phrase in text.split(" / "):
        if read_phrase(phrase).understood or column_role(phrase) or economy_class(phrase):
            continue
        near = nodes_near(phrase)
        yield from (f'lexicon.{d}.{n} = ["{phrase}"]  # {why}' for d, n, why in near)
        if not near:
            yield f'lexicon.filler = ["{phrase}"]  # 不改变意思的词'
            yield f'headers.text = ["{phrase}"]  # 文字说明列，不是金额'


def _labels(text: str) -> Iterator[str]:
    yield from (f'subjects.{kind}.{code} = ["{text}"]  # 近似“{name}”' for kind, code, name in subjects_near(text))
    yield from (f'lexicon.{d}.{n} = ["{text}"]  # {why}' for d, n, why in nodes_near(text))
