"""Tells people from robots, joins the addresses of one person, counts on how many people the work rests."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

# Accounts that change code without a person behind them, by name or address.
_ROBOT = re.compile(
    r"\[bot\]|(?:^|[\W_])"
    r"(?:bot|dependabot|renovate|greenkeeper|pre-commit-ci|github[- ]actions?|snyk|weblate|crowdin|transifex"
    r"|imgbot|allcontributors|semantic-release|mergify|pyup|scala-steward|gitlab[- ]ci|travis[- ]?ci|circleci"
    r"|robot|continuous integration)(?:$|[\W_])"
    r"|^(?:github|ci|jenkins|web-flow)$|^\w+(?<!^ab)(?<!^tal)bot$|(?-i:[a-z]Bot$)",
    re.IGNORECASE,
)
_NOREPLY = re.compile(r"^(?:\d+[+-])?([^@+]+)@users\.noreply\.[\w.-]+$")
_SPELLED_NAME = re.compile(r"^([a-z]{2,})[._]([a-z]{3,})@")
# What stands in settings nobody filled in; it joins nobody with anybody.
_NOBODYS_ADDRESS = re.compile(r"^(?:$|none@none|.*@(?:localhost|example\.com|.*\.local|.*\.\(none\))$)")
_NOBODYS_NAME = {"your name", "first last", "max mustermann", "john doe", "unknown unknown", "default user"}

MIN_NAME = 6

Identity = tuple[str, str]  # address and name as they stand in a commit


def is_robot(address: str, name: str) -> bool:
    """Say whether a commit's author is an automatic account, by the usual names of such accounts."""
    return bool(_ROBOT.search(name) or _ROBOT.search(address.partition("@")[0]))


def tell_apart(identities: Iterable[Identity]) -> dict[Identity, int]:
    """Give each identity the number of its person.

    Two identities are one person when they share the address, the full name (also as anna.amt@…), or the name
    of their account on the platform, regardless of case and accents. A simplification of what Avelino et al.
    do by the similarity of names: people with equal names are joined, people who share nothing are not.

    Args:
        identities: address and name of commits, in any order, also repeatedly.

    Returns:
        A number per identity, equal for identities of one person; the same for the same set of identities.
    """
    known = sorted(set(identities))
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        while leader.setdefault(key, key) != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    firsts: list[str] = []
    for identity in known:
        first, *others = _keys(identity)
        firsts.append(first)
        for other in others:
            leader[find(other)] = find(first)
    numbers: dict[str, int] = {}
    return {
        identity: numbers.setdefault(find(first), len(numbers))
        for identity, first in zip(known, firsts, strict=True)
    }


def bus_factor(changes: Counter[int]) -> int | None:
    """Count the fewest people who together made more than half of the changes.

    The idea is the truck factor: how many people may leave before a project is in trouble (Avelino, Passos,
    Hora, Valente: A Novel Approach for Estimating Truck Factors, ICPC 2016, who look at authors per file).
    The count of commits is the simplification that CHAOSS calls contributor absence factor and that the
    openCode maintenance badge asks to be at least 2.

    Args:
        changes: number of changes per person.

    Returns:
        None where nobody changed anything.
    """
    whole, so_far = sum(changes.values()), 0
    for people, count in enumerate(sorted(changes.values(), reverse=True), start=1):
        so_far += count
        if 2 * so_far > whole:
            return people
    return None


def _keys(identity: Identity) -> Iterator[str]:
    address, name = identity[0].strip().casefold(), _plain(identity[1])
    keys = []
    if match := _NOREPLY.match(address):
        keys.append(f"login {match[1]}")
    elif not _NOBODYS_ADDRESS.match(address):
        keys.append(f"address {address}")
        if match := _SPELLED_NAME.match(address):
            keys.append(f"name {match[1]} {match[2]}")
    if name not in _NOBODYS_NAME and len(name) >= MIN_NAME:
        keys.append(f"name {name}" if " " in name else f"login {name}")
    yield from keys or [f"other {address} {name}"]


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
