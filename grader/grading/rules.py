"""The published numbers of the grade, edition 2026-1. A change here is a new rules version."""

from __future__ import annotations

from grader.findings import Text

GRADES = "ABCDE"

# A grade is given from this quantile of the comparable projects on: the best 5 %, then 30, 30, 30 and 5 %
# (star rating of SIG/TÜViT: Baggen et al., Software Quality Journal 20, 2012).
GRADE_FROM_QUANTILE = {"A": 95.0, "B": 65.0, "C": 35.0, "D": 5.0, "E": 0.0}

# Documentation has no comparison figures; what counts is how many of its questions are met.
DOCUMENTATION_FROM_SHARE = {"A": 1.0, "B": 0.66, "D": 0.33, "E": 0.0}

# No grade hides the weakest topic: the headline is at most this many steps better than it.
STEPS_ABOVE_WEAKEST_TOPIC = 2
# Tests that nobody runs are worth one step less.
STEPS_LOST_WITHOUT_CI = 1
# Where tests are unknown (archives), the best grade is out of reach.
BEST_GRADE_WITHOUT_KNOWN_TESTS = "B"

# Below these limits there is no grade.
MIN_CODE_LINES = 500
MIN_READ_PERCENT = 60.0

# Confidence starts at `eher sicher`, because agreement with human experts has not been measured yet.
HIGHEST_CONFIDENCE = 3
SMALL_PROJECT_LINES = 2_000
NEARLY_ALL_READ_PERCENT = 90.0
NEAR_BOUNDARY_POINTS = 2.0

# How much a finding weighs when the three strongest reasons are chosen; yes/no findings have fixed strengths.
REASON_WEIGHT = {
    "functions-are-short": 1.0,
    "branching-is-limited": 1.1,
    "parameter-lists-are-short": 0.6,
    "files-are-manageable": 0.9,
    "code-is-not-repeated": 1.0,
    "tests-exist": 1.1,
}
REASON_STRENGTH = {
    ("readme-explains-start", "plus"): 5.0,
    ("readme-explains-start", "minus"): 35.0,
    ("documentation-exists", "plus"): 16.0,
    ("documentation-exists", "minus"): 28.0,
    ("changelog-exists", "plus"): 8.0,
    ("changelog-exists", "minus"): 15.0,
}
MIN_STRENGTH_OF_OTHER_SIDE = 15.0

GRADE_WORDS = {
    "A": Text("vorbildlich", "exemplary"),
    "B": Text("gut gebaut", "well built"),
    "C": Text("im Mittelfeld", "in the middle"),
    "D": Text("unter dem Mittelfeld", "below the middle"),
    "E": Text("weit unter dem Mittelfeld", "far below the middle"),
}
NOT_ASSESSABLE_WORD = Text("nicht einschätzbar", "not assessable")
CONFIDENCE_WORDS = {
    1: Text("unsicher", "uncertain"),
    2: Text("eher unsicher", "rather uncertain"),
    3: Text("eher sicher", "rather certain"),
    4: Text("sicher", "certain"),
}


def worse(grade: str, steps: int) -> str:
    """The grade that is some steps worse, at worst E."""
    return GRADES[min(GRADES.index(grade) + steps, len(GRADES) - 1)]


def best_of(*grades: str) -> str:
    return min(grades, key=GRADES.index)


def worst_of(*grades: str) -> str:
    return max(grades, key=GRADES.index)
