"""Write ``src/rezekne_twins/data/countries.toml`` from pycountry and Babel.

Codes and ISO names come from pycountry (ISO 3166-1), the English and Latvian titles from
the Unicode CLDR through Babel, and a few everyday alternatives from ``EVERYDAY`` below.
Run it after an update of either package; ``--check`` only tells whether that is due.
"""

import argparse
import json
import sys
import unicodedata
from importlib.metadata import version
from pathlib import Path

import pycountry
from babel import Locale
from babel.core import get_cldr_version

TARGET = Path(__file__).parents[1] / "src" / "rezekne_twins" / "data" / "countries.toml"

HEADER = """\
# The countries of ISO 3166-1, in the order of their alpha-2 codes.
# Written by tools/make_countries.py: edit the tool, not this file.
#
# Codes and names are facts from ISO 3166-1 and the Unicode CLDR:
# - id (alpha-2), alpha_3, ISO names in other_names: pycountry {pycountry} (Debian iso-codes)
# - title, title_lv: CLDR {cldr} through Babel (CLDR is under the Unicode licence)
# - everyday alternatives in other_names: a short list in the tool
"""

# What people type and neither ISO nor CLDR lists: well-attested English and Latvian names and
# abbreviations, no adjectives, nothing that could mean two countries ("Korea", "CAR").
EVERYDAY = {
    "AE": ("UAE", "AAE"),
    "BY": ("Belorussia", "Byelorussia"),
    "CD": ("Democratic Republic of the Congo", "DR Congo", "Kongo Demokrātiskā Republika"),
    "CG": ("Republic of Congo", "Kongo Republika"),
    "CI": ("Ivory Coast", "Ziloņkaula Krasts"),
    "CN": ("Ķīnas Tautas Republika",),
    "CZ": ("Čehijas Republika",),
    "GB": ("UK", "Great Britain", "Britain", "Lielbritānija"),
    "GR": ("EL", "Hellas"),
    "HK": ("Honkonga",),
    "IE": ("Republic of Ireland",),
    "KP": ("DPRK", "KTDR", "Korejas Tautas Demokrātiskā Republika"),
    "KR": ("Republic of Korea", "Korejas Republika"),
    "MD": ("Moldavia", "Moldāvija"),
    "MF": ("Saint Martin",),
    "MK": ("Macedonia", "Maķedonija"),
    "MM": ("Burma", "Mjanma", "Birma"),
    "MO": ("Macau", "Makao"),
    "NL": ("Holland", "The Netherlands", "Holande"),
    "PS": ("Palestine", "Palestīna"),
    "RU": ("Krievijas Federācija",),
    "SH": ("Saint Helena", "Svētās Helēnas sala"),
    "SZ": ("Swaziland", "Svazilenda"),
    "TL": ("East Timor",),
    "TR": ("Turkey", "Republic of Turkey"),
    "US": ("USA", "ASV"),
    "VA": ("Holy See", "Vatican", "Svētais Krēsls"),
    "ZA": ("Dienvidāfrika",),
}

# ISO names left out, because a reader may mean another country by them (here: either Congo).
AMBIGUOUS = frozenset({"Congo"})


def fold(name: str) -> str:
    """Return the name without case and diacritics: what differs only there is one spelling."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark)).casefold()


def other_names(alpha_2: str, iso_names: list[str], titles: list[str]) -> list[str]:
    """Return the further spellings of a country, each once: ISO names, then everyday ones."""
    # pycountry writes two official names as "the State of ...".
    candidates = [name.removeprefix("the ") for name in iso_names if name not in AMBIGUOUS]
    seen = {fold(title) for title in titles}
    found: list[str] = []
    for name in (*candidates, *EVERYDAY.get(alpha_2, ())):
        if fold(name) not in seen:
            seen.add(fold(name))
            found.append(name)
    return found


def render() -> str:
    """Return the whole file as text, laid out as ``tombi format`` leaves it."""
    english, latvian = Locale("en").territories, Locale("lv").territories
    parts = [HEADER.format(pycountry=version("pycountry"), cldr=get_cldr_version())]
    records = (dict(country) for country in pycountry.countries)
    for record in sorted(records, key=lambda record: record["alpha_2"]):
        alpha_2 = record["alpha_2"]
        titles = [english[alpha_2], latvian[alpha_2]]
        iso_names = [record[key] for key in ("name", "official_name", "common_name") if key in record]
        row: dict[str, str | list[str]] = {
            "id": alpha_2,
            "alpha_3": record["alpha_3"],
            "title": titles[0],
            "title_lv": titles[1],
        }
        if names := other_names(alpha_2, iso_names, titles):
            row["other_names"] = names
        # A JSON string or list of strings is a TOML one too.
        lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items())
        parts.append("\n".join(("[[countries]]", *lines, "")))
    return "\n".join(parts)


def main(argv: list[str] | None = None) -> int:
    """Write the file, or with ``--check`` return 1 where it is not what would be written."""
    parser = argparse.ArgumentParser(description="Write countries.toml from pycountry and Babel.")
    parser.add_argument("path", nargs="?", type=Path, default=TARGET, help="default: %(default)s")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when stale")
    arguments = parser.parse_args(argv)
    path: Path = arguments.path
    new = render().encode()
    if not arguments.check:
        path.write_bytes(new)
        return 0
    if path.is_file() and path.read_bytes() == new:
        return 0
    print(f"{path} is stale: run tools/make_countries.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
