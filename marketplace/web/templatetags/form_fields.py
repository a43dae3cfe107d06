"""Controls of forms in the design of the house."""

from __future__ import annotations

from django import template
from django.forms import BoundField
from django.forms.widgets import CheckboxInput, Select
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the field is a single box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's input with the classes of KERN, tied to its hint and its error."""
    base = "kern-form-input__input"
    if isinstance(field.field.widget, CheckboxInput):
        base = "kern-form-check__checkbox"
    elif isinstance(field.field.widget, Select) and not getattr(
        field.field.widget, "allow_multiple_selected", False
    ):
        base = "kern-form-input__select"
    classes = f"{base} {base}--error" if field.errors else base
    about = [f"{field.auto_id}-hint"] if field.help_text else []
    about += [f"{field.auto_id}-error"] if field.errors else []
    attributes: dict[str, str | bool] = {"class": classes}
    if about:
        attributes["aria-describedby"] = " ".join(about)
    made = field.as_widget(attrs=attributes)
    if base.endswith("select"):
        return format_html('<div class="kern-form-input__select-wrapper">{}</div>', made)
    return made
