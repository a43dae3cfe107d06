"""What licences ask for, as far as it decides whether two of them may stand in one program.

Sources: the GNU project's list of licences (gnu.org/licenses/license-list), the appendix of the EUPL 1.2 on
compatible licences, and the FAQ of the Mozilla Public License 2.0. Groups, not legal advice.
"""

from __future__ import annotations

import re

# Ask no more than to keep the notice, or to share changes of the part itself.
_FREE_TO_COMBINE = re.compile(
    r"^(?:MIT|MIT-0|MIT-CMU|X11|ISC|0BSD|BSD-[1-4]-Clause.*|Apache-[12]\.\d|Unlicense|CC0-1\.0|Zlib|BlueOak-1\.0\.0"
    r"|WTFPL|Python-2\.0(?:\.1)?|PSF-2\.0|PHP-3\.\d+|Ruby|Artistic-[12]\.0.*|BSL-1\.0|PostgreSQL|Unicode-.*|ICU"
    r"|OFL-1\.1|CC-BY-[34]\.0|HPND.*|NCSA|W3C.*|AFL-[23]\.\d|libpng.*|curl|JSON|Beerware|FTL|TCL|UPL-1\.0|MulanPSL-2\.0"
    r"|LGPL-.*|MPL-.*|EPL-.*|CDDL-.*|MS-PL|OSL-3\.0|NAIST-2003|OpenSSL|GPL-.*-with-classpath-exception"
    r"|CC-BY-SA-[34]\.0|MIT-.*|PDDL-1\.0|ODC-By-1\.0|Public Domain|public-domain)$",
    re.IGNORECASE,
)
_STRONG = re.compile(r"^(?P<kind>A?GPL)-(?P<version>[123]\.\d)(?:-(?P<which>only|or-later))?$", re.IGNORECASE)
_NOT_OPEN = re.compile(
    r"^(?:UNLICENSED|PROPRIETARY|BUSL-.*|SSPL-.*|Elastic-.*|.*Commons-Clause.*|CC-BY-NC.*|CC-BY-ND.*|Hippocratic.*"
    r"|PolyForm-(?:Noncommercial|Strict|Internal|Shield|Perimeter).*)$",
    re.IGNORECASE,
)


def choices(expression: str) -> list[list[str]]:
    """Split `A AND (B OR C)` into the sets of licences one may choose between; nested ones are read flat."""
    plain = re.sub(r"[()]", " ", expression)
    parts = re.split(r"\s+AND\s+", plain, flags=re.IGNORECASE)
    either = re.compile(r"\s+OR\s+|\s*/\s*", re.IGNORECASE)
    return [[_name(name) for name in either.split(part)] for part in parts]


def _name(written: str) -> str:
    """An exception (`WITH`) only ever grants more, so what it is attached to combines freely."""
    name, exception, _ = written.strip().partition(" WITH ")
    name = re.sub(r"\+$", "-or-later", name)  # the older way to write it
    return f"{name}-with-classpath-exception" if exception else name.strip()


def is_known(expression: str) -> bool:
    """Say whether every part of the expression belongs to a group known here."""
    groups = (_FREE_TO_COMBINE, _STRONG, _NOT_OPEN, re.compile("EUPL-"))
    return all(any(group.match(n) for n in part for group in groups) for part in choices(expression))


def is_not_open(expression: str) -> bool:
    """Say whether some part of it allows no free use: all one may choose between are restricted."""
    return any(all(_NOT_OPEN.match(name) for name in part) for part in choices(expression))


def combines_freely(expression: str) -> bool:
    """Say whether files under this licence may stand in a program under any other one."""
    return all(any(_FREE_TO_COMBINE.match(name) for name in part) for part in choices(expression))


def conflicts(part: str, own: str) -> bool:
    """Say whether a part under one licence asks for more than the licence of the whole program grants.

    Args:
        part: SPDX expression of the third-party part.
        own: SPDX expression of the program; of several licences one that fits is enough.
    """
    owns = [name for choice in choices(own) for name in choice]
    return not all(any(_fits(name, owns) for name in names) for names in choices(part))


def _fits(name: str, owns: list[str]) -> bool:
    return bool(_FREE_TO_COMBINE.match(name)) or any(_may_contain(own, name) for own in owns)


def _may_contain(own: str, part: str) -> bool:
    """Whether a program under `own` may contain a part under the strong licence `part`."""
    strong = _STRONG.match(part)
    if strong is None:
        return not _NOT_OPEN.match(part)
    if own.upper().startswith("EUPL-1.2"):
        return True  # the appendix names GPL 2 and 3 and AGPL 3 as licences the whole may be passed on under
    mine = _STRONG.match(own)
    if mine is None:
        return False
    if mine["kind"].upper() == strong["kind"].upper() or strong["kind"].upper() == "GPL":
        return _versions_meet(mine, strong)
    # A program under the GPL 3 may be linked with AGPL 3 parts, whose terms then hold for the network.
    return mine["version"].startswith("3") or mine["which"] == "or-later"


def _versions_meet(mine: re.Match[str], part: re.Match[str]) -> bool:
    same = mine["version"] == part["version"]
    part_moves_up = (part["which"] or "").lower() == "or-later" and part["version"] < mine["version"]
    i_move_up = (mine["which"] or "").lower() == "or-later" and mine["version"] < part["version"]
    return same or part_moves_up or i_move_up
