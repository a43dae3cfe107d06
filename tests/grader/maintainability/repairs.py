"""Programs with one clear fault and the same program with that fault mended, in three languages."""

from __future__ import annotations

from collections.abc import Callable

STEPS = 24


def _program(grammar: str, functions: dict[str, list[str]]) -> str:
    if grammar == "python":
        return "\n\n".join(
            f"def {name}(order, rates):\n" + "\n".join(f"    {line}" for line in body)
            for name, body in functions.items()
        )
    head = (
        "void {name}(Order order, double[] rates)"
        if grammar == "java"
        else "{name}(order: Order, rates: number[])"
    )
    methods = "\n".join(
        head.format(name=name) + " {\n" + "\n".join(body) + "\n}" for name, body in functions.items()
    )
    return f"class Fees {{\n{methods}\n}}\n"


def _step(grammar: str, number: int) -> list[str]:
    """One step of the calculation of a fee."""
    if grammar == "python":
        return [
            f"if order.has_part{number}:",
            f"    amount{number} = order.count{number} * order.price{number}",
            f"    order.add(amount{number})",
        ]
    declared = "double" if grammar == "java" else "const"
    return [
        f"if (order.hasPart{number}()) {{",
        f"    {declared} amount{number} = order.count{number}() * order.price{number}();",
        f"    order.add(amount{number});",
        "}",
    ]


def one_long_function(grammar: str) -> str:
    return _program(grammar, {"total": [line for n in range(STEPS) for line in _step(grammar, n)]})


def the_same_in_short_functions(grammar: str) -> str:
    return _program(grammar, {f"part{n}": _step(grammar, n) for n in range(STEPS)})


def deeply_nested(grammar: str) -> str:
    """All conditions inside one another, the work in the innermost."""
    python = grammar == "python"
    lines = []
    for n in range(8):
        condition = f"order.ok{n}()"
        lines.append("    " * n + (f"if {condition}:" if python else f"if ({condition}) {{"))
    lines.append("    " * 8 + ("order.close()" if python else "order.close();"))
    return _program(grammar, {"total": lines if python else [*lines, "}" * 8]})


def returning_early(grammar: str) -> str:
    """The same conditions as guards."""
    if grammar == "python":
        lines = [line for n in range(8) for line in (f"if not order.ok{n}():", "    return")]
        return _program(grammar, {"total": [*lines, "order.close()"]})
    guards = [f"if (!order.ok{n}()) {{ return; }}" for n in range(8)]
    return _program(grammar, {"total": [*guards, "order.close();"]})


def numbers_in_the_code(grammar: str) -> str:
    return _numbers(grammar, lambda n: f"{n + 2}.75")


def numbers_with_names(grammar: str) -> str:
    return _numbers(grammar, lambda n: f"RATE_{n}")


def _numbers(grammar: str, value: Callable[[int], str]) -> str:
    end = "" if grammar == "python" else ";"
    return _program(grammar, {"total": [f"order.add({value(n)}){end}" for n in range(STEPS)]})


def compound_conditions(grammar: str) -> str:
    both = "and" if grammar == "python" else "&&"
    return _conditions(grammar, lambda n: f"order.a{n}() {both} order.b{n}() {both} order.c{n}()")


def named_conditions(grammar: str) -> str:
    return _conditions(grammar, lambda n: f"order.ready{n}()")


def _conditions(grammar: str, condition: Callable[[int], str]) -> str:
    if grammar == "python":
        lines = [line for n in range(STEPS) for line in (f"if {condition(n)}:", f"    order.add({n})")]
    else:
        lines = [f"if ({condition(n)}) {{ order.add({n}); }}" for n in range(STEPS)]
    return _program(grammar, {"total": lines})


Source = Callable[[str], str]

REPAIRS: dict[str, tuple[str, Source, Source]] = {
    "long function split": ("long_functions", one_long_function, the_same_in_short_functions),
    "pieces made smaller": ("function_mass", one_long_function, the_same_in_short_functions),
    "fewer names at once": ("distinct_words", one_long_function, the_same_in_short_functions),
    "nesting dissolved": ("nesting", deeply_nested, returning_early),
    "branches flattened": ("cognitive_complexity", deeply_nested, returning_early),
    "numbers named": ("numbers", numbers_in_the_code, numbers_with_names),
    "conditions named": ("boolean_operators", compound_conditions, named_conditions),
}
"""The fact that is named as the cause, the program with it, and the program without."""
