"""The order of the candidates, the decision and the log of a project."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from marketplace.selection.decision_services import add_note, decide, take_up_again
from marketplace.selection.errors import WrongInput
from marketplace.selection.queries import candidate_of
from marketplace.web.projects.forms import DecisionForm
from marketplace.web.projects.guard import ProjectRequest, of_project, status_of
from marketplace.web.projects.ranked import ranked, shifts_in_words
from marketplace.web.views.projects import project_context, read_or_post


@require_safe
@of_project
def ranking(request: ProjectRequest) -> HttpResponse:
    """The ranked view: every point can be opened, and how firm the order is stands below.

    `?offen=` names the candidates that stand open; all others are a line each.
    """
    if request.project.state == "draft":
        return redirect("web:project-freeze", request.project.pk)
    context = project_context(request, "ranking")
    context["rows"] = ranked(context["folder"], request.GET.getlist("offen"))
    in_play = [row for row in context["rows"] if not row.place.excluded]
    context["if_all_met"] = sorted(in_play, key=lambda row: row.place.rank_if_all_met)
    context["nothing_certain"] = len(in_play) > 1 and not any(row.place.is_certain for row in in_play)
    context["most_points"] = sum(wish.points for wish in context["folder"].wishes)
    context["shifts"] = shifts_in_words(context["folder"])
    return render(request, "web/project_ranking.html", context)


@read_or_post
@of_project
def decision(request: ProjectRequest) -> HttpResponse:
    """Record the decision, or read it."""
    if request.project.state == "draft":
        return redirect("web:project-freeze", request.project.pk)
    context = project_context(request, "decision")
    form = DecisionForm(request.POST or None, candidates=list(context["folder"].candidates))
    if request.method == "POST" and form.is_valid():
        outcome, number = form.outcome()
        try:
            decide(
                request.project,
                request.user,
                outcome=outcome,
                candidate=candidate_of(request.project, number) if number else None,
                reason=form.cleaned_data["reason"],
                remind_on=form.cleaned_data["remind_on"],
            )
        except WrongInput as refusal:
            form.add_error("remind_on" if refusal.word == "reminder" else None, refusal.sentence)
        else:
            return redirect("web:project-decision", request.project.pk)
    context["form"] = form
    context["undecided"] = [one.name for one in context["folder"].candidates if one.standing == "open"]
    context["earlier"] = [one for one in context["folder"].decisions if not one.standing]
    return render(request, "web/project_decision.html", context, status=422 if form.errors else 200)


@require_POST
@of_project
def reopen(request: ProjectRequest) -> HttpResponse:
    """Take a decided project up again, with a reason."""
    take_up_again(request.project, request.user, request.POST.get("grund", ""))
    return redirect("web:project-decision", request.project.pk)


@read_or_post
@of_project
def log(request: ProjectRequest) -> HttpResponse:
    """Everything that happened, and a note to add."""
    problem = None
    if request.method == "POST":
        try:
            add_note(request.project, request.user, request.POST.get("grund", ""))
        except WrongInput as refusal:
            problem = refusal
        else:
            return redirect("web:project-log", request.project.pk)
    context = project_context(request, "log", problem=problem, typed=request.POST.get("grund", ""))
    return render(request, "web/project_log.html", context, status=status_of(problem) if problem else 200)
