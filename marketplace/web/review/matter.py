"""What a case is about, as its page shows it: a statement and proof, a change, a claim, a municipality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marketplace.accounts.queries import confirmed_addresses
from marketplace.catalogue.fields import FIELD_BY_KEY
from marketplace.catalogue.models import ListingEdit
from marketplace.criteria.model import Criterion
from marketplace.evidence.kinds import kinds
from marketplace.evidence.models import DocumentVersion
from marketplace.organisations.models import Organisation, ProviderClaim
from marketplace.organisations.queries import members_of
from marketplace.review.models import Case
from marketplace.review.subjects import (
    claim_of,
    criterion_of,
    edit_of,
    municipality_of,
    newer_version,
    statement_of,
)
from marketplace.suitability.answers import ANSWER
from marketplace.suitability.claims import Claim, keys_of
from marketplace.suitability.evidenced import runs_out
from marketplace.suitability.models import Statement
from marketplace.suitability.wording import answer_words
from marketplace.web.suitability.profile import Row, suitability_section


@dataclass(frozen=True)
class StatementMatter:
    """A statement with its proof; `newer` is a later version nobody has said anything about yet."""

    criterion: Criterion
    statement: Statement | None
    words: str
    version: DocumentVersion | None
    kind: str
    until: date | None
    newer: DocumentVersion | None
    row: Row | None  # what everybody says about the criterion, as on the listing's page


@dataclass(frozen=True)
class Change:
    """One field of a change, before and after, in words."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class Party:
    """An organisation with what speaks for it; of its members only the domains of confirmed addresses."""

    organisation: Organisation
    domains: tuple[str, ...]


@dataclass(frozen=True)
class Matter:
    """Exactly one of these is there, by the case's kind; none for reports and appeals."""

    statement: StatementMatter | None = None
    edit: ListingEdit | None = None
    changes: tuple[Change, ...] = ()
    claim: ProviderClaim | None = None
    municipality: Organisation | None = None
    parties: tuple[Party, ...] = ()


def matter_of(case: Case) -> Matter:
    """What the case is about at this moment."""
    if case.kind == Case.Kind.VERIFICATION and (criterion := criterion_of(case)):
        return Matter(statement=_statement(case, criterion))
    if edit := edit_of(case):
        return Matter(edit=edit, changes=tuple(changes_of(edit)))
    if claim := claim_of(case):
        holder = claim.provider.organisation
        parties = [claim.organisation, *([holder] if holder and holder != claim.organisation else [])]
        return Matter(claim=claim, parties=tuple(_party(one) for one in parties))
    if municipality := municipality_of(case):
        return Matter(municipality=municipality, parties=(_party(municipality),))
    return Matter()


def _statement(case: Case, criterion: Criterion) -> StatementMatter:
    statement = statement_of(case)
    version = statement.document_version if statement else None
    kind = kinds().get(version.document.kind) if version else None
    return StatementMatter(
        criterion=criterion,
        statement=statement,
        words=value_words(criterion, statement) if statement else "",
        version=version,
        kind=str(kind.label) if kind else "",
        until=runs_out(statement, criterion) if statement else None,
        newer=newer_version(version) if version else None,
        row=_row(case, criterion),
    )


def value_words(criterion: Criterion, statement: Statement) -> str:
    """A statement's answer in the active language."""
    claim = Claim(
        statement.basis, keys_of(statement.value), words_de=statement.words_de, words_en=statement.words_en
    )
    return str(answer_words(criterion, claim.value, [claim]))


def _row(case: Case, criterion: Criterion) -> Row | None:
    section = suitability_section(case.listing) if case.listing else None
    if section is None:
        return None
    rows = [row for topic in section.topics for row in (*topic.rows, *topic.unknown, *topic.not_applicable)]
    return next((row for row in rows if row.criterion.key == criterion.key), None)


def changes_of(edit: ListingEdit) -> Iterator[Change]:
    """The fields of a change in their order."""
    for key, after in edit.after.items():
        yield Change(_label(key), _plain(edit.before.get(key)), _plain(after))


def _label(key: str) -> str | Promise:
    if field := FIELD_BY_KEY.get(key):
        return field.label
    return _("Kriterium {key}").format(key=key.removeprefix(ANSWER))


def _plain(value: Any) -> str:
    """A stored value in words; lists with commas, pairs of languages one below the other."""
    if value is None or value == "":
        return "–"
    if isinstance(value, dict):
        return "\n".join(f"{key}: {_plain(one)}" for key, one in value.items() if one not in (None, "", []))
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value) or "–"
    return str(value)


def _party(organisation: Organisation) -> Party:
    addresses = (mail for one in members_of(organisation) for mail in confirmed_addresses(one.user))
    return Party(organisation, tuple(sorted({mail.partition("@")[2] for mail in addresses})))
