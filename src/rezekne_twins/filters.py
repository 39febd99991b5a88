"""The filters of every collection: each keyword once, with its type and its help.

A type checker reads the types, an editor shows the text under a keyword, and `with_filters`
puts both into the signature and the docstring of a `where`. The command line and the documentation
read `FILTERS`. Importing this module imports no models.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, TypeVar, cast, get_args

from rezekne_twins.errors import UnknownValueError

if TYPE_CHECKING:
    from datetime import date
    from typing import SupportsIndex

    from rezekne_twins import models
    from rezekne_twins.dates import PartialDate
    from rezekne_twins.models import words

    DateLike: TypeAlias = SupportsIndex | str | date | PartialDate | None

T = TypeVar("T")
Where = TypeVar("Where", bound=Callable[..., object])

OneOrMany: TypeAlias = T | Iterable[T] | None
"""What a keyword takes: one value, or several of which any may match; `None` is no filter."""


class _Held(TypedDict, total=False):
    holder: OneOrMany[str]
    """Holder by ID or name, such as `city`."""


class _OfPartnership(TypedDict, total=False):
    partnership: OneOrMany[str | models.Partnership]
    """Partnership by ID; in Python also a record or a collection of them."""


class _WithPartner(TypedDict, total=False):
    country: OneOrMany[str | models.Country]
    """Country of a counterpart, by ISO 3166-1 code or name, such as `NO`."""


class _WithField(TypedDict, total=False):
    field: OneOrMany[str | models.Field]
    """Field of cooperation by ID or label; matches its narrower fields too."""


class _WithStage(TypedDict, total=False):
    stage: OneOrMany[models.Stage | words.StageWord]
    """Stage of cooperation: `current`, `agreed` or `planned`."""


class _Dated(TypedDict, total=False):
    year: OneOrMany[SupportsIndex]
    """Year or years in which the date of the record may lie."""
    since: DateLike
    """First year or date, inclusive."""
    until: DateLike
    """Last year or date, inclusive."""


class _Involving(TypedDict, total=False):
    organisation: OneOrMany[str | models.Organisation]
    """Organisation in any role, or a parent organisation of one."""
    person: OneOrMany[str | models.Person]
    """Person in any role, by ID or name."""


class PartnershipFilters(_Held, _WithPartner, _WithField, _WithStage, _Dated, total=False):
    """The filters of partnerships and of ties."""

    kind: OneOrMany[models.PartnershipKind | words.PartnershipKindWord]
    """Kind of partnership: `cooperation` or `membership`."""
    partner: OneOrMany[str | models.Place | models.Organisation]
    """Counterpart by ID or name in any language."""
    act: OneOrMany[models.ActKind | words.ActKindWord]
    """Kind of an act of the partnership, such as `prolonged`."""
    place: OneOrMany[str | models.Place]
    """A counterpart or signatory, or a larger place that contains one."""
    organisation: OneOrMany[str | models.Organisation]
    """A counterpart or signatory, or a parent organisation of one."""
    year: OneOrMany[SupportsIndex]
    """Year of an act, such as a signing (for what was in force: `validity`)."""
    validity: OneOrMany[models.Validity | words.ValidityWord]
    """Status on the date given with `on`, such as `in_force`."""
    on: DateLike
    """Date that `validity` applies to."""
    last_known: OneOrMany[models.Validity | words.ValidityWord]
    """Status when the sources last mention it, such as `in_force`."""


class ActFilters(_Held, _OfPartnership, _WithPartner, _Dated, _Involving, total=False):
    """The filters of acts."""

    kind: OneOrMany[models.ActKind | words.ActKindWord]
    """Kind of act, such as `signed`."""
    place: OneOrMany[str | models.Place]
    """Where it was signed, or a signatory, or a larger place around one."""


class CooperationFilters(_Held, _OfPartnership, _WithPartner, _WithField, _WithStage, total=False):
    """The filters of fields of cooperation."""


class ProjectFilters(_Held, _OfPartnership, _WithField, _Dated, _Involving, total=False):
    """The filters of projects."""

    country: OneOrMany[str | models.Country]
    """Country of a counterpart or of the venue."""
    place: OneOrMany[str | models.Place]
    """Venue, or a larger place around it."""
    outcome: OneOrMany[models.Outcome | words.OutcomeWord]
    """Outcome, such as `not_completed`."""
    funder: OneOrMany[str | models.Place | models.Organisation]
    """Funder, or the programme that funded it, by ID or name."""


class ActivityFilters(ProjectFilters, total=False):
    """The filters of activities."""

    kind: OneOrMany[models.ActivityKind | words.ActivityKindWord]
    """Kind of activity, such as `festival`."""


class RoleFilters(_Held, _OfPartnership, _Dated, _Involving, total=False):
    """The filters of roles."""

    kind: OneOrMany[models.RoleKind | words.RoleKindWord]
    """Kind of role, such as `financed` or `took_part`."""


class MembershipFilters(_Held, _OfPartnership, _Dated, _Involving, total=False):
    """The filters of memberships."""

    country: OneOrMany[str | models.Country]
    """Country of the member."""


class StatementFilters(_Held, _OfPartnership, _Dated, _Involving, total=False):
    """The filters of statements."""

    place: OneOrMany[str | models.Place]
    """Place that a statement is about, or a larger place around it."""
    topic: OneOrMany[models.Topic | words.TopicWord]
    """Topic of a statement, such as `benefit`."""
    subject: OneOrMany[str | models.Record]
    """Record or holder that a statement is about, by ID or name."""


class _InCountry(TypedDict, total=False):
    country: OneOrMany[str | models.Country]
    """Country of the place or organisation."""


class PlaceFilters(_OfPartnership, _InCountry, total=False):
    """The filters of places."""

    kind: OneOrMany[models.PlaceKind | words.PlaceKindWord]
    """Kind of place, such as `city` or `district`."""


class OrganisationFilters(_OfPartnership, _InCountry, total=False):
    """The filters of organisations."""

    kind: OneOrMany[models.OrganisationKind | words.OrganisationKindWord]
    """Kind of organisation, such as `council`."""


class PeopleFilters(_OfPartnership, total=False):
    """The filters of people."""

    organisation: OneOrMany[str | models.Organisation]
    """Organisation that a person is a member of or acts for, by ID or name."""


class ConflictFilters(_Held, _OfPartnership, total=False):
    """The filters of conflicts."""

    kind: OneOrMany[models.ConflictKind | words.ConflictKindWord]
    """Kind of conflict: `contradiction`, `ambiguity` or `misprint`."""


def _read_help() -> dict[str, dict[str, str]]:
    """Return the text under each keyword, by class: Python itself drops such strings."""
    # Without sources the signatures stay, and the texts are missing. `ast` and `inspect` would
    # take as long to import as all that the command line needs to show its help.
    source = ""
    if __file__.endswith(".py"):
        with suppress(OSError):
            source = globals()["__loader__"].get_data(__file__).decode()
    found: dict[str, dict[str, str]] = {}
    for name, bases, body in re.findall(r"(?ms)^class (\w+)\((.*?)\):(.*?)(?=^\S)", source):
        texts = found[name] = {}
        for base in re.findall(r"\w+", bases):
            texts |= found.get(base, {})
        texts |= dict(re.findall(r'(?m)^    (\w+): .+\n    """(.+)"""$', body))
    return found


_HELP = _read_help()


def _described(filters: type) -> dict[str, str]:
    """Return the keywords of a class of filters, each with its help."""
    return {name: _HELP.get(filters.__name__, {}).get(name, "") for name in filters.__annotations__}


FILTERS: dict[str, dict[str, str]] = {
    "partnerships": _described(PartnershipFilters),
    "ties": _described(PartnershipFilters),
    "acts": _described(ActFilters),
    "cooperation": _described(CooperationFilters),
    "activities": _described(ActivityFilters),
    "projects": _described(ProjectFilters),
    "roles": _described(RoleFilters),
    "memberships": _described(MembershipFilters),
    "statements": _described(StatementFilters),
    "places": _described(PlaceFilters),
    "organisations": _described(OrganisationFilters),
    "people": _described(PeopleFilters),
    "fields": {},
    "countries": {},
    "conflicts": _described(ConflictFilters),
    "sources": {},
    "citations": {},
}
"""The keywords of each collection, each with its help."""


def help_of(keyword: str, collections: Iterable[str] = FILTERS) -> str:
    """Return the help of a keyword; where collections have several, each with their names."""
    named: dict[str, list[str]] = {}
    for name in (name for name in collections if keyword in FILTERS[name]):
        named.setdefault(FILTERS[name][keyword], []).append(name)
    texts = [f"{', '.join(names)}: {text[:1].lower()}{text[1:]}" for text, names in named.items()]
    return " ".join(texts if len(texts) > 1 else named)


def _as_text(kind: Any) -> Any:
    """Return a type as it is written: resolving it would import every model."""
    return getattr(kind, "__forward_arg__", kind)


def with_filters(where: Where) -> Where:
    """Refuse unknown filters; show the known ones in the signature, their help in the docstring.

    The filters are those of `**filters: Unpack[...]`; a `where` without it has none.
    """
    from inspect import Parameter, cleandoc, signature

    shown = signature(where, eval_str=True)
    this, *given = shown.parameters.values()
    kinds: list[Any] = [kind for filters in given for kind in get_args(filters.annotation)]
    helps = {name: text for kind in kinds for name, text in _described(kind).items()}

    @wraps(where)
    def checked(self: Any, *values: object, **filters: object) -> object:
        __tracebackhide__ = True  # IPython then shows the line of the user, not ours
        unknown = [name for name in filters if name not in helps]
        if values or unknown:
            from rezekne_twins.hints import refusal

            raise TypeError(refusal(self, values, unknown, helps))
        try:
            return where(self, **filters)
        except UnknownValueError as error:
            raise error.with_traceback(None) from None

    keywords = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=_as_text(kind))
        for filters in kinds
        for name, kind in filters.__annotations__.items()
    ]
    vars(checked)["__signature__"] = shown.replace(parameters=[this, *keywords])
    if helps and where.__doc__:  # no docstrings under `python -OO`
        text, *sections = re.split(r"(?m)^(?=\w+:$)", cleandoc(where.__doc__))
        lines = "".join(f"    {name}: {line}\n" for name, line in helps.items())
        checked.__doc__ = "".join([text, f"Args:\n{lines}\n", *sections])
    return cast("Where", checked)
