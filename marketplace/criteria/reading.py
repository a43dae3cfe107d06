"""From files to editions: what the files say becomes plain values, after every reference was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from marketplace.criteria.files import (
    Bilingual,
    CriterionFile,
    EditionFile,
    EvidenceFile,
    ReferenceFile,
    SharedEvidence,
    SharedReferences,
    read_file,
)
from marketplace.criteria.model import (
    OWN_PREFIX,
    AnswerKind,
    Applicability,
    Criterion,
    Edition,
    EvidenceKind,
    LegalReference,
    Option,
    Requirement,
    Text,
    Topic,
)

YES_NO = (Option("yes", Text("ja", "yes"), True), Option("no", Text("nein", "no"), False))


@dataclass
class Shared:
    """What several criteria name by a key."""

    references: dict[str, LegalReference] = field(default_factory=dict)
    evidence: dict[str, EvidenceKind] = field(default_factory=dict)


def read_edition(
    folder: Path, earlier: Mapping[str, tuple[Edition, Shared]], problems: list[str]
) -> tuple[Edition, Shared] | None:
    """Read one edition's folder.

    Args:
        folder: with `edition.yaml`, `references.yaml`, `evidence.yaml` and `<topic>/<key>.yaml`.
        earlier: editions read before, by key; one of them may be the base.
        problems: receives one line per problem, with file, key and cause.

    Returns:
        The edition and its shared lists, or None where its head cannot be read.
    """
    head = read_file(folder / "edition.yaml", EditionFile, f"{folder.name}/edition.yaml", problems)
    if head is None:
        return None
    if head.key != folder.name:
        problems.append(f"{folder.name}/edition.yaml: key: {head.key!r} is not the folder's name")
    if head.based_on and head.based_on not in earlier:
        problems.append(f"{folder.name}/edition.yaml: based_on: {head.based_on!r} is not an earlier edition")
    base, shared = earlier.get(head.based_on, (None, Shared()))
    shared = _shared(folder, shared, problems)
    topics = _topics(head, base)
    found = _criteria_of(folder, head.key, topics, shared, problems)
    kept = _kept(base, head, found, problems)
    return assemble(head, topics, [*kept, *found], problems), shared


def _shared(folder: Path, base: Shared, problems: list[str]) -> Shared:
    shared = Shared(dict(base.references), dict(base.evidence))
    if (folder / "references.yaml").exists():
        place = f"{folder.name}/references.yaml"
        references = read_file(folder / "references.yaml", SharedReferences, place, problems)
        for key, one in references.references.items() if references else ():
            shared.references[key] = _reference(one)
    if (folder / "evidence.yaml").exists():
        place = f"{folder.name}/evidence.yaml"
        evidence = read_file(folder / "evidence.yaml", SharedEvidence, place, problems)
        shared.evidence |= {one.key: _evidence(one) for one in evidence.evidence} if evidence else {}
    return shared


def _topics(head: EditionFile, base: Edition | None) -> tuple[Topic, ...]:
    if not head.topics and base:
        return base.topics
    return tuple(
        Topic(one.key, _text(one.name), _text(one.hint), position)
        for position, one in enumerate(head.topics, start=1)
    )


def _criteria_of(
    folder: Path, edition: str, topics: tuple[Topic, ...], shared: Shared, problems: list[str]
) -> list[Criterion]:
    found = []
    for file in sorted(folder.glob("*/*.yaml")):
        place = f"{folder.name}/{file.parent.name}/{file.name}"
        criterion = read_criterion(file, place, edition, topics, shared, problems)
        if criterion is None:
            continue
        if criterion.topic != file.parent.name:
            problems.append(f"{place}: topic: {criterion.topic!r} is not the folder's name")
        if criterion.is_own:
            problems.append(f"{place}: key: {OWN_PREFIX} is kept for criteria of an operator")
        found.append(criterion)
    return found


def read_criterion(
    file: Path, place: str, since: str, topics: tuple[Topic, ...], shared: Shared, problems: list[str]
) -> Criterion | None:
    """Read one criterion's file; None where it has problems, which are appended with file and key."""
    raw = read_file(file, CriterionFile, place, problems)
    if raw is None:
        return None
    before = len(problems)
    if raw.key != file.stem:
        problems.append(f"{place}: key: {raw.key!r} is not the file's name")
    if raw.topic not in {topic.key for topic in topics}:
        problems.append(f"{place}: topic: {raw.topic!r} is not a topic of the edition")
    problems += [
        f"{place}: references: {one!r} does not stand in references.yaml"
        for one in raw.references
        if isinstance(one, str) and one not in shared.references
    ]
    problems += [
        f"{place}: evidence: {one!r} does not stand in evidence.yaml"
        for one in raw.evidence
        if isinstance(one, str) and one not in shared.evidence
    ]
    return _criterion(raw, since, shared) if len(problems) == before else None


