"""Addresses of the pages; German paths, translated for English."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from marketplace.web.views import (
    account,
    asking,
    assessment,
    choosing,
    compare,
    documents,
    downloads,
    explanations,
    legal,
    notices,
    organisations,
    self_check,
    solutions,
    start,
    status,
    thresholds,
)

app_name = "web"
urlpatterns = [
    path("", start.start_page, name="start"),
    path(_("loesungen/"), solutions.solution_list, name="solutions"),
    path(_("loesungen/<slug:slug>/"), solutions.solution, name="solution"),
    # Comparison and web feeds
    path(_("vergleich/"), compare.compare, name="compare"),
    path(_("vergleich/auswahl/"), choosing.choose, name="choose"),
    path(_("nachfragen/<slug:slug>/"), asking.ask, name="ask"),
    path(_("loesungen/<slug:slug>/programmierung/"), assessment.programming, name="programming"),
    path(_("loesungen/<slug:slug>/programmierung/anfordern/"), assessment.request_run, name="request-run"),
    path(_("prueflaeufe/<uuid:run_id>/"), assessment.run, name="run"),
    path(_("prueflaeufe/<uuid:run_id>/ergebnis.<slug:kind>"), downloads.result_file, name="result"),
    path(_("pruefen/"), self_check.self_check, name="self-check"),
    path(_("so-pruefen-wir/"), explanations.method, name="method"),
    path(_("suche-erklaert/"), explanations.search_order, name="search-order"),
    # Documents to take away
    path(_("loesungen/liste.csv"), documents.list_csv_file, name="list-csv"),
    path(_("loesungen/liste.json"), documents.list_json_file, name="list-json"),
    path(_("wertgrenzen/"), thresholds.threshold_list, name="thresholds"),
    path("schemas/list-1.json", documents.list_schema, name="list-schema"),
    path(_("loesungen/<slug:slug>/datenblatt.pdf"), documents.fact_sheet_file, name="fact-sheet"),
    path(_("reader/anfordern/"), documents.reader_request, name="reader-request"),
    path(_("reader/<uuid:job_id>/"), documents.reader, name="reader"),
    path(_("reader/<uuid:job_id>/reader.pdf"), documents.reader_file, name="reader-file"),
    # Notices
    path(_("nachrichten/"), notices.notice_list, name="notices"),
    path(_("nachrichten/gelesen/"), notices.read_notices, name="notices-read"),
    path(_("nachrichten/einstellungen/"), notices.notice_wishes, name="notice-wishes"),
    path(
        _("nachrichten/einstellungen/gespeichert/"), notices.notice_wishes_saved, name="notice-wishes-saved"
    ),
    path(_("nachrichten/abbestellen/<str:token>/"), notices.unsubscribe_page, name="unsubscribe"),
    # Account and municipality; signing in has its addresses in account_urls.py
    path(_("konto/"), account.account, name="account"),
    path(_("konto/ueberall-abmelden/"), account.sign_out_everywhere, name="sign-out-everywhere"),
    path(_("konto/meine-daten.json"), account.download, name="account-data"),
    path(_("konto/loeschen/"), account.erase, name="account-erase"),
    path(_("kommune/"), organisations.no_municipality, name="no-municipality"),
    path(_("kommune/anlegen/"), organisations.create, name="municipality-create"),
    path(_("einladung/<str:token>/"), organisations.invitation, name="invitation"),
    path(_("organisation/<uuid:organisation_id>/"), organisations.organisation, name="organisation"),
    path(_("organisation/<uuid:organisation_id>/bearbeiten/"), organisations.edit, name="organisation-edit"),
    path(_("organisation/<uuid:organisation_id>/einladen/"), organisations.invite, name="organisation-invite"),
    path(
        _("organisation/<uuid:organisation_id>/mitglieder/"),
        organisations.change_members,
        name="organisation-members",
    ),
    path("status/", status.status, name="status"),
    path(_("impressum/"), legal.legal_page, {"key": "impressum"}, name="imprint"),
    path(_("datenschutz/"), legal.legal_page, {"key": "datenschutz"}, name="privacy"),
    path(_("barrierefreiheit/"), legal.legal_page, {"key": "barrierefreiheit"}, name="accessibility"),
    path("robots.txt", status.robots, name="robots"),
]
