"""Findings become a grade: pure, published, monotone. The rules are explained in docs/guides/grader.md."""

from grader.grading.grade import Comparison, Verdict, grade_findings
from grader.grading.reasons import Reason
from grader.grading.topic_grades import TopicGrade

__all__ = ["Comparison", "Reason", "TopicGrade", "Verdict", "grade_findings"]
