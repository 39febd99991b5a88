"""The kinds of slip that a check of the data must catch, and random ones of each kind.

A slip is one edit of one file. `lines` are where a person would look for it: the lines that were
edited or, where something was taken out, the header of the record it was taken from (of a record
that is gone: that of the one before it) up to the place where it stood.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

Files = dict[str, list[str]]


class Slip(NamedTuple):
    """One edit: the file, its new lines, and where the report must point."""

    file: str
    text: list[str]
    lines: range


class Spot(NamedTuple):
    """A line of a file."""

    file: str
    number: int
    """From 0."""
    text: str


Kind = Callable[[random.Random, Files], Slip | None]
KINDS: dict[str, Kind] = {}

_REFERENCES = (
    "agent|broader|concerns|counterparts|countries|country|field|fields|in_countries|member"
    "|organisation|part_of|parties|place|places|predecessors|programme|same_as|subject|successors"
)
_WORDS = "emphasis|kind|match|outcome|qualifier|recurrence|stage|topic"
_NEEDED = "as_of|counterparts|holder|kind|language|stance|reason|summary|text|title|title_lv|topic"
_LOOK_ALIKE = str.maketrans("aeopcxy", "\u0430\u0435\u043e\u0440\u0441\u0445\u0443")


def kind(function: Kind) -> Kind:
    """Register a kind of slip under its docstring."""
    KINDS[str(function.__doc__).rstrip(".")] = function
    return function


def pick(rng: random.Random, files: Files, pattern: str, only: str = "") -> Spot | None:
    """Return a random line that a pattern matches."""
    found = [
        Spot(file, n, line)
        for file, lines in files.items()
        if re.search(only, file)
        for n, line in enumerate(lines)
        if re.search(pattern, line)
    ]
    return rng.choice(found) if found else None


def replaced(files: Files, spot: Spot, *new: str, take: int = 1) -> Slip:
    """Return the slip that puts lines in the place of one or several."""
    lines = files[spot.file]
    text = [*lines[: spot.number], *new, *lines[spot.number + take :]]
    return Slip(spot.file, text, range(spot.number + 1, spot.number + 1 + max(1, len(new))))


def header(lines: list[str], number: int, pattern: str = r"\[\[") -> int:
    """Return the line of the header of the record that a line stands in."""
    return next((n for n in range(number, -1, -1) if re.match(pattern, lines[n])), 0)


def removed(files: Files, spot: Spot, take: int) -> Slip:
    """Return the slip that takes lines out of a record."""
    slip = replaced(files, spot, take=take)
    return slip._replace(lines=range(header(files[spot.file], spot.number) + 1, spot.number + 2))


def block(lines: list[str], start: int) -> int:
    """Return how many lines the record has whose header stands at a line, with its own parts."""
    name = lines[start].strip("[]\n")
    for n in range(start + 1, len(lines)):
        if lines[n].startswith("[[") and not lines[n].startswith(f"[[{name}."):
            return n - start
    return len(lines) - start


def record_around(lines: list[str], number: int) -> list[str]:
    """Return the lines of the record that a line stands in, with its own parts."""
    start = header(lines, number)
    return lines[start : start + block(lines, start)]


def value_length(lines: list[str], start: int) -> int:
    """Return how many lines a value takes up."""
    depth = 0
    for n in range(start, len(lines)):
        bare = re.sub(r'"[^"]*"', "", lines[n])
        depth += bare.count("[") - bare.count("]")
        if depth <= 0:
            return n - start + 1
    return 1


def mistyped(rng: random.Random, word: str) -> str:
    """Return a word with one letter left out, doubled, changed, or two swapped."""
    at = rng.randrange(len(word))
    letter = rng.choice("abcdefghijklmnoprstuvz")
    return rng.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        ]
    )


def in_quotes(rng: random.Random, line: str) -> re.Match[str] | None:
    """Return a random quoted value of a line."""
    found = list(re.finditer(r'"([^"]+)"', line))
    return rng.choice(found) if found else None


def with_value(spot: Spot, match: re.Match[str], new: str) -> str:
    """Return the line with a quoted value replaced."""
    return spot.text[: match.start(1)] + new + spot.text[match.end(1) :]


def ids(files: Files) -> set[str]:
    """Return every id that files define, short and whole."""
    found = {file.rpartition("/")[2].removesuffix(".toml") for file in files}
    for lines in files.values():
        for line in lines:
            found.update(re.findall(r'^id = "([^"]+)"', line))
    return found


def other(rng: random.Random, word: str, taken: set[str]) -> str | None:
    """Return a mistyped word that means nothing."""
    new = mistyped(rng, word)
    return None if new in taken or new == word or not new else new


@kind
def reference(rng: random.Random, files: Files) -> Slip | None:
    """Typo in the id of what is named."""
    spot = pick(rng, files, rf"(^|[{{, ])({_REFERENCES}) = ", "partnerships|holders|places|organis")
    match = spot and re.search(rf'(?:{_REFERENCES}) = \[?"([^"]+)"', spot.text)
    new = match and other(rng, match[1], ids(files))
    return replaced(files, spot, with_value(spot, match, new)) if spot and match and new else None


@kind
def definition(rng: random.Random, files: Files) -> Slip | None:
    """Typo in the id of a record itself."""
    spot = pick(rng, files, '^id = "', "^(?!sources|dataset)")
    match = spot and in_quotes(rng, spot.text)
    new = match and other(rng, match[1], ids(files))
    return replaced(files, spot, with_value(spot, match, new)) if spot and match and new else None


@kind
def citation(rng: random.Random, files: Files) -> Slip | None:
    """Citation of a paragraph that does not exist."""
    spot = pick(rng, files, r'"rezekne[a-z]*-lv/[a-z0-9-]+/\d+"')
    match = spot and in_quotes(rng, spot.text)
    if not (spot and match) or match[1].count("/") != 2:
        return None
    source, section, number = match[1].split("/")
    new = rng.choice(
        [
            f"{source}/{section}/{int(number) + 90}",
            f"{source}/{section}x/{number}",
            f"{source[:-1]}/{section}/{number}",
            f"{source}/{section}",
        ]
    )
    return replaced(files, spot, with_value(spot, match, new))


@kind
def vocabulary(rng: random.Random, files: Files) -> Slip | None:
    """Typo in a word of a closed vocabulary."""
    spot = pick(rng, files, rf'^({_WORDS}) = "')
    match = spot and in_quotes(rng, spot.text)
    new = match and other(rng, match[1], {"cite"})
    return replaced(files, spot, with_value(spot, match, new)) if spot and match and new else None


@kind
def country_code(rng: random.Random, files: Files) -> Slip | None:
    """Code of a country that is none."""
    spot = pick(rng, files, r'^country = "', "places")
    new = rng.choice(["XX", "pl", "POL", "UK", "EN", "LTU", "", "Poland"])
    match = spot and in_quotes(rng, spot.text)
    return replaced(files, spot, with_value(spot, match, new)) if spot and match else None


@kind
def identifier(rng: random.Random, files: Files) -> Slip | None:
    """Identifier that its register cannot have given."""
    spot = pick(rng, files, r'value = "', "places")
    match = spot and re.search(r'value = "([^"]+)"', spot.text)
    if not (spot and match):
        return None
    value = match[1]
    new = f"{value} " if rng.random() < 0.5 else value.replace("Q", "").replace("-", "") + "x"
    return replaced(files, spot, with_value(spot, match, new))


@kind
def date(rng: random.Random, files: Files) -> Slip | None:
    """Date that cannot be, or is not written as one."""
    spot = pick(rng, files, r'^(date|founded|dissolved|as_of|published|updated|captured) = "')
    bad = rng.choice(
        [
            '"2005-13"',
            '"2005-02-30"',
            '"23.09.2011"',
            '"1994-2000"',
            '"2004/1994"',
            "2005-01-02",
            "1994",
            "2005-01",
            "23.09.2011",
            '"2011. gada 23. septembris"',
            '"September 2011"',
            "“2005-01”",
            '"”2005”"',
            '"05"',
            '""',
        ]
    )
    return replaced(files, spot, spot.text.partition("=")[0] + f"= {bad}") if spot else None


@kind
def later(rng: random.Random, files: Files) -> Slip | None:
    """Act that is later than its source."""
    spot = pick(rng, files, r'^date = "\d{4}', "partnerships")
    if spot is None or files[spot.file][header(files[spot.file], spot.number)] != "[[acts]]":
        return None
    year = rng.randrange(2012, 2100)
    return replaced(files, spot, f'date = "{year}"')


@kind
def uncited(rng: random.Random, files: Files) -> Slip | None:
    """Deleted citations."""
    spot = pick(rng, files, r"^cites = ", "partnerships|holders|people")
    if spot is None:
        return None
    above = files[spot.file][header(files[spot.file], spot.number)]
    if "roles" in above:  # rests on what its whole rests on
        return None
    return removed(files, spot, value_length(files[spot.file], spot.number))


@kind
def doubled_citation(rng: random.Random, files: Files) -> Slip | None:
    """Citation that stands twice."""
    spot = pick(rng, files, r'^cites = \["')
    match = spot and in_quotes(rng, spot.text)
    new = spot and match and spot.text.replace(match[0], f"{match[0]}, {match[0]}", 1)
    return replaced(files, spot, new) if spot and new else None


@kind
def dropped_record(rng: random.Random, files: Files) -> Slip | None:
    """Dropped record."""
    spot = pick(rng, files, r"^\[\[[a-z_]+\]\]", "^(?!sources|dataset)")
    if spot is None or not any(
        line.startswith("id = ") for line in files[spot.file][spot.number : spot.number + 2]
    ):
        return None
    lines = files[spot.file]
    slip = replaced(files, spot, take=block(lines, spot.number))
    before = header(lines, spot.number - 1, r"\[\[\w+\]\]")  # not that of a part of it
    return slip._replace(lines=range(before + 1, spot.number + 2))


@kind
def doubled_record(rng: random.Random, files: Files) -> Slip | None:
    """Record that stands twice."""
    spot = pick(rng, files, r"^\[\[[a-z_]+\]\]", "^(?!sources|dataset)")
    if spot is None or not files[spot.file][spot.number + 1].startswith("id = "):
        return None
    size = block(files[spot.file], spot.number)
    copy = files[spot.file][spot.number : spot.number + size]
    return replaced(files, spot, *copy, *copy, take=size)


@kind
def dropped_key(rng: random.Random, files: Files) -> Slip | None:
    """Dropped key that is needed."""
    spot = pick(rng, files, rf"^({_NEEDED}) = ")
    if spot is None:
        return None
    above = files[spot.file][header(files[spot.file], spot.number)]
    key = spot.text.partition(" ")[0]
    optional = {("sources", "title_lv"), ("sources", "summary")}
    if (spot.file.partition("/")[0], key) in optional or (key == "kind" and "roles" in above):
        return None
    return removed(files, spot, value_length(files[spot.file], spot.number))


@kind
def doubled_key(rng: random.Random, files: Files) -> Slip | None:
    """Key that stands twice."""
    spot = pick(rng, files, r"^[a-z_]+ = ")
    if spot is None:
        return None
    size = value_length(files[spot.file], spot.number)
    copy = files[spot.file][spot.number : spot.number + size]
    return replaced(files, spot, *copy, *copy, take=size)


@kind
def unknown_key(rng: random.Random, files: Files) -> Slip | None:
    """Typo in a key."""
    spot = pick(rng, files, r"^[a-z_]+ = ")
    key = spot.text.partition(" ")[0] if spot else ""
    new = key and mistyped(rng, key)
    known = {line.partition(" ")[0] for lines in files.values() for line in lines}
    if spot is None or not new or new in known or not re.fullmatch("[a-z_]+", new):
        return None
    return replaced(files, spot, spot.text.replace(key, new, 1))


@kind
def swapped_country(rng: random.Random, files: Files) -> Slip | None:
    """Country of a place that its point, code or larger place belies."""
    spot = pick(rng, files, r'^country = "', "places")
    if spot is None:
        return None
    record = "\n".join(record_around(files[spot.file], spot.number))
    if not re.search("^(coordinates|part_of) =|iso-3166-2", record, re.MULTILINE):
        return None
    now = spot.text.split('"')[1]
    new = rng.choice([code for code in ("LV", "NO", "PL", "RU", "TR", "JP", "FR") if code != now])
    return replaced(files, spot, f'country = "{new}"')


@kind
def swapped_coordinates(rng: random.Random, files: Files) -> Slip | None:
    """Point with its numbers swapped, their sign turned, or a digit lost."""
    spot = pick(rng, files, "^coordinates = ", "places")
    match = spot and re.search(r"latitude = ([\d.-]+), longitude = ([\d.-]+)", spot.text)
    if not (spot and match):
        return None
    lat, lon = match[1], match[2]
    new = rng.choice([(lon, lat), (f"-{lat}", lon), (lat[1:], lon), (lat, lon.replace(".", ""))])
    text = f"latitude = {new[0]}, longitude = {new[1]}".replace("--", "")
    return replaced(files, spot, spot.text.replace(match[0], text))


@kind
def broken(rng: random.Random, files: Files) -> Slip | None:
    """Broken TOML: a quote, bracket or sign left out."""
    spot = pick(rng, files, r"^(\[\[|[a-z_]+ = )")
    if spot is None:
        return None
    marks = [n for n, c in enumerate(spot.text) if c in '"[]={}']
    at = rng.choice(marks)
    if not (spot.text.startswith("[[") or spot.text[at] in '"={}' or spot.text[-1] == "]"):
        return None
    slip = replaced(files, spot, spot.text[:at] + spot.text[at + 1 :])
    if spot.text[at] == "]":  # what is left open ends where the parser meets what cannot follow
        return slip._replace(lines=range(slip.lines.start, len(slip.text) + 1))
    return slip


@kind
def wrong_type(rng: random.Random, files: Files) -> Slip | None:
    """Text for a number, number for a text, text for a list."""
    spot = pick(rng, files, r'^[a-z_]+ = (\d+|true|"[^"]*"|\[.*\])$')
    if spot is None:
        return None
    key, _, value = spot.text.partition(" = ")
    if value[0] == "[":
        new = value.strip("[]").partition(", ")[0] or '""'
    elif value[0] == '"':
        new = rng.choice(["7", "true", "[]", "{}", value.strip('"')])
    else:
        new = f'"{value}"'
    return replaced(files, spot, f"{key} = {new}")


@kind
def blanks(rng: random.Random, files: Files) -> Slip | None:
    """Stray blank, or a line end, in a text."""
    spot = pick(rng, files, r'^(title|title_lv|summary|text|note|gist|as_written) = "[^\\]*$')
    match = spot and in_quotes(rng, spot.text)
    if not (spot and match):
        return None
    text = match[1]
    new = rng.choice([f" {text}", f"{text} ", f"{text}\\n", f"{text}\u00a0", f"{text}\\t."])
    return replaced(files, spot, with_value(spot, match, new))


@kind
def look_alike(rng: random.Random, files: Files) -> Slip | None:
    """Cyrillic letter in a Latin word, or a character that nobody sees."""
    spot = pick(rng, files, r'^(title|title_lv|summary|text|note|gist|as_written) = "\w*[a-z]{3}')
    match = spot and in_quotes(rng, spot.text)
    if not (spot and match):
        return None
    words = [m for m in re.finditer(r"[A-Za-z]{3,}", match[1]) if set(m[0]) & set("aeopcxy")]
    if not words or rng.random() < 0.3:
        return replaced(files, spot, with_value(spot, match, f"{match[1][0]}\u200b{match[1][1:]}"))
    word = rng.choice(words)
    at = rng.choice([n for n, c in enumerate(word[0]) if c in "aeopcxy"])
    new = word[0][:at] + word[0][at].translate(_LOOK_ALIKE) + word[0][at + 1 :]
    if not re.search("[a-z]", new):
        return None
    text = match[1][: word.start()] + new + match[1][word.end() :]
    return replaced(files, spot, with_value(spot, match, text))


@kind
def unicode_form(rng: random.Random, files: Files) -> Slip | None:
    """Accented letters typed as two characters."""
    spot = pick(rng, files, r'^[a-z_]+ = "[^"]*[āēīūčģķļņšžłøöäå]')
    new = spot and unicodedata.normalize("NFD", spot.text)
    return replaced(files, spot, new) if spot and new else None


@kind
def term(rng: random.Random, files: Files) -> Slip | None:
    """Term of an act that carries none."""
    spot = pick(rng, files, r'^kind = "(began|protocol|joined|founded|renamed)"', "partnerships")
    return replaced(files, spot, spot.text, "term_years = 5") if spot else None


@kind
def empty(rng: random.Random, files: Files) -> Slip | None:
    """Value that says nothing."""
    spot = pick(rng, files, r'^[a-z_]+ = "')
    return replaced(files, spot, f'{spot.text.partition(" ")[0]} = ""') if spot else None


@kind
def joined(rng: random.Random, files: Files) -> Slip | None:
    """Semicolon where values are joined by it."""
    spot = pick(rng, files, r'^(title|title_lv) = "\w+ ', "^(?!dataset)")
    match = spot and in_quotes(rng, spot.text)
    new = match and match[1].replace(" ", "; ", 1)
    return replaced(files, spot, with_value(spot, match, new)) if spot and match and new else None


_PROSE = r'^(summary|text|note|gist|reason|stance) = "[^\\"]+"$'


@kind
def left_in_text(rng: random.Random, files: Files) -> Slip | None:
    """Reminder, markup, lost letter, bracket or private detail in a text."""
    spot = pick(rng, files, _PROSE)
    if spot is None:
        return None
    left = rng.choice(
        [
            *("TODO", "FIXME check", "???", "<b>new</b>", "&amp;", "&#257;", "Ä“", "R?zekne", "\ufffd"),
            *("(", "]", "\u201c", "anna@example.org", "+371 64607600", "010180-12345"),
        ]
    )
    return replaced(files, spot, f'{spot.text[:-1]} {left}"')


@kind
def swapped_titles(rng: random.Random, files: Files) -> Slip | None:
    """Titles in the wrong language."""
    spot = pick(rng, files, r'^title = "[ -~]+"$', "fields|organisations")
    if spot is None:
        return None
    below = files[spot.file][spot.number + 1]
    match = re.search(r'^title_lv = "(.*[āčēģīķļņšūž].*)"$', below)
    if not match:
        return None
    english = spot.text.partition(" = ")[2]
    return replaced(files, spot, f'title = "{match[1]}"', f"title_lv = {english}", take=2)


@kind
def same_thing(rng: random.Random, files: Files) -> Slip | None:
    """Act, activity, project, statement or person that stands twice, under another id."""
    spot = pick(rng, files, r"^\[\[(acts|activities|projects|statements|people)\]\]")
    if spot is None:
        return None
    lines = files[spot.file]
    copy = lines[spot.number : spot.number + block(lines, spot.number)]
    if not copy[1].startswith("id = ") or (copy[0] == "[[acts]]" and "date =" not in "\n".join(copy)):
        return None
    again = [copy[0], copy[1][:-1] + '-copy"', *copy[2:]]
    return replaced(files, spot, *copy, *again, take=len(copy))


@kind
def half_people(rng: random.Random, files: Files) -> Slip | None:
    """Group of half, negative or no people."""
    spot = pick(rng, files, r"number = \{ value = \d+")
    new = rng.choice(["-3", "0", "12.5"])
    return replaced(files, spot, re.sub(r"value = \d+", f"value = {new}", spot.text)) if spot else None


@kind
def form(rng: random.Random, files: Files) -> Slip | None:
    """Language or address that is none, or entry of a register that cannot be."""
    spot = pick(rng, files, r'^(url|archived_url|license_url|language) = "|(language|value) = "[^"]+"')
    if spot is None:
        return None
    kinds = {"url": "www.example", "language": "latviešu", "value": "0"}
    for name, new in kinds.items():
        if match := re.search(rf'{name} = "([^"]+)"', spot.text):
            return replaced(files, spot, with_value(spot, match, new))
    return None


@kind
def end_before_beginning(rng: random.Random, files: Files) -> Slip | None:
    """Act that continues or ends a partnership before it began."""
    spot = pick(rng, files, r'^kind = "signed"', "partnerships")
    if spot is None or not re.match('date = "[12]', files[spot.file][spot.number + 1]):
        return None
    new = ["", "[[acts]]", 'id = "end"', 'kind = "ended"', 'date = "1950"']
    lines = files[spot.file]
    start = header(lines, spot.number)
    record = record_around(lines, spot.number)
    cites = next((line for line in record if line.startswith("cites = [")), "")
    if not cites.endswith("]"):
        return None
    return replaced(files, Spot(spot.file, start, ""), *record, *new, cites, take=len(record))


@kind
def name_in_another_script(rng: random.Random, files: Files) -> Slip | None:
    """Name whose language has another script."""
    spot = pick(rng, files, r'language = "(pl|lt|nb|tr)"', "places|organisations")
    return replaced(files, spot, re.sub('"(pl|lt|nb|tr)"', '"ru"', spot.text, count=1)) if spot else None


@kind
def doubled_reading(rng: random.Random, files: Files) -> Slip | None:
    """Reading that says what another one says."""
    spot = pick(rng, files, r'^text = "', "conflicts")
    if spot is None:
        return None
    others = [n for n, line in enumerate(files[spot.file]) if line.startswith('text = "')]
    above = [n for n in others if n < spot.number]
    start = header(files[spot.file], spot.number, r"\[\[conflicts\]\]")
    if not above or above[-1] < start:
        return None
    return replaced(files, spot, files[spot.file][above[-1]])


@kind
def other_section(rng: random.Random, files: Files) -> Slip | None:
    """Citation of a section that is about another partnership."""
    spot = pick(rng, files, r'^cites = \["rezekne[a-z]*-lv/[a-z-]+/\d+"\]$', "partnerships/")
    if spot is None or header(files[spot.file], spot.number) == 0:
        return None
    own = {cite for line in files[spot.file] for cite in re.findall(r"[a-z-]+/[a-z-]+(?=/\d)", line)}
    tops = {
        cite
        for file, lines in files.items()
        if file.startswith("partnerships/")
        for line in lines[: next(n for n, text in enumerate(lines) if text.startswith("[["))]
        for cite in re.findall(r'"(rezekne[a-z]*-lv/[a-z-]+)/1"', line)
    }
    strange = sorted(tops - own)
    new = f'cites = ["{rng.choice(strange)}/1"]' if strange else None
    return replaced(files, spot, new) if new else None


@kind
def unnamed_place(rng: random.Random, files: Files) -> Slip | None:
    """Place of an activity that no cited paragraph names."""
    spot = pick(rng, files, r'^places = \["[a-z-]+"\]$', "partnerships|holders")
    text = "\n".join(files[spot.file]) if spot else ""
    strange = [i for i in ("golbasi", "zgierz", "kupiskis", "postavy", "suwalki") if i not in text]
    return replaced(files, spot, f'places = ["{rng.choice(strange)}"]') if spot else None


@kind
def empty_reference(rng: random.Random, files: Files) -> Slip | None:
    """Key in `references` that has no value."""
    spot = pick(rng, files, r"^references = \[.*\]$", "places")
    if spot is None:
        return None
    record = record_around(files[spot.file], spot.number)
    if any(re.match("dissolved|successors", line) for line in record):
        return None
    return replaced(files, spot, f'{spot.text[:-1]}, "{rng.choice(["dissolved", "successors"])}"]')


@kind
def borrowed_address(rng: random.Random, files: Files) -> Slip | None:
    """Address of another source."""
    spot = pick(rng, files, '^url = "', "sources")
    other = pick(rng, files, '^url = "', "sources")
    return replaced(files, spot, other.text) if spot and other else None


@kind
def other_bound(rng: random.Random, files: Files) -> Slip | None:
    """Qualifier that the text belies."""
    spot = pick(rng, files, 'qualifier = "(more_than|at_least)"', "partnerships|holders")
    if spot is None:
        return None
    bounds = ["more_than", "at_least"]
    now = next(word for word in bounds if f'"{word}"' in spot.text)
    bounds.remove(now)
    return replaced(files, spot, spot.text.replace(f'"{now}"', f'"{bounds[0]}"'))


@kind
def day_of_a_source(rng: random.Random, files: Files) -> Slip | None:
    """Date of a source that its paragraphs do not print."""
    spot = pick(rng, files, r'^(published|captured|updated) = "\d{4}', "sources")
    match = spot and re.search(r"\d{4}", spot.text)
    if not (spot and match):
        return None
    year = int(match[0]) - rng.randrange(1, 4)
    return replaced(files, spot, spot.text.replace(match[0], str(year)))
