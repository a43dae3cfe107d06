"""Signs, scales and words for templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django import template
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from grader.drawing.distribution import LETTERS
from grader.report.advice import Question
from marketplace.catalogue.facets import FacetValue
from marketplace.catalogue.queries import FactEntry, Profile
from marketplace.lib.bilingual import in_current_language
from marketplace.web.charts.bars import SquareField, month_bars, square_field
from marketplace.web.evidence import Margin, margin_of, short_address

register = template.Library()


@register.filter
def words(text: Any) -> str:
    """The text of a {de, en} pair in the current language; plain text stays as it is."""
    if isinstance(text, Mapping):
        return in_current_language({key: str(value) for key, value in text.items()})
    return "" if text is None else str(text)


@register.filter
def number(value: Any, digits: int = 0) -> str:
    """A number the way the current language writes it, with thousands separators."""
    if value is None or value == "":
        return "–"
    return str(formats.number_format(round(float(value), digits), digits, use_l10n=True, force_grouping=True))


@register.filter
def breakable(path: str) -> SafeString:
    """A path that goes on in the next line after a slash rather than within a name."""
    return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in path.split("/")))


@register.filter
def unlocalized(value: float) -> str:
    """A coordinate for SVG: one digit after a point, whatever the language."""
    return f"{value:.1f}"


@register.filter
def short_number(value: Any) -> str:
    """A measured figure: one digit after the comma below 100 where it has one, none above."""
    if value is None or value == "":
        return "–"
    figure = float(value)
    return number(figure, 1 if figure != round(figure) and abs(figure) < 100 else 0)


@register.filter
def percent(value: Any) -> str:
    """A share from 0 to 100 as whole per cent; what rounds to nothing is said to be less than one."""
    share = float(value or 0)
    return _("unter 1 %") if 0 < share < 0.5 else _("{share} %").format(share=number(share))


@register.filter
def of_hundred(value: float) -> int:
    """A probability from 0 to 1 as a number of cases out of 100."""
    return round(100 * value)


@register.simple_tag
def questions_as_text(questions: Sequence[Question], name: str) -> str:
    """Questions to a provider as plain text, ready to be sent."""
    lines = [_("Fragen zu {name}").format(name=name), ""]
    lines += [f"{place}. {words(one.text.as_dict())}" for place, one in enumerate(questions, 1)]
    return "\n".join(lines)


@register.simple_tag
def mail_link(subject: str, body: str) -> str:
    """An address that opens a new message with this text; whom to send it to is left open (RFC 6068)."""
    return f"mailto:?subject={quote(subject)}&body={quote(body.replace(chr(10), chr(13) + chr(10)))}"


@register.filter
def beside(cells: Sequence[Any], columns: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a row with the column it stands in."""
    return list(zip(columns, cells, strict=True))


@register.filter
def address(url: str) -> str:
    """An address as people say it, for the text of a link."""
    return short_address(str(url))


@register.inclusion_tag("web/parts/evidence.html")
def evidence(entry: FactEntry, profile: Profile) -> dict[str, Margin]:
    """The margin beside a statement: where it was read, and when."""
    return {"margin": margin_of(entry, profile)}


@register.simple_tag
def state_sign(state: str, size: int = 22) -> SafeString:
    """The sign of a state or outcome; the word must stand beside it."""
    return _sign(str(state), size)


# A list shows dozens; each of the few is drawn once.
@lru_cache(maxsize=200)
def _sign(state: str, size: int) -> SafeString:
    return render_to_string("web/parts/sign.html", {"state": state, "size": size})


@register.simple_tag
def facet_boxes(values: Iterable[FacetValue], label: str = "") -> SafeString:
    """The boxes of a group of filters, without a template for each: a list has a hundred.

    Args:
        values: one per box.
        label: instead of the values' own.
    """
    found = _("Treffer")
    return format_html_join(
        "",
        '<label class="choice"><input type="checkbox" form="suchformular"'
        ' id="f-{0}-{1}" name="{0}" value="{1}"{2}><span>{3}</span>'
        '<span class="count">{4}<span class="sr-only"> {5}</span></span></label>\n',
        (
            (one.key, one.value, _CHECKED if one.selected else "", label or one.label, one.count, found)
            for one in values
        ),
    )


_CHECKED = mark_safe(" checked")


@register.inclusion_tag("web/parts/scale.html")
def grade_scale(letter: str, size: str = "") -> dict[str, Any]:
    """The whole scale A to E with the chosen letter large."""
    return {"letter": letter, "letters": LETTERS, "size": size}


@register.inclusion_tag("web/parts/confidence.html")
def confidence_fields(level: int, word: str, size: str = "") -> dict[str, Any]:
    """Confidence in four fields with its word."""
    return {"fields": [number < int(level) for number in range(4)], "word": word, "size": size}


@register.inclusion_tag("web/parts/months.html")
def months(changes: Sequence[int]) -> dict[str, Any]:
    """Twelve bars, one per month."""
    return {"bars": month_bars(changes), "total": sum(changes)}


@register.simple_tag
def squares(total: int, filled: int) -> SquareField:
    """One square per listing."""
    return square_field(total, filled)


@register.simple_tag
def bar_width(value: Any, most: Any, width: int = 120) -> int:
    """Length of a bar that stands for `value` where `most` fills the width."""
    top = float(most or 0)
    return min(width, max(1, round(width * float(value or 0) / top))) if top else 1
