"""The reference page of the criteria catalogue, made from its files."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.criteria.editions import FOLDER, read_all
from marketplace.criteria.model import Criterion, Edition, EvidenceKind, LegalReference


def criteria_page(notice: str) -> str:
    """Return the page in Markdown: every criterion of the newest edition. `notice`: where changes belong."""
    edition = read_all(FOLDER)[0][0]
    parts = [
        "# Criteria",
        notice,
        f"Edition {edition.key}, published {edition.published_on}: {len(edition.criteria)} criteria. "
        "Where they lie and how to add your own: [own criteria](../guides/own-criteria.md). The German texts "
        "and the full reasons are on the pages `/kriterien/` of every installation.",
    ]
    for topic in edition.topics:
        parts += [f"## {topic.name.en} ({topic.name.de})", topic.hint.en]
        parts += [_criterion(one, edition) for one in edition.of_topic(topic.key)]
    return "\n\n".join(parts) + "\n"


def _criterion(one: Criterion, edition: Edition) -> str:
    lines = "\n".join(f"- **{name}:** {text}" for name, text in _rows(one, edition) if text)
    return f"### `{one.key}`: {one.title.en}\n\n{lines}"


def _rows(one: Criterion, edition: Edition) -> Iterator[tuple[str, str]]:
    yield "German title", one.title.de
    yield "Question", one.question.en
    yield "Why", one.why.en
    yield "Answer", _answer(one)
    yield "Arises for", _arises(one, edition)
    yield "Proof", "; ".join(_evidence(kind) for kind in one.evidence)
    yield "Automatic check", f"`{one.check}`" if one.check else ""
    yield "Fact of the catalogue", f"`{one.fact}`" if one.fact else ""
    yield "Filter", "yes" if one.facet else ""
    yield f"Requirement ({one.requirement.level})", one.requirement.text.en
    yield "Rests on", "; ".join(_reference(reference) for reference in one.references)


def _answer(one: Criterion) -> str:
    kind = one.answer.value.replace("_", "/") if one.answer == "yes_no" else one.answer.value
    options = ", ".join(
        f"`{option.key}`{'' if option.meets else ' (does not meet)'}" for option in one.options
    )
    unit = f" ({one.unit.en})" if one.unit else ""
    return f"{kind}{unit}: {options}" if options else f"{kind}{unit}"


def _arises(one: Criterion, edition: Edition) -> str:
    kinds = " and ".join(one.applies.kinds)
    conditions = "; ".join(
        f"`{key}` is {' or '.join(f'`{value}`' for value in values)}"
        for key, values in one.applies.conditions.items()
        if edition.criterion(key)
    )
    return f"{kinds}, where {conditions}" if conditions else kinds


def _evidence(kind: EvidenceKind) -> str:
    period = f"{kind.valid_months} months" if kind.valid_months else "until something changes"
    return f"{kind.label.en} ({period})"


def _reference(reference: LegalReference) -> str:
    read = f"read {reference.seen_on}" if reference.seen_on else "address not opened"
    return f"[{reference.title.en}]({reference.url}) ({read})"
