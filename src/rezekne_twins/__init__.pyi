"""What the façade offers, for type checkers and editors; `__init__.py` imports none of it."""

# Names are imported one by one, not by `*`, for editors that would offer `os` here too.
# fmt: off
# isort: off
from rezekne_twins import plot as plot
from rezekne_twins._dataset import (
    Dataset as Dataset, check as check, dataset as dataset, load as load,
)
from rezekne_twins.collections import (
    Activities as Activities, Acts as Acts, Citations as Citations,
    Conflicts as Conflicts, Cooperations as Cooperations, Countries as Countries,
    Fields as Fields, Memberships as Memberships, Organisations as Organisations,
    Partnerships as Partnerships, People as People, Places as Places,
    Projects as Projects, Roles as Roles, Sources as Sources, Statements as Statements,
    Ties as Ties,
)
from rezekne_twins.dates import PartialDate as PartialDate, Precision as Precision
from rezekne_twins.errors import (
    ComparisonWarning as ComparisonWarning, DataError as DataError,
    Finding as Finding, MissingExtraError as MissingExtraError,
    RezekneTwinsError as RezekneTwinsError, UnknownIdError as UnknownIdError,
    UnknownValueError as UnknownValueError,
)
from rezekne_twins.models import (
    About as About, Act as Act, ActKind as ActKind, Activity as Activity,
    ActivityKind as ActivityKind, Agent as Agent, Attached as Attached,
    Citation as Citation, Conflict as Conflict, ConflictKind as ConflictKind,
    Cooperation as Cooperation, Coordinates as Coordinates, Country as Country,
    Doing as Doing, Emphasis as Emphasis, Extent as Extent, Field as Field, Grade as Grade,
    Group as Group,
    Holder as Holder, Holding as Holding, Identifier as Identifier,
    Instrument as Instrument, InstrumentKind as InstrumentKind, Match as Match,
    Membership as Membership, Name as Name, Organisation as Organisation,
    OrganisationKind as OrganisationKind, Outcome as Outcome, Paragraph as Paragraph,
    Partnership as Partnership, PartnershipKind as PartnershipKind, Person as Person,
    Place as Place, PlaceKind as PlaceKind, Project as Project, Qualifier as Qualifier,
    Quantity as Quantity, Reading as Reading, Record as Record,
    Recurrence as Recurrence, Ref as Ref, Register as Register, Retired as Retired, Role as Role,
    RoleKind as RoleKind, Section as Section, Source as Source,
    SourceKind as SourceKind, Stage as Stage, Statement as Statement, Tie as Tie,
    Topic as Topic, Validity as Validity, Value as Value, Word as Word,
)
from rezekne_twins.sequence import Collection as Collection, Records as Records
from rezekne_twins.exports.citing import Style
# isort: on
# fmt: on

_HOME: dict[str, str]
_MODULE_OF: dict[str, str]

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

def partnership(id: str) -> Partnership:
    """Return one partnership by ID; raise `UnknownIdError` if there is none."""

def act(id: str) -> Act:
    """Return one act by ID; raise `UnknownIdError` if there is none."""

def activity(id: str) -> Activity:
    """Return one activity by ID; raise `UnknownIdError` if there is none."""

def project(id: str) -> Project:
    """Return one project by ID; raise `UnknownIdError` if there is none."""

def place(id: str) -> Place:
    """Return one place by ID; raise `UnknownIdError` if there is none."""

def organisation(id: str) -> Organisation:
    """Return one organisation by ID; raise `UnknownIdError` if there is none."""

def person(id: str) -> Person:
    """Return one person by ID; raise `UnknownIdError` if there is none."""

def field(id: str) -> Field:
    """Return one concept of the vocabulary by ID; raise `UnknownIdError` if there is none."""

def country(id: str) -> Country:
    """Return one country by ID; raise `UnknownIdError` if there is none."""

def conflict(id: str) -> Conflict:
    """Return one conflict by ID; raise `UnknownIdError` if there is none."""

def source(id: str) -> Source:
    """Return one source by ID; raise `UnknownIdError` if there is none."""

def find(text: str) -> Records:
    """Return every record that has all the words, in any order, whichever its collection."""

def cite(style: Style = "text") -> str:
    """Return how to cite the data set: as `text`, `bibtex` or `cff`."""
