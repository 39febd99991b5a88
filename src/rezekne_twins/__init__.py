"""What two municipal pages say about the international partnerships of Rēzekne, as data.

Nothing is imported and no data is read until a name is used. Each collection, such as
`partnerships`, is called with filters; each getter, such as `partnership`, with an id:

>>> import rezekne_twins as rt
>>> rt.partnerships(country="NO").ids
('city-arendal', 'municipality-arendal')
>>> rt.partnership("city-arendal").began
PartialDate('1994')
"""

# Not from typing, whose import would nearly double the time that this one takes; type checkers
# know the name.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from rezekne_twins import plot as plot
    from rezekne_twins._dataset import *
    from rezekne_twins.collection import *
    from rezekne_twins.dates import *
    from rezekne_twins.errors import *
    from rezekne_twins.exports.citing import Style
    from rezekne_twins.models import *
    from rezekne_twins.tables import *

    class _Cite(Protocol):
        """How to cite the shipped data set; see `Dataset.cite`."""

        def __call__(self, style: Style = "text") -> str: ...

    __version__: str
    partnerships: Partnerships
    ties: Ties
    acts: Acts
    cooperation: Cooperations
    activities: Activities
    projects: Projects
    roles: Roles
    memberships: Memberships
    statements: Statements
    places: Places
    organisations: Organisations
    people: People
    fields: Fields
    countries: Countries
    conflicts: Conflicts
    sources: Sources
    citations: Citations
    partnership: Callable[[str], Partnership]
    act: Callable[[str], Act]
    activity: Callable[[str], Activity]
    project: Callable[[str], Project]
    place: Callable[[str], Place]
    organisation: Callable[[str], Organisation]
    person: Callable[[str], Person]
    field: Callable[[str], Field]
    country: Callable[[str], Country]
    conflict: Callable[[str], Conflict]
    source: Callable[[str], Source]
    find: Callable[[str], Records]
    cite: _Cite

# What lives where, so that a cheap name costs no dear import; `""` is the shipped data set.
_HOME = {
    "": "act activities activity acts citations cite conflict conflicts cooperation countries "
    "country field fields find memberships organisation organisations partnership "
    "partnerships people person place places project projects roles source sources "
    "statements ties",
    "_dataset": "Dataset check dataset load",
    "collection": "Collection Records",
    "dates": "PartialDate Precision",
    "errors": "DataError Finding MissingExtraError RezekneTwinsError UnknownIdError "
    "UnknownValueError",
    "models": "About Act ActKind Activity ActivityKind Agent Attached Citation Conflict "
    "ConflictKind Cooperation Coordinates Country Doing Emphasis Field Group Holder Holding "
    "Identifier Instrument InstrumentKind Match Membership Name Organisation OrganisationKind "
    "Outcome Paragraph Partnership PartnershipKind Person Place PlaceKind Project Qualifier "
    "Quantity Reading Record Recurrence Ref Retired Role RoleKind Section Source SourceKind Stage "
    "Statement Tie Topic Validity Value Word",
    "tables": "Activities Acts Citations Conflicts Cooperations Countries Fields Memberships "
    "Organisations Partnerships People Places Projects Roles Sources Statements Ties",
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names.split()}
_MODULE_OF["plot"] = "plot"  # a module that is used by its name: `plot.map`


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted([*_MODULE_OF, "__version__"])


if not TYPE_CHECKING:  # else a mistyped name would pass every type checker

    def __getattr__(name: str) -> object:
        """Find a public name where it lives, when it is first used."""
        from importlib import import_module, metadata

        if name == "__all__":
            return sorted(_MODULE_OF)
        if name == "__version__":
            return metadata.version("rezekne-twins")
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = _MODULE_OF[name]
        home = import_module(f"{__name__}.{module or '_dataset'}")
        if name == module:
            return home
        value = globals()[name] = getattr(home if module else home.dataset(), name)
        return value
