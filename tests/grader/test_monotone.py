"""A defect more never raises a grade: the same program, made worse in one way, is never judged better."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.facts.difficulty import FACT_NAMES
from grader.facts.model import Clone, Duplication, Facts, FileFacts, FunctionFacts, Role
from grader.grading import grade_findings
from grader.grading.rules import GRADES
from grader.indicators.catalogue import measure_all
from tests.grader.building import GOOD_DOCUMENTS as DOCUMENTS
from tests.grader.building import facts, function, source

Draw = Callable[[int], int]


@st.composite
def programs(draw: st.DrawFn) -> Facts:
    """Programs of 500 and more lines with any mix of good and bad functions, tests and documents."""
    production = [program_file(f"app/part{i}.py", draw) for i in range(draw(st.integers(2, 8)))]
    while sum(file.code_lines for file in production) < 500:
        production.append(program_file(f"app/more{len(production)}.py", draw))
    tests = [
        source(f"tests/test_{i}.py", *draw(functions()), role=Role.TEST)
        for i in range(draw(st.integers(0, 8)))
    ]
    names = draw(st.sets(st.sampled_from(sorted(DOCUMENTS))))
    lines = sum(file.code_lines for file in production)
    repeated = Duplication(duplicated_lines=draw(st.integers(0, lines)), measured_lines=lines)
    documents = {name: DOCUMENTS[name] for name in sorted(names)}
    return facts(*production, *tests, documents=documents, duplication=repeated)


def program_file(path: str, draw: st.DrawFn) -> FileFacts:
    """A file of any functions, as hard to maintain as the draw says."""
    hardness = draw(st.sampled_from((0.0, 40.0, 300.0, 2_000.0, 20_000.0)))
    return replace(source(path, *draw(functions())), difficulty=(hardness,) * len(FACT_NAMES))


@st.composite
def functions(draw: st.DrawFn) -> tuple[FunctionFacts, ...]:
    found: list[FunctionFacts] = []
    line = 1
    for _ in range(draw(st.integers(2, 12))):
        lines = draw(st.sampled_from((3, 8, 14, 16, 29, 31, 59, 61, 150)))
        found.append(
            function(
                line=line,
                lines=lines,
                complexity=draw(st.sampled_from((1, 3, 5, 6, 10, 11, 25, 26, 60))),
                nesting=draw(st.integers(0, 6)),
                parameters=draw(st.integers(0, 9)),
            )
        )
        line += lines
    return tuple(found)


def exchange(some: Facts, old: FileFacts, *new: FileFacts) -> Facts:
    files = [file for file in some.files if file is not old]
    return replace(some, files=tuple(sorted([*files, *new], key=lambda file: file.path)))


def more_branches(some: Facts, pick: Draw) -> Facts:
    return _worse_function(some, pick, lambda f: replace(f, complexity=f.complexity + 1 + pick(40)))


def more_parameters(some: Facts, pick: Draw) -> Facts:
    return _worse_function(some, pick, lambda f: replace(f, parameters=f.parameters + 1 + pick(8)))


def more_tangled(some: Facts, pick: Draw) -> Facts:
    return _worse_function(some, pick, lambda f: replace(f, cognitive=f.cognitive + 1 + pick(40)))


def harder_to_maintain(some: Facts, pick: Draw) -> Facts:
    file = some.production[pick(len(some.production))]
    which, more = pick(len(FACT_NAMES)), 10.0 ** (1 + pick(4))
    values = tuple(value + more * (i == which) for i, value in enumerate(file.difficulty))
    return exchange(some, file, replace(file, difficulty=values))


def a_long_function_longer(some: Facts, pick: Draw) -> Facts:
    """The longest function grows to the end of its file; everything below it moves down."""
    file = max(some.production, key=lambda file: max(f.length for f in file.functions))
    longest = max(file.functions, key=lambda f: f.length)
    if longest.length <= 60:
        return some
    more = 1 + pick(100)
    grown = [
        replace(f, end_line=f.end_line + more, tokens=f.tokens + 10 * more)
        if f is longest
        else replace(f, line=f.line + more, end_line=f.end_line + more)
        if f.line > longest.line
        else f
        for f in file.functions
    ]
    return exchange(some, file, replace(source(file.path, *grown), difficulty=file.difficulty))


def a_copy_of_a_file(some: Facts, pick: Draw) -> Facts:
    file = some.production[pick(len(some.production))]
    copy = replace(file, path=f"{file.path.removesuffix('.py')}_copy{len(some.production)}.py")
    lines, known = file.code_lines, some.duplication
    clone = Clone(file.path, 1, lines, copy.path, 1, lines, lines)
    return replace(
        some,
        files=tuple(sorted([*some.files, copy], key=lambda file: file.path)),
        duplication=Duplication(
            (*known.clones, clone),
            min(known.duplicated_lines + 2 * lines, known.measured_lines + lines),
            known.measured_lines + lines,
        ),
    )


def a_copy_of_a_test_file(some: Facts, pick: Draw) -> Facts:
    if not some.tests:
        return some
    file = some.tests[pick(len(some.tests))]
    copy = replace(file, path=f"{file.path.removesuffix('.py')}_copy{len(some.tests)}.py")
    return replace(some, files=tuple(sorted([*some.files, copy], key=lambda file: file.path)))


def deeper_nesting(some: Facts, pick: Draw) -> Facts:
    return _worse_function(some, pick, lambda f: replace(f, nesting=f.nesting + 1 + pick(5)))


def _worse_function(some: Facts, pick: Draw, worsen: Callable[[FunctionFacts], FunctionFacts]) -> Facts:
    file = some.production[pick(len(some.production))]
    index = pick(len(file.functions))
    changed = tuple(worsen(f) if i == index else f for i, f in enumerate(file.functions))
    return exchange(some, file, replace(file, functions=changed))


def two_functions_joined(some: Facts, pick: Draw) -> Facts:
    file = some.production[pick(len(some.production))]
    first, second, *rest = file.functions
    joined = FunctionFacts(
        first.name,
        first.line,
        second.end_line,
        first.complexity + second.complexity - 1,
        max(first.nesting, second.nesting),
        max(first.parameters, second.parameters),
        first.tokens + second.tokens,
        first.cognitive + second.cognitive,
    )
    return exchange(some, file, replace(file, functions=(joined, *rest)))


def two_files_joined(some: Facts, pick: Draw) -> Facts:
    first, second = some.production[0], some.production[1 + pick(len(some.production) - 1)]
    moved = [
        replace(f, line=f.line + first.lines, end_line=f.end_line + first.lines) for f in second.functions
    ]
    harder = tuple(a + b for a, b in zip(first.difficulty, second.difficulty, strict=True))
    joined = replace(source(first.path, *first.functions, *moved), difficulty=harder)
    return exchange(exchange(some, second), first, joined)


def more_repetition(some: Facts, pick: Draw) -> Facts:
    known = some.duplication
    more = min(known.duplicated_lines + 1 + pick(400), known.measured_lines)
    return replace(some, duplication=replace(known, duplicated_lines=more))


def a_test_file_less(some: Facts, pick: Draw) -> Facts:
    return exchange(some, some.tests[pick(len(some.tests))]) if some.tests else some


def a_document_less(some: Facts, pick: Draw) -> Facts:
    if not some.documents:
        return some
    lost = some.documents[pick(len(some.documents))].path
    return replace(
        some,
        documents=tuple(document for document in some.documents if document.path != lost),
        files=tuple(file for file in some.files if file.path != lost),
    )


DEFECTS = (
    more_branches,
    more_tangled,
    harder_to_maintain,
    a_long_function_longer,
    a_copy_of_a_file,
    a_copy_of_a_test_file,
    more_parameters,
    deeper_nesting,
    two_functions_joined,
    two_files_joined,
    more_repetition,
    a_test_file_less,
    a_document_less,
)


def grade(some: Facts) -> str:
    found = grade_findings(some, measure_all(some)).grade
    assert found is not None
    return found


@settings(max_examples=150, deadline=None, derandomize=True)
@given(programs(), st.lists(st.sampled_from(DEFECTS), min_size=1, max_size=3), st.data())
def test_a_defect_more_never_raises_the_grade(
    before: Facts, defects: list[Callable[[Facts, Draw], Facts]], data: st.DataObject
) -> None:
    after = before
    for defect in defects:
        after = defect(after, lambda limit: data.draw(st.integers(0, max(limit - 1, 0))))
        if len(after.production) < 2 or any(len(file.functions) < 2 for file in after.production):
            break
    assert GRADES.index(grade(after)) >= GRADES.index(grade(before)), [defect.__name__ for defect in defects]
