"""Copied code is found wherever it stands; licence headers, imports and tables are no copies."""

from __future__ import annotations

from pathlib import Path

from grader.facts.model import Duplication
from tests.grader.facts.trees import facts_of

FEE = """
def fee(permit, months, zone):
    total = 0
    for month in range(months):
        if zone == "A" and permit.resident:
            total += permit.price * 2
        elif zone == "B":
            total += permit.price + 3
        else:
            total -= permit.discount
    permit.save(total, months)
    return total
"""


def duplication(folder: Path, files: dict[str, str | bytes]) -> Duplication:
    return facts_of(folder, files).duplication


def test_an_exact_copy_in_another_file_is_found(tmp_path: Path) -> None:
    found = duplication(tmp_path, {"a.py": "x = 1\n" + FEE, "b.py": "y = 2\nz = 3\n" + FEE})

    (clone,) = found.clones
    assert (clone.path, clone.line, clone.end_line) == ("a.py", 3, 13)
    assert (clone.other_path, clone.other_line, clone.other_end_line) == ("b.py", 4, 14)
    assert (clone.lines, clone.renamed) == (11, False)
    assert (found.duplicated_lines, found.measured_lines, found.exact_lines) == (22, 25, 22)


def test_layout_and_comments_do_not_hide_a_copy(tmp_path: Path) -> None:
    other = FEE.replace("    total = 0\n", "    # starts at nothing\n\n    total  =  0\n")

    found = duplication(tmp_path, {"a.py": FEE, "b.py": other})

    assert found.exact_lines == found.measured_lines == 22


def test_a_copy_with_a_renamed_variable_is_found(tmp_path: Path) -> None:
    other = FEE.replace("zone", "area").replace("fee", "charge")

    found = duplication(tmp_path, {"a.py": FEE, "b.py": other})

    assert [clone.renamed for clone in found.clones] == [True]
    assert found.duplicated_lines == 22
    assert found.exact_lines < found.duplicated_lines


def test_names_that_do_not_correspond_are_no_copy(tmp_path: Path) -> None:
    names = iter(f"name{number}" for number in range(1000))
    scrambled = "".join(next(names) if word == "total" else word for word in split_words(FEE))

    assert duplication(tmp_path, {"a.py": FEE, "b.py": scrambled}).clones == ()


def split_words(text: str) -> list[str]:
    return text.replace("total", "\0total\0").split("\0")


def test_a_copy_within_one_file_is_found(tmp_path: Path) -> None:
    found = duplication(tmp_path, {"a.py": FEE + "\nx = 1\n" + FEE})

    assert [(clone.path, clone.other_path) for clone in found.clones] == [("a.py", "a.py")]
    assert found.duplicated_lines == 22


def test_three_copies_are_each_counted_once(tmp_path: Path) -> None:
    found = duplication(tmp_path, {"a.py": FEE, "b.py": FEE, "c.py": FEE})

    assert found.duplicated_lines == 33
    assert len(found.clones) == 2


def test_licence_headers_and_imports_are_no_copies(tmp_path: Path) -> None:
    header = "".join(f"// line {n} of a licence that many files carry at their top\n" for n in range(30))
    imports = "".join(f"import de.example.town.register.part{n}.Citizen;\n" for n in range(30))
    source = header + "package de.example;\n" + imports + "class {0} {{ int {0}; }}\n"

    found = duplication(
        tmp_path, {"A.java": source.replace("{0}", "A"), "B.java": source.replace("{0}", "B")}
    )

    assert found.clones == ()
    assert found.duplicated_lines == 0


def test_rows_of_data_are_no_renamed_copies(tmp_path: Path) -> None:
    one = "A = [\n" + "".join(f"    ({n}, 'street {n}', {n * 7}),\n" for n in range(60)) + "]\n"
    two = "B = [\n" + "".join(f"    ({n}, 'square {n}', {n * 3}),\n" for n in range(500, 560)) + "]\n"

    assert duplication(tmp_path, {"a.py": one, "b.py": two}).clones == ()


def test_a_short_run_is_no_copy(tmp_path: Path) -> None:
    short = "def f(a):\n    return a\n"

    assert duplication(tmp_path, {"a.py": short, "b.py": short}).clones == ()


def test_a_run_does_not_cross_the_end_of_a_file(tmp_path: Path) -> None:
    half, rest = FEE[: len(FEE) // 2], FEE[len(FEE) // 2 :]

    found = duplication(tmp_path, {"a.py": half, "b.py": rest, "c.py": half + rest})

    assert all(clone.lines < 11 for clone in found.clones)


def test_tests_and_left_out_files_are_not_compared(tmp_path: Path) -> None:
    found = duplication(tmp_path, {"tests/test_a.py": FEE, "vendor/a.rb": FEE, "a.py": FEE})

    assert found.clones == ()
    assert found.measured_lines == 11


def test_a_repeating_list_is_not_a_copy_of_itself_shifted(tmp_path: Path) -> None:
    found = duplication(tmp_path, {"a.py": "call(1)\n" * 40})

    assert all(clone.end_line < clone.other_line for clone in found.clones)
