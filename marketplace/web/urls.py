"""Addresses of the pages; German paths, translated for English."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from marketplace.web.views import (
    account,
    asking,
    assessment,
    choosing,
    compare,
    criteria,
    documents,
    downloads,
    evidence,
    explanations,
    feeds,
    legal,
    notices,
    organisations,
    project_candidates,
    project_decision,
    project_documents,
    projects,
    provider_evidence,
    saved_searches,
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
    path(_("loesungen/feed.atom"), feeds.list_feed, name="list-feed"),
    path(_("loesungen/<slug:slug>/programmierung/"), assessment.programming, name="programming"),
    path(_("loesungen/<slug:slug>/programmierung/anfordern/"), assessment.request_run, name="request-run"),
    path(_("prueflaeufe/<uuid:run_id>/"), assessment.run, name="run"),
    path(_("prueflaeufe/<uuid:run_id>/ergebnis.<slug:kind>"), downloads.result_file, name="result"),
    path(_("pruefen/"), self_check.self_check, name="self-check"),
    path(_("so-pruefen-wir/"), explanations.method, name="method"),
    path(_("suche-erklaert/"), explanations.search_order, name="search-order"),
    # The criteria catalogue
    path(_("kriterien/"), criteria.criteria, name="criteria"),
    path(_("kriterien/schema.json"), criteria.schema, name="criteria-schema"),
    path(_("kriterien/<slug:key>/"), criteria.criterion, name="criterion"),
    # Documents to take away
    path(_("loesungen/liste.csv"), documents.list_csv_file, name="list-csv"),
    path(_("loesungen/liste.json"), documents.list_json_file, name="list-json"),
    path(_("wertgrenzen/"), thresholds.threshold_list, name="thresholds"),
    path(_("vergleich/vergleich.pdf"), documents.comparison_file, name="comparison-file"),
    path(_("projekte/<uuid:pk>/mitnehmen/"), project_documents.documents, name="project-documents"),
    path(_("projekte/<uuid:pk>/vermerk.pdf"), project_documents.memo_file, name="project-memo"),
    path(_("projekte/<uuid:pk>/ordner.csv"), project_documents.folder_csv_file, name="project-csv"),
    path(_("projekte/<uuid:pk>/ordner.json"), project_documents.folder_json_file, name="project-json"),
    path(
        _("projekte/<uuid:pk>/leistungsbeschreibung/"),
        project_documents.specification_file,
        name="project-specification",
    ),
    path("schemas/list-1.json", documents.list_schema, name="list-schema"),
    path(_("loesungen/<slug:slug>/datenblatt.pdf"), documents.fact_sheet_file, name="fact-sheet"),
    path(_("reader/anfordern/"), documents.reader_request, name="reader-request"),
    path(_("reader/<uuid:job_id>/"), documents.reader, name="reader"),
    path(_("reader/<uuid:job_id>/reader.pdf"), documents.reader_file, name="reader-file"),
    # Notices and saved searches
    path(_("nachrichten/"), notices.notice_list, name="notices"),
    path(_("nachrichten/gelesen/"), notices.read_notices, name="notices-read"),
    path(_("nachrichten/einstellungen/"), notices.notice_wishes, name="notice-wishes"),
    path(
        _("nachrichten/einstellungen/gespeichert/"), notices.notice_wishes_saved, name="notice-wishes-saved"
    ),
    path(_("nachrichten/abbestellen/<str:token>/"), notices.unsubscribe_page, name="unsubscribe"),
    path(_("gespeicherte-suchen/"), saved_searches.saved_searches, name="saved-searches"),
    path(_("gespeicherte-suchen/merken/"), saved_searches.save_search, name="save-search"),
    path(_("gespeicherte-suchen/<int:number>/treffer/"), saved_searches.open_search, name="open-search"),
    path(_("gespeicherte-suchen/<int:number>/aendern/"), saved_searches.change_search, name="change-search"),
    path(_("gespeicherte-suchen/<int:number>/loeschen/"), saved_searches.forget_search, name="forget-search"),
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
    path(
        _("organisation/<uuid:organisation_id>/einladen/"), organisations.invite, name="organisation-invite"
    ),
    path(
        _("organisation/<uuid:organisation_id>/mitglieder/"),
        organisations.change_members,
        name="organisation-members",
    ),
    # Evidence
    path(_("nachweise/<uuid:version_id>/"), evidence.evidence_version, name="evidence-version"),
    path(_("nachweise/<uuid:version_id>/datei"), evidence.evidence_file, name="evidence-file"),
    path(
        _("anbieten/<slug:slug>/nachweise/"), provider_evidence.provider_evidence, name="provider-evidence"
    ),
    path(
        _("anbieten/<slug:slug>/nachweise/<uuid:document_id>/"),
        provider_evidence.provider_document,
        name="provider-document",
    ),
    # Project folders
    path(_("projekte/"), projects.projects, name="projects"),
    path(_("projekte/neu/"), projects.new_project, name="project-new"),
    path(_("projekte/festhalten/"), projects.keep_search, name="project-keep-search"),
    path(_("projekte/<uuid:pk>/"), projects.project, name="project"),
    path(_("projekte/<uuid:pk>/bedarf/"), projects.need, name="project-need"),
    path(_("projekte/<uuid:pk>/loeschen/"), projects.delete, name="project-delete"),
    path(_("projekte/<uuid:pk>/kriterien/"), projects.wishes, name="project-wishes"),
    path(_("projekte/<uuid:pk>/festhalten/"), project_candidates.freeze_search, name="project-freeze"),
    path(_("projekte/<uuid:pk>/kandidaten/"), project_candidates.candidates, name="project-candidates"),
    path(
        _("projekte/<uuid:pk>/kandidaten/<int:number>/"),
        project_candidates.candidate,
        name="project-candidate",
    ),
    path(
        _("projekte/<uuid:pk>/kandidaten/<int:number>/schritt/"),
        project_candidates.step,
        name="project-step",
    ),
    path(_("projekte/<uuid:pk>/rangfolge/"), project_decision.ranking, name="project-ranking"),
    path(_("projekte/<uuid:pk>/entscheidung/"), project_decision.decision, name="project-decision"),
    path(_("projekte/<uuid:pk>/wiederaufnahme/"), project_decision.reopen, name="project-reopen"),
    path(_("projekte/<uuid:pk>/verlauf/"), project_decision.log, name="project-log"),
    path(_("projekte/<uuid:pk>/beteiligte/"), project_decision.people, name="project-people"),
    path("status/", status.status, name="status"),
    path(_("impressum/"), legal.legal_page, {"key": "impressum"}, name="imprint"),
    path(_("datenschutz/"), legal.legal_page, {"key": "datenschutz"}, name="privacy"),
    path(_("barrierefreiheit/"), legal.legal_page, {"key": "barrierefreiheit"}, name="accessibility"),
    path("robots.txt", status.robots, name="robots"),
]
