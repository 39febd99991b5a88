"""The international partnerships of Rēzekne, as eight public sources describe them.

Nothing is imported and no data is read until a name is used. Each collection, such as
`partnerships`, is called with filters; each getter, such as `partnership`, with an id:

>>> import rezekne_twins as rt
>>> rt.partnerships(country="NO").ids
('city-arendal', 'municipality-arendal')
>>> rt.partnership("city-arendal").began
PartialDate('1994')

Collections: partnerships, ties, acts, cooperation, activities, projects, roles, memberships,
statements, places, organisations, people, fields, countries, conflicts, sources, citations.
Getters: partnership, act, activity, project, place, organisation, person, field, country,
conflict, source. Search: `find`. Pictures: `plot.map`, `plot.timeline`. Citing: `cite`.
Data: `dataset`, `load`, `check`. `help(rt.partnerships.where)` lists filters.
"""

__version__ = "0.1.0"

# What lives where, so that a cheap name costs no dear import; `""` is the shipped data set.
_HOME = {
    "": "act activities activity acts citations cite conflict conflicts cooperation countries "
    "country field fields find memberships organisation organisations partnership "
    "partnerships people person place places project projects roles source sources "
    "statements ties",
    "_dataset": "Dataset check dataset load",
    "dates": "PartialDate Precision",
    "errors": "ComparisonWarning DataError Finding MissingExtraError RezekneTwinsError "
    "UnknownIdError UnknownValueError",
    "models": "About Act ActKind Activity ActivityKind Agent Attached Citation Conflict "
    "ConflictKind Cooperation Coordinates Country Doing Emphasis Extent Field Grade Group Holder "
    "Holding Identifier Instrument InstrumentKind Match Membership Name Organisation "
    "OrganisationKind Outcome Paragraph Partnership PartnershipKind Person Place PlaceKind Project "
    "Qualifier Quantity Reading Record Recurrence Ref Register Retired Role RoleKind Section Source "
    "SourceKind Stage Statement Tie Topic Validity Value Word",
    "collections": "Activities Acts Citations Conflicts Cooperations Countries Fields Memberships "
    "Organisations Partnerships People Places Projects Roles Sources Statements Ties",
    "sequence": "Collection Records",
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names.split()}
_MODULE_OF["plot"] = "plot"  # a module that is used by its name: `plot.map`


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted([*_MODULE_OF, "__version__"])


def __getattr__(name: str) -> object:
    """Find a public name where it lives, when it is first used."""
    import sys
    from importlib import import_module

    # `help(rt)` would print every member of every class: without `__all__` it prints this page.
    # `inspect` would be slow to import.
    reader = sys._getframe(1).f_globals.get("__name__", "")  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    if name == "__all__" and reader != "pydoc":
        return sorted(_MODULE_OF)
    if name not in _MODULE_OF:
        told = f"module {__name__!r} has no attribute {name!r}"
        # `from … import …` asks for submodules here too, before it imports them.
        if "importlib" not in reader and not name.startswith("_"):
            from rezekne_twins.suggestions import instead

            use = instead(name, sorted(_MODULE_OF, key=str.islower))  # `acts` before `Acts`
            told += f"; use {use!r}" if use else ""
        raise AttributeError(told)

    module = _MODULE_OF[name]
    home = import_module(f"{__name__}.{module or '_dataset'}")
    if name == module:
        return home
    value = globals()[name] = getattr(home if module else home.dataset(), name)
    return value
