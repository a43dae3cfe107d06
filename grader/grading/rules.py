"""The published numbers of the grade, edition 2026-2. A change here is a new rules version."""

from __future__ import annotations

from grader.findings import Text

GRADES = "ABCDE"

# A grade is given from this quantile of the comparable projects on: the best 5 %, then 30, 30, 30 and 5 %
# (star rating of SIG/TÜViT: Baggen et al., Software Quality Journal 20, 2012).
GRADE_FROM_QUANTILE = {"A": 95.0, "B": 65.0, "C": 35.0, "D": 5.0, "E": 0.0}

# The headline index, in %. Structure weighs most: size and complexity of functions are what predicts expert
# judgement best on its own. The trained model sees whole files and adds what size does not tell (AUC 0.96
# against 0.90 for lines of code alone, on unseen projects), but agreement is measured on Java only. Tests say
# nothing about how code reads and much about how safely it can be changed.
HEADLINE_WEIGHTS = {"understandability": 30, "structure": 45, "tests": 25}

# Documentation is graded by the share of its questions that are met; it has no comparison figures.
DOCUMENTATION_FROM_SHARE = {"A": 0.99, "B": 0.7, "C": 0.5, "D": 0.25, "E": 0.0}
DOCUMENTATION_QUESTIONS = (
    "readme-explains-start",
    "documentation-exists",
    "changelog-exists",
    "operators-find-instructions",
    "developers-find-instructions",
    "architecture-is-described",
    "api-is-described",
)
# With fewer answers the topic is not assessable, and with fewer than five its best grade is out of reach: a
# README that only leads elsewhere leaves most questions open.
FEWEST_DOCUMENTATION_ANSWERS = 3
DOCUMENTATION_ANSWERS_FOR_THE_BEST = 5
# Outcomes that enter the grade without a figure.
GRADED_ANSWERS = (*DOCUMENTATION_QUESTIONS, "tests-exist", "tests-run-in-ci")

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
# More code than this compared with other languages than its own is a reason for doubt.
MUCH_ELSEWHERE_PERCENT = 30.0

# How much a finding weighs when the three strongest reasons are chosen; yes/no findings have fixed strengths.
REASON_WEIGHT = {
    "code-is-easy-to-maintain": 1.0,
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