def _kept(
    base: Edition | None, head: EditionFile, found: list[Criterion], problems: list[str]
) -> list[Criterion]:
    """Criteria of the base that go on unchanged."""
    known = {one.key for one in base.criteria} if base else set()
    replaced = {key for one in found for key in one.replaces}
    problems += [
        f"{head.key}/edition.yaml: removed: {key!r} is not in edition {head.based_on or '–'}"
        for key in head.removed
        if key not in known
    ]
    problems += [
        f"{head.key}/{one.topic}/{one.key}.yaml: replaces: {key!r} is not in edition {head.based_on or '–'}"
        for one in found
        for key in one.replaces
        if key not in known
    ]
    gone = replaced | set(head.removed) | {one.key for one in found}
    return [one for one in base.criteria if one.key not in gone] if base else []


def assemble(
    head: EditionFile, topics: tuple[Topic, ...], criteria: list[Criterion], problems: list[str]
) -> Edition:
    """Put an edition together, in the order of topics and positions, after its conditions were checked."""
    order = {topic.key: topic.position for topic in topics}
    ordered = sorted(criteria, key=lambda one: (order.get(one.topic, 0), one.position, one.key))
    problems += dangling_conditions(ordered, head.key)
    changes = tuple(_text(one) for one in head.changes)
    return Edition(head.key, head.published_on, topics, tuple(ordered), changes)


def dangling_conditions(criteria: list[Criterion], edition: str) -> list[str]:
    """Conditions that name a criterion or an answer that does not exist, one line each."""
    by_key = {one.key: one for one in criteria}
    problems = []
    for one in criteria:
        place = f"{edition}/{one.topic}/{one.key}.yaml: applies.when"
        for key, values in one.applies.conditions.items():
            if key not in by_key:
                problems.append(f"{place}: {key!r} is not a criterion of the edition")
                continue
            wrong = [value for value in values if by_key[key].option(value) is None]
            problems += [f"{place}.{key}: {value!r} is not one of its answers" for value in wrong]
    return problems


def _criterion(raw: CriterionFile, since: str, shared: Shared) -> Criterion:
    options = tuple(Option(one.key, _text(one.label), one.meets) for one in raw.options)
    if raw.answer is AnswerKind.YES_NO and not options:
        options = YES_NO
    conditions = {key: tuple(values) for key, values in raw.applies.when.items()}
    return Criterion(
        key=raw.key,
        topic=raw.topic,
        position=raw.position,
        title=_text(raw.title),
        question=_text(raw.question),
        help=_text(raw.help),
        why=_text(raw.why),
        answer=raw.answer,
        options=options,
        unit=_text(raw.unit) if raw.unit else None,
        applies=Applicability(tuple(raw.applies.kinds), conditions, _text(raw.applies.otherwise)),
        references=tuple(
            shared.references[one] if isinstance(one, str) else _reference(one) for one in raw.references
        ),
        evidence=tuple(
            shared.evidence[one] if isinstance(one, str) else _evidence(one) for one in raw.evidence
        ),
        check=raw.check,
        fact=raw.fact,
        facet=raw.facet,
        requirement=Requirement(
            raw.requirement.level, _text(raw.requirement.text), _text(raw.requirement.proof)
        ),
        review=tuple(_text(one) for one in raw.review),
        ask_provider=_text(raw.ask_provider),
        since=since,
        replaces=tuple(raw.replaces),
    )


def with_own(edition: Edition, own: list[Criterion]) -> Edition:
    """The edition with an operator's criteria behind its own ones, topic by topic."""
    order = {topic.key: topic.position for topic in edition.topics}
    added = sorted(own, key=lambda one: (order[one.topic], one.position, one.key))
    criteria = sorted([*edition.criteria, *added], key=lambda one: order[one.topic])
    return replace(edition, criteria=tuple(criteria))


def _text(raw: Bilingual) -> Text:
    return Text(raw.de, raw.en)


def _reference(raw: ReferenceFile) -> LegalReference:
    return LegalReference(_text(raw.title), raw.url, raw.seen_on, _text(raw.note) if raw.note else None)


def _evidence(raw: EvidenceFile) -> EvidenceKind:
    return EvidenceKind(raw.key, _text(raw.label), raw.valid_months)
