"""Source texts and the changes to them that must never make a file look better."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from grader.facts.difficulty import difficulty_facts
from grader.facts.lexing import lex
from grader.facts.parsing import parse
from grader.facts.token_hashes import hash_tokens

JAVA = """
package town.fees;

import java.util.List;

/** Fees for market stalls. */
public class FeeTable {
    private final double[] rates = {2.5, 3.75, 5.0};

    // The longest method decides.
    public double total(List<Stall> stalls, int season, boolean covered) {
        double sum = 0;
        for (Stall stall : stalls) {
            double area = stall.width() * stall.depth();
            if (area > 12.5 && stall.isOpen() || covered) {
                double rate = rates[season];
                if (stall.needsPower()) {
                    rate = rate * 1.25 + stall.power() / 100.0;
                } else if (stall.needsWater()) {
                    rate = rate + 0.75;
                }
                for (int day = 0; day < stall.days(); day++) {
                    switch (stall.kind(day)) {
                        case FOOD: sum += rate * area * 1.1; break;
                        case CRAFT: sum += rate * area; break;
                        default: sum += rate;
                    }
                }
            }
        }
        return covered ? sum * 0.95 : sum;
    }

    int days(Stall stall) {
        return stall.days();
    }
}
"""

PYTHON = '''
import os


def total(stalls, season, covered):
    """Add up the fees."""
    rates = [2.5, 3.75, 5.0]
    result = 0  # in euro
    for stall in stalls:
        area = stall.width * stall.depth
        if area > 12.5 and stall.is_open or covered:
            rate = rates[season]
            if stall.needs_power:
                rate = rate * 1.25 + stall.power / 100.0
            elif stall.needs_water:
                rate = rate + 0.75
            for day in range(stall.days):
                if stall.kind(day) == "food":
                    result += rate * area * 1.1
                else:
                    result += rate * area
    return result * 0.95 if covered else result
'''

TYPESCRIPT = """
export function total(stalls: Stall[], season: number, covered: boolean): number {
    const rates = [2.5, 3.75, 5.0];
    let sum = 0; // in euro
    for (const stall of stalls) {
        const area = stall.width() * stall.depth();
        if (area > 12.5 && stall.isOpen() || covered) {
            let rate = rates[season];
            if (stall.needsPower()) {
                rate = rate * 1.25 + stall.power() / 100.0;
            } else if (stall.needsWater()) {
                rate = rate + 0.75;
            }
            for (let day = 0; day < stall.days(); day++) {
                sum += rate * area * 1.1;
            }
        }
    }
    return covered ? sum * 0.95 : sum;
}
"""

Row = npt.NDArray[np.float64]


def facts_of(source: str, grammar: str = "java") -> Row:
    """Difficulty facts of a source text."""
    data = source.encode()
    syntax = parse(data, grammar)
    lexed = lex(data, syntax.comments, syntax.strings)
    return difficulty_facts(data, syntax, lexed, hash_tokens(data, lexed), grammar)


def without_comments(source: str, grammar: str) -> str:
    """The text with every comment replaced by one space."""
    data = source.encode()
    for start, end in sorted(parse(data, grammar).comments, reverse=True):
        data = data[:start] + b" " + data[end:]
    return data.decode()


def two_statements_a_line(source: str) -> str:
    """Every second statement pulled up to the line before."""
    parts = re.split(r"(?<=;)\n[ \t]*", source)
    return "".join(part + (" " if i % 2 == 0 else "\n") for i, part in enumerate(parts))


def on_one_line(source: str) -> str:
    return " ".join(source.split())


def one_word_a_line(source: str) -> str:
    return re.sub(r"[ \t]+", "\n", source)


def without_spaces_around_operators(source: str) -> str:
    return re.sub(r"[ \t]*([-+*/=<>&|?:]+)[ \t]*", r"\1", source)


def renamed(source: str) -> str:
    """Names of things (words followed by neither a keyword's meaning nor a type) become v0, v1, …"""
    names = sorted(
        set(
            re.findall(
                r"\b(?:stalls?|area|rates?|season|covered|sum|result|day|days|power|width|depth)\b", source
            )
        )
    )
    for number, name in enumerate(names):
        source = re.sub(rf"\b{name}\b", f"v{number}", source)
    return source


def nested_deeper(source: str) -> str:
    """The long method's body inside three more levels."""
    head, rest = source.split("double sum = 0;", 1)
    body, tail = rest.split("return covered", 1)
    deeper = f"if (true) {{ while (true) {{ if (true) {{ {body} }} }} }}"
    return f"{head}double sum = 0; {deeper} return covered{tail}"


def third_copied(source: str) -> str:
    """A third of the long method's statements once more."""
    part = "double area = stall.width() * stall.depth();"
    block = source[source.index("if (stall.needsPower())") : source.index("for (int day")]
    return source.replace(block, block + block).replace(part, part + " " + part.replace("area", "area2"))


def appended_to_itself(source: str) -> str:
    return source + source.split("import java.util.List;")[-1]


LAYOUT: dict[str, Callable[[str], str]] = {
    "two statements a line": two_statements_a_line,
    "on one line": on_one_line,
    "one word a line": one_word_a_line,
    "no spaces around operators": without_spaces_around_operators,
    "renamed": renamed,
}

HARDER: dict[str, Callable[[str], str]] = {
    "nested deeper": nested_deeper,
    "a third copied": third_copied,
    "appended to itself": appended_to_itself,
}
