"""Text of the elements of a GLEIF record, by their names without the namespace."""

from lxml import etree


def texts(element: etree._Element | None) -> list[tuple[str, str]]:
    """Return (name, text) of each child that has a text, in order; nothing for no element.

    The parser must have left out comments, which have no name.

    One pass over the children: asking lxml for each name on its own took twice the time.

    >>> texts(etree.fromstring("<a><x:b xmlns:x='urn:x'> 1 </x:b><c/></a>"))
    [('b', '1')]
    """
    return [
        (child.tag.rpartition("}")[2], text)
        for child in (() if element is None else element)
        if (text := (child.text or "").strip())
    ]


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child of that name, whatever its namespace.

    >>> child(etree.fromstring("<a><b/></a>"), "b").tag
    'b'
    """
    return None if element is None else element.find(f"{{*}}{name}")


def raw_xml(element: etree._Element) -> str:
    """Return the element as it stands in the file.

    >>> raw_xml(etree.fromstring("<a><b/></a>"))
    '<a><b/></a>'
    """
    return str(etree.tostring(element, encoding="unicode", with_tail=False))
