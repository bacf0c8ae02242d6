"""From OFD.xml to the pages of its documents: their sizes, contents, templates and what those refer to."""

from dataclasses import dataclass, field

from yusuan.model.text import Text
from yusuan.read.archive import Element
from yusuan.read.errors import DamagedError, ReadError, TooLargeError
from yusuan.read.limits import Limits
from yusuan.read.ofd.package import Package

Box = tuple[float, float, float, float]
#: A4 in millimetres: the size of a page that says none.
_A4: Box = (0.0, 0.0, 210.0, 297.0)
#: Templates and resources that one document may name.
_MOST = 2_000


@dataclass(slots=True)
class Resources:
    """What objects refer to by number: parameters for drawing, and units of graphics that are used again."""

    draw_params: dict[str, Element] = field(default_factory=dict)
    units: dict[str, Element] = field(default_factory=dict)

    def add(self, root: Element) -> None:
        """Take in a resource file."""
        for element in root.iter():
            name = local(element)
            if name == "DrawParam":
                self.draw_params[element.get("ID", "")] = element
            elif name in ("CompositeGraphicUnit", "CompositeGraphicsUnit"):
                self.units[element.get("ID", "")] = element


@dataclass(frozen=True, slots=True)
class OfdPage:
    """One page: ``box`` (x, y, width, height; millimetres), the roots of its templates (behind first) and its own."""

    box: Box
    roots: tuple[Element, ...]
    resources: Resources


@dataclass(slots=True)
class _Document:
    """One document of the package."""

    name: str
    root: Element
    box: Box
    resources: Resources
    templates: dict[str, str]
    loaded: dict[str, Element] = field(default_factory=dict)


def local(element: Element) -> str:
    """An element's name without its namespace; '' for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, name: str) -> list[Element]:
    """The children of that name."""
    return [] if element is None else [c for c in element if local(c) == name]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    return next(iter(children(element, name)), None)


def text_of(element: Element | None) -> str:
    """The text of an element, '' where there is none."""
    return (element.text or "").strip() if element is not None else ""


def numbers_of(text: str) -> list[float]:
    """The numbers in a text; those after one that is none are left out."""
    out: list[float] = []
    for part in text.replace(",", " ").split():
        try:
            number = float(part)
        except ValueError:
            break
        if not -1e7 < number < 1e7:
            break
        out.append(number)
    return out


def box_of(text: str) -> Box | None:
    """An ST_Box: x, y, width and height."""
    found = numbers_of(text)
    return (found[0], found[1], found[2], found[3]) if len(found) >= 4 else None


class Reader:
    """The pages of a package, one after the other."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._pages: list[tuple[_Document, str]] = []
        self.missing = 0
        main = package.find("OFD.xml")
        if main is None:
            raise _no_pages()
        # A document that is named a hundred times would be read as often.
        for text in dict.fromkeys(text_of(b) for b in package.xml(main).iter() if local(b) == "DocRoot"):
            name = package.at(text, main)
            if name is None:
                self.missing += 1
            else:
                self._add(name)
        if not self._pages:
            raise _no_pages()
        if len(self._pages) > limits.max_pages:
            count, most = len(self._pages), limits.max_pages
            raise TooLargeError(
                Text(
                    f"OFD 有 {count} 页，超过上限 {most} 页，未读取。",
                    f"The OFD has {count} pages, above the limit of {most}; it was not read.",
                )
            )

    def __len__(self) -> int:
        return len(self._pages)

    def page(self, index: int) -> OfdPage:
        """Page ``index`` (from 0). Raises ReadError where it cannot be read."""
        document, name = self._pages[index]
        root = self._package.xml(name)
        resources = document.resources
        own = children(root, "PageRes")
        if own:
            resources = Resources(dict(resources.draw_params), dict(resources.units))
            for location in own[:_MOST]:
                self._take(text_of(location), name, document.name, resources)
        area = child(root, "Area")
        box = box_of(text_of(child(area, "PhysicalBox"))) or document.box
        behind: list[Element] = []
        before: list[Element] = []
        for template in children(root, "Template")[:50]:
            found = self._template(document, template.get("TemplateID", ""))
            if found is not None:
                (before if template.get("ZOrder") == "Foreground" else behind).append(found)
        return OfdPage(box, (*behind, root, *before), resources)

    def _add(self, name: str) -> None:
        root = self._package.xml(name)
        common = child(root, "CommonData")
        box = box_of(text_of(child(child(common, "PageArea"), "PhysicalBox"))) or _A4
        document = _Document(name, root, box, Resources(), {})
        for kind in ("PublicRes", "DocumentRes"):
            for location in children(common, kind)[:_MOST]:
                self._take(text_of(location), name, name, document.resources)
        for template in children(common, "TemplatePage")[:_MOST]:
            found = self._package.at(template.get("BaseLoc", ""), name)
            if found is not None:
                document.templates[template.get("ID", "")] = found
        for page in children(child(root, "Pages"), "Page"):
            found = self._package.at(page.get("BaseLoc", ""), name)
            if found is None:
                self.missing += 1
            else:
                self._pages.append((document, found))

    def _take(self, location: str, home: str, root: str, resources: Resources) -> None:
        """Add a resource file where it is there and can be read: text does not depend on it."""
        name = self._package.at(location, home, root)
        if name is not None:
            try:
                resources.add(self._package.xml(name))
            except DamagedError:
                self.missing += 1

    def _template(self, document: _Document, number: str) -> Element | None:
        name = document.templates.get(number)
        if name is None:
            return None
        if number not in document.loaded:
            try:
                document.loaded[number] = self._package.xml(name)
            except DamagedError:
                self.missing += 1
                return None
        return document.loaded[number]


def _no_pages() -> ReadError:
    return DamagedError(
        Text("OFD 中没有找到任何页面，文件可能已损坏。请重新导出。", "No page was found in the OFD; it may be damaged.")
    )
