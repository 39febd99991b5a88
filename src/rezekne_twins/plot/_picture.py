"""What a picture is: a Vega-Lite specification that needs no network, and how it is shown."""

from __future__ import annotations

import json
import os
import re
import warnings
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import importlib_resources

from rezekne_twins._dataset import dataset
from rezekne_twins.collections import Partnerships
from rezekne_twins.errors import UnknownValueError
from rezekne_twins.exports.writing import atomic_write, needs
from rezekne_twins.models import Holder, Record, Word
from rezekne_twins.models.partnerships import reaching
from rezekne_twins.sequence import store_of

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

_FILES = importlib_resources.files("rezekne_twins.plot")
_MOST = 4  # holders that a title names
_LETTER = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
    '<text y="15" font-family="sans-serif">{}</text></svg>'
)


@cache
def looks() -> Row:
    """Return what is not computed: words, colours, shapes, and the layers of each picture."""
    found: Row = json.loads((_FILES / "pictures.json").read_text("utf-8"))
    return found


def chosen(partnerships: Partnerships | None, language: str) -> tuple[Partnerships, dict[str, str]]:
    """Return what is to be drawn, by default the shipped partnerships, and the words of the picture.

    The words are English in a language that only the titles have.

    Raises:
        UnknownValueError: The data set declares no titles in this language.
    """
    found = dataset().partnerships if partnerships is None else partnerships
    if not isinstance(found, Partnerships):
        raise TypeError(f"a picture shows partnerships, not {type(found).__name__}; save it: .save(…)")
    declared = ("en", *store_of(found).about.languages)
    if language not in declared:
        raise UnknownValueError(f"unknown language {language!r}; valid values: {', '.join(declared)}")
    words: dict[str, dict[str, str]] = looks()["words"]
    return found, words.get(language, words["en"])


def named(record: Record | Holder, language: str) -> str:
    """Return the title in a language, or the one that there is."""
    held = vars(record)
    named = {name.language: name.text for key in ("names", "titles") for name in held.get(key, ())}
    return {**named, "lv": held.get("title_lv"), "en": record.title}.get(language) or record.title


def labelled(word: Word, language: str) -> str:
    """Return the label of a closed word in a language."""
    return word.label_lv if language == "lv" else word.label


def holder_look(number: int) -> tuple[str, str, list[int]]:
    """Return colour, shape and dashes of a holder: more than its colour distinguishes it."""
    colour, shape, dash = (kind[number % len(kind)] for kind in looks()["holders"].values())
    return colour, shape, dash


def scale(domain: list[str], values: list[Any]) -> Row:
    """Return a scale that gives each name its value."""
    return {"type": "ordinal", "domain": domain, "range": values}


def _filled(template: str, values: Row) -> Any:
    """Return one of the templates with what each `$name` in it stands for."""

    def put(found: Row) -> Row:
        return {
            key: values.get(item[1:], item) if str(item)[:1] == "$" else item
            for key, item in found.items()
        }

    return json.loads(json.dumps(looks()[template]), object_hook=put)


