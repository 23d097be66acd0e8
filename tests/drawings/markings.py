"""What a drawing's HTML says, read with a parser of its own."""

from __future__ import annotations

from html.parser import HTMLParser

from rnnviz.drawings.markup import Drawing

_VOID = {"br", "hr", "img", "input"}


class Element:
    """One element: its name, its attributes, and what is in it."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.content: list[Element | str] = []

    @property
    def text(self) -> str:
        parts = (part if isinstance(part, str) else part.text for part in self.content)
        return " ".join(" ".join(parts).split())

    def every(self, name: str = "", class_: str = "") -> list[Element]:
        """All elements below of this name and class, in order."""
        children = [child for child in self.content if isinstance(child, Element)]
        return [
            hit
            for child in children
            for hit in [child][: child.fits(name, class_)] + child.every(name, class_)
        ]

    def fits(self, name: str, class_: str) -> bool:
        classes = self.attributes.get("class", "").split()
        return (not name or self.name == name) and (not class_ or class_ in classes)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        element = Element(name, {key: value or "" for key, value in attributes})
        self.open[-1].content.append(element)
        if name not in _VOID:
            self.open.append(element)

    def handle_endtag(self, name: str) -> None:
        assert self.open.pop().name == name

    def handle_data(self, text: str) -> None:
        self.open[-1].content.append(text)


def parsed(drawing: Drawing) -> Element:
    """The drawing as a tree; every element must be closed."""
    tree = _Tree()
    tree.feed(str(drawing.html))
    tree.close()
    assert len(tree.open) == 1
    return tree.open[0]
