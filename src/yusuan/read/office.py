"""Office files by their kind: workbooks, Word documents, and old or rare ones by way of LibreOffice."""

from yusuan.model.grid import Pages
from yusuan.model.place import Source
from yusuan.model.text import Text
from yusuan.read.errors import DamagedError, UnsupportedError
from yusuan.read.limits import Limits
from yusuan.read.ole import top_streams
from yusuan.read.sniff import Kind

#: The kinds that ``read_office`` reads.
OFFICE: frozenset[Kind] = frozenset({"xlsx", "xlsb", "xls", "ods", "docx", "doc", "odt", "rtf", "ole"})


def read_office(data: bytes, source: Source, limits: Limits) -> Pages:
    """Read an Office file of one of the kinds in ``OFFICE``. Raises a ReadError, and nothing else."""
    if source.kind in ("xlsx", "xls"):
        return _workbook(data, source, limits)
    if source.kind == "docx":
        from yusuan.read.docx import read_docx  # noqa: PLC0415

        return read_docx(data, source, limits)
    if source.kind == "ole":
        if "EncryptedPackage" in top_streams(data):
            from yusuan.read.archive import encrypted  # noqa: PLC0415 - loads lxml, which most files do not need

            raise encrypted()
        raise UnsupportedError(
            Text(
                "文件是旧版 Office 格式，但不是 Word 文档或 Excel 工作簿，暂不支持。请另存为 docx、xlsx 或 PDF。",
                "The file is an old Office file, neither a document nor a workbook. Save it as docx, xlsx or PDF.",
            )
        )
    return _converted(data, source, limits)


def _workbook(data: bytes, source: Source, limits: Limits) -> Pages:
    from yusuan.read.workbook import read_workbook  # noqa: PLC0415

    try:
        return read_workbook(data, source, limits)
    except DamagedError:
        # LibreOffice mends what xlrd takes for broken.
        if source.kind != "xls":
            raise
        from yusuan.read.convert import convert, installed  # noqa: PLC0415

        if installed() is None:
            raise
        return read_workbook(convert(data, "xls", "xlsx", limits), source, limits, kind="xlsx")


def _converted(data: bytes, source: Source, limits: Limits) -> Pages:
    from yusuan.read.convert import convert  # noqa: PLC0415

    if source.kind in ("ods", "xlsb"):
        from yusuan.read.workbook import read_workbook  # noqa: PLC0415

        return read_workbook(convert(data, source.kind, "xlsx", limits), source, limits, kind="xlsx")
    from yusuan.read.docx import read_docx  # noqa: PLC0415

    return read_docx(convert(data, source.kind, "docx", limits), source, limits)
