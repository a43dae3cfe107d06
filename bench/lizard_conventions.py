"""Where lizard counts by another convention than the grader, by language and word.

`+` words only lizard counts, `-` words only the grader counts. Every line was looked at in real source; what
is not listed here stays unexplained.
"""

from __future__ import annotations

_SCRIPT = ("JavaScript", "TypeScript")
_C = ("C", "C++", "C#", "Objective-C")

_CONVENTIONS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (_C, "+#if +#ifdef +#ifndef +#elif +#else", "lizard counts conditions for the compiler"),
    (("C++",), "+&&", "lizard counts && of rvalue references"),
    (("C#",), "+?", "lizard counts ? of nullable types and ?."),
    (("C#",), "-foreach", "lizard does not count foreach"),
    (("C#",), "-arm -when", "lizard does not count arms and guards of switch expressions"),
    (("C#",), "-??= +??", "lizard reads ??= as ??"),
    (("Java",), "+?", "lizard counts ? of type arguments"),
    (_SCRIPT, "+catch", "lizard counts calls of the method catch of promises"),
    (_SCRIPT, "+=", "lizard counts default values of parameters"),
    (_SCRIPT, "+?", "lizard counts ? of optional parameters, properties and ?."),
    (_SCRIPT, "-??= -||= -&&= +|| +&&", "lizard reads ||= as || and =, or does not count it"),
    (_SCRIPT, "+if +for +while +case", "lizard counts words in texts of markup and names of properties"),
    (("Kotlin",), "+catch +if +for +while", "lizard counts names of methods such as catch"),
    (("Kotlin",), "+arm -arm", "lizard counts arrows of when, also of else and of lambdas"),
    (("PHP",), "+?", "lizard counts ? of nullable types"),
    (("PHP",), "-?? -??= -and -or", "lizard does not count ??, and, or"),
    (("PHP",), "-?", "lizard does not count ?:"),
    (("PHP",), "-arm +match", "lizard counts match once, the grader its arms"),
    (("Perl",), "+: +?", "lizard counts both signs of ?: and ? in regular expressions"),
    (("Perl",), "-or -and -//", "lizard does not count or, and, //"),
    (
        ("Perl",),
        "-||= -&&= -//= +|| +&&",
        "lizard does not count assignments that short-circuit, or reads them as ||",
    ),
    (("Perl",), "+do +default +else +given", "lizard counts do, default"),
    (("Perl",), "+{", "lizard counts anonymous subroutines as decisions of the one around them"),
    (("Python",), "+finally", "lizard counts finally"),
    (("R",), "+||", "lizard counts the operator %||%"),
    (("R",), "+| +&", "lizard counts | and & of vectors"),
    (("R",), "+tryCatch +try +ifelse +repeat", "lizard counts calls of try, tryCatch, ifelse and repeat"),
    (("R",), "-case +switch", "lizard counts switch once, the grader its named cases"),
    (("Ruby",), "-unless", "lizard does not count unless"),
    (("Ruby",), "-||= -&&= +|| +&&", "lizard reads ||= as || or not at all"),
    (("Ruby",), "+ensure", "lizard counts ensure"),
    (("Ruby",), "+for +and +or +if +while +until +when +in", "lizard counts words in strings and names"),
    (("Rust",), "+where", "lizard counts where"),
    (("Rust",), "+|| +&&", "lizard counts || of closures and && of references"),
    (("Rust",), "+arm -arm", "lizard counts arrows of match one by one, the grader all arms but one"),
    (
        ("Scala",),
        "+catch -case +arm -arm +case",
        "lizard counts catch and wildcards, the grader the other cases",
    ),
    (("Scala",), "+? +do +while", "lizard counts ? of types and both words of do while"),
    (("Swift",), "+case", "lizard counts case of enumerations and if case"),
    (("Swift",), "-?? -where", "lizard does not count ?? and where"),
    (("Swift",), "+for +if +while +#if", "lizard counts labels of arguments such as for: and #if"),
    (("Swift",), "+?", "lizard counts ? of optional types"),
)
_BY_WORD = {
    (language, word): text
    for languages, words, text in _CONVENTIONS
    for language in languages
    for word in words.split()
}


def conventions(language: str, difference: dict[str, int]) -> list[str] | None:
    """The conventions that account for a difference (word: lizard's count minus the grader's).

    Returns:
        Sentences without repetition, or None when some word is not accounted for.
    """
    found: dict[str, None] = {}
    for word, amount in difference.items():
        text = _BY_WORD.get((language, ("+" if amount > 0 else "-") + word))
        if text is None:
            return None
        found[text] = None
    return list(found)
