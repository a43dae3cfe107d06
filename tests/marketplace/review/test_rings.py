"""Nobody waits in a ring: what is held is held in one order, and never longer than it takes."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.accounts.services import erase_account
from marketplace.catalogue.editing import locked, propose_edit
from marketplace.catalogue.models import Listing, ListingEdit
from marketplace.organisations.claims import open_claim
from marketplace.organisations.errors import NotAllowed
from marketplace.organisations.membership_services import _lock
from marketplace.organisations.models import Membership, Organisation, Provider, ProviderClaim
from marketplace.review import services
from marketplace.review.acknowledging import acknowledge_up_to
from marketplace.review.models import Case
from marketplace.review.reporting import report
from marketplace.review.waiting import open_waiting_cases
from marketplace.selection.services import open_project
from marketplace.suitability.answers import answer
from marketplace.suitability.models import Statement
from tests import factories
from tests.marketplace.review.scenes import KEY, Scene, ticks

# Rows several people change; whoever has written the trail must not wait for them any more.
HELD = re.compile(
    r'(?:UPDATE|FROM) "(catalogue_listing|catalogue_cataloguerevision|organisations_organisation'
    r'|organisations_provider|organisations_providerclaim|suitability_storedprofile)"'
)


def held_after_the_trail(queries: CaptureQueriesContext) -> list[str]:
    """Tables of which rows were first held or changed after the trail was written, in their order."""
    found: list[str] = []
    known: set[str] = set()
    written = False
    for one in queries.captured_queries:
        sql = one["sql"]
        match = HELD.search(sql)
        locks = sql.startswith("UPDATE") or "FOR UPDATE" in sql or "FOR NO KEY UPDATE" in sql
        if match and locks and match[1] not in known:
            known.add(match[1])
            found += [match[1]] if written else []
        written = written or sql.startswith('UPDATE "audit_audithead"')
    return found


def _second_approval() -> Callable[[], object]:
    scene = Scene()
    case = scene.approve(scene.request(), scene.first)
    return lambda: scene.approve(case, scene.second)


def _contested_claim() -> Callable[[], object]:
    scene = Scene()
    Provider.objects.update(organisation=None)
    for name in ("Eins GmbH", "Zwei GmbH"):
        made = Organisation.objects.create(kind=Organisation.Kind.PROVIDER, name=name)
        admin = factories.person(name[:4])
        Membership.objects.create(organisation=made, user=admin, role="admin")
        open_claim(scene.listing.provider, made, by=admin, method=ProviderClaim.Method.REVIEWER)
    open_waiting_cases()
    case = Case.objects.filter(kind=Case.Kind.CLAIM).earliest("opened_at")
    return lambda: services.accept(case.pk, by=scene.lead, reason="Handelsregister.")


def _hiding() -> Callable[[], object]:
    scene = Scene()
    return lambda: services.hide(scene.listing, by=scene.first, reason="Betrug.")


@pytest.mark.django_db
@pytest.mark.parametrize("step", [_second_approval, _contested_claim])
def test_the_trail_is_written_last(step: Callable[[], Callable[[], object]]) -> None:
    act = step()
    with CaptureQueriesContext(connection) as queries:
        act()
    assert held_after_the_trail(queries) == []


@contextmanager
def meanwhile(act: Callable[[], object]) -> Iterator[list[object]]:
    """Another connection acts while the block holds what it holds; what came of it."""
    came: list[object] = []

    def run() -> None:
        try:
            came.append(act())
        except Exception as error:
            came.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=run)
    other.start()
    try:
        yield came
    finally:
        other.join(30)


def only_postgresql() -> bool:
    """SQLite has one writer at a time: nothing can happen meanwhile."""
    if connection.vendor == "postgresql":
        return True
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    return False


def at_most_two_seconds(act: Callable[[], object]) -> Callable[[], object]:
    def run() -> object:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
            return act()

    return run


@pytest.mark.django_db(transaction=True)
def test_naming_a_listing_does_not_wait_for_whoever_changes_it() -> None:
    """Foreign keys are checked at the end, with the trail in hand: waiting then would close a ring."""
    scene = Scene()
    if not only_postgresql():
        return
    with transaction.atomic():
        locked(scene.listing, scene.editor, scene.organisation)
        act = at_most_two_seconds(lambda: report(scene.listing, category="wrong", text="Falsch."))
        with meanwhile(act) as came:
            other_is_done(came)
    assert isinstance(came[0], Case), came


@pytest.mark.django_db(transaction=True)
def test_naming_an_organisation_does_not_wait_for_whoever_changes_its_members() -> None:
    alice = factories.person("alice")
    town = factories.municipality(members={alice: "admin"})
    if not only_postgresql():
        return
    with transaction.atomic():
        _lock(town)
        with meanwhile(at_most_two_seconds(lambda: open_project(alice, town, title="Melder"))) as came:
            other_is_done(came)
    assert not isinstance(came[0], Exception), came


def other_is_done(came: list[object]) -> None:
    """Wait for the other side, at most five seconds."""
    waits = threading.Event()
    for _ in range(50):
        if came:
            return
        waits.wait(0.1)


@pytest.mark.django_db(transaction=True)
def test_an_answer_given_while_two_approve_is_not_lost() -> None:
    scene = Scene()
    if not only_postgresql():
        return
    case = scene.approve(scene.request(), scene.first)
    seen = scene.seen(case)
    held = threading.Event()

    def approve() -> object:
        held.wait(5)
        return services.approve(case.pk, by=scene.second, seen=seen, ticks=ticks())

    with meanwhile(approve) as came, transaction.atomic():
        answer(scene.listing, KEY, "partly_conformant", by=scene.editor, organisation=scene.organisation)
        held.set()
        threading.Event().wait(1)
    standing = Statement.objects.filter(ended_at=None, basis=Statement.Basis.PROVIDER)
    assert [one.value for one in standing] == ["partly_conformant"]
    assert isinstance(came[0], Exception)


@pytest.mark.django_db(transaction=True)
def test_who_waited_while_the_right_ended_changes_nothing() -> None:
    scene = Scene()
    other = Organisation.objects.create(kind=Organisation.Kind.PROVIDER, name="Nova GmbH")
    if not only_postgresql():
        return
    held = threading.Event()

    def propose() -> object:
        held.wait(5)
        change = {"name": "Anders"}
        return propose_edit(scene.listing, by=scene.editor, organisation=scene.organisation, after=change)

    with meanwhile(propose) as came, transaction.atomic():
        Listing.objects.select_for_update(no_key=True).get(pk=scene.listing.pk)
        Provider.objects.filter(pk=scene.listing.provider_id).update(organisation=other)
        held.set()
        threading.Event().wait(1)
    assert isinstance(came[0], NotAllowed), came
    assert not ListingEdit.objects.exists()


@pytest.mark.django_db
def test_leaving_everywhere_holds_everything_first() -> None:
    anna, berta = factories.person("anna"), factories.person("berta")
    for name in ("Aheim", "Bheim"):
        factories.municipality(name, members={anna: "editor", berta: "admin"})
    with CaptureQueriesContext(connection) as queries:
        erase_account(anna)
    sql = [one["sql"] for one in queries.captured_queries]
    first = next(n for n, one in enumerate(sql) if 'UPDATE "audit_audithead"' in one)
    locks = [n for n, one in enumerate(sql) if 'FROM "organisations_organisation" WHERE' in one]
    assert max(locks) < first


@pytest.mark.django_db
def test_acknowledging_many_holds_their_listings_first() -> None:
    scene = Scene()
    edits = []
    for number in range(2):
        listing = factories.listing(f"eintrag-{number}", provider=scene.listing.provider)
        made = ListingEdit.objects.create(
            listing=listing, organisation=scene.organisation, author=scene.editor, substantive=False,
            state=ListingEdit.State.LIVE, before={}, after={}, made_at=timezone.now(),
        )  # fmt: skip
        edits.append(made)
    with CaptureQueriesContext(connection) as queries:
        assert acknowledge_up_to(edits[-1].pk, by=scene.first) == 2
    sql = [one["sql"] for one in queries.captured_queries]
    first = next(n for n, one in enumerate(sql) if 'UPDATE "audit_audithead"' in one)
    together = [n for n, one in enumerate(sql) if 'FROM "catalogue_listing"' in one and " IN (" in one]
    assert together
    assert min(together) < first


@pytest.mark.django_db
def test_hiding_holds_the_listing_before_its_case_is_written_down() -> None:
    act = _hiding()
    with CaptureQueriesContext(connection) as queries:
        act()
    sql = [one["sql"] for one in queries.captured_queries]
    held = next(n for n, one in enumerate(sql) if 'FROM "catalogue_listing" WHERE' in one)
    assert held < next(n for n, one in enumerate(sql) if 'UPDATE "audit_audithead"' in one)
