"""Findings become a grade: pure, published, monotone. The rules are explained in docs/guides/grader.md."""

from grader.grading.decision import Decision, Standing, comparison_decisions, decide, standing
from grader.grading.grade import Comparison, Verdict, grade_findings
from grader.grading.reasons import Reason
from grader.grading.rules import GRADED_ANSWERS
from grader.grading.topic_grades import TopicGrade

__all__ = [
    "GRADED_ANSWERS",
    "Comparison",
    "Decision",
    "Reason",
    "Standing",
    "TopicGrade",
    "Verdict",
    "comparison_decisions",
    "decide",
    "grade_findings",
    "standing",
]
