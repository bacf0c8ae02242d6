"""Tags and relations of SpreadsheetML in the variant of the workbook at hand, and names of cells."""

from dataclasses import dataclass

from lxml import etree

from yusuan.read.archive import Element

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


@dataclass(frozen=True, slots=True)
class Names:
    """``main``: the namespace of sheets; ``relations``: that of relations, transitional or strict."""

    main: str
    relations: str

    def tag(self, name: str) -> str:
        """The full name of a tag of SpreadsheetML."""
        return f"{{{self.main}}}{name}"

    @property
    def id(self) -> str:
        """The attribute that refers to a relation."""
        return f"{{{self.relations}}}id"

    def new(self, parent: Element, name: str, **attributes: str) -> Element:
        """A new element at the end of ``parent``."""
        return etree.SubElement(parent, self.tag(name), attributes)


def names_of(book: Element) -> Names:
    """The names that a workbook uses."""
    main = etree.QName(book).namespace or ""
    return Names(main, _STRICT if "purl.oclc.org" in main else _RELATIONS)


def cell_name(row: int, column: int) -> str:
    """B3 for (2, 1)."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


def column_of(name: str) -> int:
    """The column (from 0) that a cell's name says; -1 where it says none."""
    column = 0
    for letter in name[:3]:
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - 64
    return column - 1


def put_before(parent: Element, element: Element, following: frozenset[str]) -> None:
    """Put ``element`` before the first child whose name is one of ``following``, or at the end."""
    at = next((n for n, child in enumerate(parent) if etree.QName(child).localname in following), len(parent))
    parent.insert(at, element)