class Picture:
    """A picture that shows itself in a notebook, light or dark, and saves itself.

    Attributes:
        language: Of names and legend.
        title: A line of text that stands for it where it cannot be seen.
        spec: The picture as a Vega-Lite specification with all of its data.
    """

    __slots__ = ("language", "spec", "title")

    def __init__(
        self, kind: str, found: Partnerships, language: str, values: Row, notes: list[str]
    ) -> None:
        """Put the values where the layers of a kind of picture name them."""
        needs("vl_convert", "plot")  # what cannot be shown need not be made
        _, told = chosen(found, language)
        reach = reaching(found).replace(" to ", " – ")
        notes = [f"{told['as_of']} {reach}" if reach else "–", *notes]
        self.language: str = language
        more = f", … ({len(values['holders'])})" if len(values["holders"]) > _MOST else ""
        self.title: str = f"{told[kind]}: {', '.join(values['holders'][:_MOST])}{more}"
        values = told | values | {"title": self.title, "notes": notes}
        values["layers"] = _filled(kind, values)
        self.spec: Row = _filled("picture", values)

    @property
    def chart(self) -> alt.LayerChart:
        """The same as an Altair chart, to change or combine.

        Altair shows it with scripts from a content delivery network; the picture needs none.
        """
        import altair as alt

        return alt.LayerChart.from_dict(self.spec)

    def svg(self) -> str:
        """Return the picture as SVG; what it tells on a mark shows when that is pointed at."""
        drawn: str = needs("vl_convert", "plot").vegalite_to_svg(self.spec)
        # Vega counts its clip paths on and on: named after what is drawn, they are the same on
        # every run, and no two pictures on a page share one.
        own = f"clip-{sha256(re.sub('clip[0-9]+', '', drawn).encode()).hexdigest()[:12]}"
        numbers = {clip: n for n, clip in enumerate(dict.fromkeys(re.findall("clip[0-9]+", drawn)))}
        drawn = re.sub(r"\bclip[0-9]+\b", lambda m: f"{own}-{numbers[m[0]]}", drawn)
        # A layer without marks leaves a group that a screen reader would stop at for nothing.
        drawn = re.sub(r"<g [^>]*/>", "", drawn)
        # A browser shows a <title> as its own tooltip: no script is needed.
        return re.sub(
            r'<path ([^>]*?aria-label="([^"]+)"[^>]*?)(?:/>|></path>)',
            r"<path \1><title>\2</title></path>",
            drawn,
        )

    def png(self, *, scale: float = 2) -> bytes:
        """Return the picture as PNG, with `scale` pixels for each of its units.

        Letters that no installed font has are drawn as boxes, with a `UserWarning`.
        """
        vega = needs("vl_convert", "plot")
        svg = vega.vegalite_to_svg(self.spec)
        box = vega.svg_to_png(_LETTER.format("\U0010ffff"))
        letters = {c for text in re.findall("<text[^>]*>([^<]*)", svg) for c in text}
        unknown = [c for c in letters if c > "ɏ" and vega.svg_to_png(_LETTER.format(c)) == box]
        if unknown:
            some = "".join(sorted(unknown)[:10])
            told = f"no installed font has {some}: install one (such as Noto Sans CJK), or save as .svg"
            warnings.warn(told, UserWarning, stacklevel=2)
        drawn: bytes = vega.svg_to_png(svg, scale=scale)
        return drawn

    def html(self) -> str:
        """Return a whole page, with tooltips, that loads nothing: Vega is inside (1 MB)."""
        script: str = needs("vl_convert", "plot").javascript_bundle()
        spec = json.dumps(self.spec, ensure_ascii=False)
        return Template((_FILES / "page.html").read_text("utf-8")).substitute(
            title=escape(self.title),
            language=self.language,
            style=_following(),
            script=script,
            spec=spec.replace("<", "\\u003c"),  # no tag in a script
        )

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture in the format that the name of the file ends with.

        The file appears whole or not at all, and two runs write the same bytes.

        Args:
            path: A file whose name ends with `.html`, `.svg` or `.png`.

        Returns:
            The path that was written.

        Raises:
            UnknownValueError: The name ends otherwise.
            OSError: It cannot be written; what was there before is left.
        """
        target = Path(path)
        made: dict[str, Callable[[], str | bytes]]
        made = {".html": self.html, ".svg": self.svg, ".png": self.png}
        if target.suffix.lower() not in made:
            raise UnknownValueError(f"{target.name!r} is no picture: end it with .html, .svg or .png")
        drawn = made[target.suffix.lower()]()
        with atomic_write(target) as new:
            new.write_bytes(drawn.encode() if isinstance(drawn, str) else drawn)
        return target

    def __repr__(self) -> str:
        """Return what the picture is of."""
        return f"<Picture {self.title!r}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the picture itself, without any script."""
        return f'<div class="rezekne-twins-picture"><style>{_following()}</style>{self.svg()}</div>'

    def _repr_pdf_(self) -> bytes:
        """Return what stands in a PDF of a notebook, which has no HTML; a PNG is nine times it."""
        drawn: bytes = needs("vl_convert", "plot").vegalite_to_pdf(self.spec)
        return drawn


def _following() -> str:
    """Return the rules by which the greys follow the colour of the text around, light or dark."""
    return ".rezekne-twins-picture svg{background:none!important}" + "".join(
        f'.rezekne-twins-picture [{attribute}="{grey}"]{{{attribute}:{colour}}}'
        for grey, colour in looks()["greys"].items()
        for attribute in ("fill", "stroke")
    )
