"""A chart as a native one of Word's (DrawingML), its figures inside: bars that a reader can copy and restyle."""

from yusuan.model.amount import format_amount
from yusuan.model.document import Chart
from yusuan.publish.charts import COLOURS
from yusuan.publish.package import HEAD, xml_text

_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_FONT = '<a:latin typeface="宋体"/><a:ea typeface="宋体"/>'


def chart_xml(chart: Chart) -> str:
    """The part ``word/charts/chartN.xml``: amounts in 万元, the first label at the top."""
    series = "".join(_series(chart, i) for i in range(len(chart.series)))
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    labels = (
        f'<c:dLbls><c:txPr><a:bodyPr wrap="none"/><a:p><a:pPr><a:defRPr sz="1000">{_FONT}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
    return (
        f'{HEAD}<c:chartSpace {_SPACES}><c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart>'
        f"{_title(chart.title + '（万元）')}"
        '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="clustered"/><c:varyColors val="0"/>{series}{labels}<c:gapWidth val="60"/>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="2"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling>{_room(chart)}</c:scaling><c:delete val="1"/><c:axPos val="t"/>'
        '<c:numFmt formatCode="#,##0.00" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="none"/><c:crossAx val="1"/></c:valAx></c:plotArea>'
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000">{_FONT}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr></c:chartSpace>'
    )


def _room(chart: Chart) -> str:
    """A quarter more than the longest bar, for the figure that stands at its end."""
    most = max((v for _, amounts in chart.series for v in amounts), default=0)
    return f'<c:orientation val="minMax"/><c:max val="{most * 5 // 4 // 1_000_000 + 1}"/>' if most > 0 else ""


def _title(words: str) -> str:
    run = f'<a:r><a:rPr lang="zh-CN" sz="1200" b="0">{_FONT}</a:rPr><a:t>{xml_text(words)}</a:t></a:r>'
    return f'<c:title><c:tx><c:rich><a:bodyPr/><a:p>{run}</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'


def _series(chart: Chart, index: int) -> str:
    name, amounts = chart.series[index]
    labels = _points(chart.labels)
    values = _points(tuple(format_amount(v, "万元", separators=False) for v in amounts))
    column = chr(ord("B") + index)
    last = len(chart.labels) + 1
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
        f"<c:strCache>{_points((name,))}</c:strCache></c:strRef></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{COLOURS[index % len(COLOURS)][1:].upper()}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/><c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{labels}'
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>"
        f"<c:numCache><c:formatCode>#,##0.00</c:formatCode>{values}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _points(values: tuple[str, ...]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{xml_text(v)}</c:v></c:pt>' for i, v in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{points}'


def frame_xml(number: int, relation: str, chart: Chart, words: str, width: float) -> str:
    """The run that holds chart ``number`` in the text, ``width`` points wide; ``words``: what it shows."""
    wide, high = round(width * 12_700), round((60 + 22 * len(chart.labels) * max(1, len(chart.series))) * 12_700)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="图{number}" title="{xml_text(chart.title)}" descr="{xml_text(words)}"/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
