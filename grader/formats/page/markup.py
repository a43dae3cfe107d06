"""Builds HTML and SVG. Whatever is not `Markup` is text and gets escaped: no name can inject anything."""

from __future__ import annotations

from html import escape

from grader.formats.writing import printable


class Markup(str):
    """Text that is already HTML; only the functions here make it."""

    __slots__ = ()


Content = Markup | str
Attribute = str | int | float | bool | None
_KEPT = frozenset("\n\t")
_EMPTY = frozenset({"meta", "input", "br", "col", "rect", "line", "circle", "path"})


def tag(name: str, /, *content: Content, **attributes: Attribute) -> Markup:
    """One element.

    Args:
        name: name of the element.
        content: what is inside; plain text is escaped.
        attributes: `class_` stands for `class`, other underscores for hyphens; None and False leave an
            attribute out, True writes it without a value.
    """
    head = f"{name}{''.join(_attribute(key, value) for key, value in attributes.items())}"
    if name in _EMPTY and not content:
        return Markup(f"<{head}/>")
    return Markup(f"<{head}>{joined(*content)}</{name}>")


def joined(*content: Content) -> Markup:
    """Several pieces one after the other; plain text is escaped."""
    return Markup("".join(part if isinstance(part, Markup) else _safe(part) for part in content))


def _safe(text: str) -> str:
    """Control characters and direction marks are written out, so that no name can hide what it is."""
    return escape("".join(c if c in _KEPT else printable(c) for c in text))


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-") if key != "viewBox" else key
    return f" {name}" if value is True else f' {name}="{_safe(str(value))}"'


def table(
    caption: str,
    heads: list[tuple[str, bool]],
    rows: list[list[Content]],
    *,
    class_: str = "register",
    id_: str | None = None,
) -> Markup:
    """A table with a caption for screen readers; the first cell of each row is its head.

    Args:
        caption: what the table shows.
        heads: title of each column, and whether it holds numbers.
        rows: the cells.
        class_: style of the table.
        id_: name of the table on the page.
    """
    head = joined(
        *(tag("th", title, scope="col", class_="number" if is_number else None) for title, is_number in heads)
    )
    body = [
        tag(
            "tr",
            tag("th", row[0], scope="row"),
            *(_cell(c, h) for c, h in zip(row[1:], heads[1:], strict=True)),
        )
        for row in rows
    ]
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption, class_="unseen"),
            tag("thead", tag("tr", head)),
            tag("tbody", *body),
            class_=class_,
            id=id_,
        ),
        class_="scrolls",
        tabindex=0,
        role="region",
        aria_label=caption,
    )


def _cell(content: Content, head: tuple[str, bool]) -> Markup:
    title, is_number = head
    return tag("td", content, class_="number" if is_number else None, data_title=title)


def fold(summary: Content, *content: Content, class_: str = "fold") -> Markup:
    """Something to open; works without scripts; what is not met prints open."""
    return tag("details", tag("summary", summary), *content, class_=class_)


def picture(
    title: str, text: str, *content: Content, size: tuple[float, float], class_: str, id_: str
) -> Markup:
    """A drawing with title and description for those who do not see it."""
    width, height = size
    return tag(
        "svg",
        tag("title", title, id=f"{id_}-title"),
        tag("desc", text, id=f"{id_}-desc"),
        *content,
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_labelledby=f"{id_}-title",
        aria_describedby=f"{id_}-desc",
        class_=f"chart {class_}",
    )
