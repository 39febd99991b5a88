"""Closed vocabularies; `words.csv` holds the Latvian label and the meaning of each word."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Literal

__all__ = [
    "ActKind",
    "ActivityKind",
    "ConflictKind",
    "Emphasis",
    "Grade",
    "InstrumentKind",
    "Match",
    "OrganisationKind",
    "Outcome",
    "PartnershipKind",
    "PlaceKind",
    "Qualifier",
    "Recurrence",
    "RoleKind",
    "SourceKind",
    "Stage",
    "Topic",
    "Validity",
    "Word",
]


class Word(StrEnum):
    """A word of a closed vocabulary: a string with labels in English and Latvian."""

    @property
    def label(self) -> str:
        """English label: the word with spaces for underscores."""
        return self.value.replace("_", " ")

    @property
    def label_lv(self) -> str:
        """Latvian label."""
        return _table()[type(self).__name__, self.value][0]

    @property
    def meaning(self) -> str:
        """Definition, for the data dictionary."""
        return _table()[type(self).__name__, self.value][1]


@cache
def _table() -> dict[tuple[str, str], tuple[str, str]]:
    """Return Latvian label and meaning by vocabulary and word."""
    # Read on first use: most queries need no label, and each import would slow down all of them.
    import csv
    import io

    import importlib_resources

    file = importlib_resources.files("rezekne_twins.models") / "words.csv"
    rows = csv.reader(io.StringIO(file.read_text("utf-8")))
    return {(vocabulary, word): (label, text) for vocabulary, word, label, text in rows}


class PartnershipKind(Word):
    """Kinds of partnerships."""

    COOPERATION = "cooperation"
    MEMBERSHIP = "membership"


class Grade(Word):
    """What sources call a partnership."""

    TWINNING = "twinning"
    FRIENDSHIP = "friendship"
    PARTNERSHIP = "partnership"
    PATRONAGE = "patronage"
    OTHER = "other"


class ActKind(Word):
    """Kinds of acts of a partnership."""

    BEGAN = "began"
    PROTOCOL = "protocol"
    DECIDED = "decided"
    SIGNED = "signed"
    JOINED = "joined"
    PROLONGED = "prolonged"
    RENEWED = "renewed"
    FOUNDED = "founded"
    RENAMED = "renamed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ENDED = "ended"
    OTHER = "other"


class InstrumentKind(Word):
    """Kinds of documents that acts rest on."""

    AGREEMENT = "agreement"
    ACCORD = "accord"
    PROTOCOL = "protocol"
    CONTRACT = "contract"
    DECISION = "decision"
    RESOLUTION = "resolution"
    MEMORANDUM = "memorandum"
    OTHER = "other"


class Stage(Word):
    """Stages of a field of cooperation, as sources put it."""

    CURRENT = "current"
    AGREED = "agreed"
    PLANNED = "planned"


class Emphasis(Word):
    """Weights that sources give to fields of cooperation."""

    MAIN = "main"


class Validity(Word):
    """Answers to whether a partnership is in force on a date."""

    NOT_BEGUN = "not_begun"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDED = "ended"
    UNKNOWN = "unknown"


class PlaceKind(Word):
    """Kinds of places and territorial units."""

    CITY = "city"
    VILLAGE = "village"
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    CITY_DISTRICT = "city_district"
    COUNTY = "county"
    REGION = "region"
    LAKE = "lake"
    VENUE = "venue"
    OTHER = "other"


class OrganisationKind(Word):
    """Kinds of organisations."""

    COUNCIL = "council"
    ADMINISTRATION = "administration"
    COMMISSION = "commission"
    CONSULATE = "consulate"
    CHAMBER = "chamber"
    COMPANY = "company"
    ECONOMIC_ZONE = "economic_zone"
    SCHOOL = "school"
    HIGHER_EDUCATION = "higher_education"
    HOSPITAL = "hospital"
    ENSEMBLE = "ensemble"
    THEATRE = "theatre"
    SPORTS_TEAM = "sports_team"
    CITY_UNION = "city_union"
    EUROREGION = "euroregion"
    SUPRANATIONAL = "supranational"
    PROGRAMME = "programme"
    OTHER = "other"


class ActivityKind(Word):
    """Kinds of activities."""

    CAMP = "camp"
    CELEBRATION = "celebration"
    COMMISSION = "commission"
    COMPETITION = "competition"
    CONCERT = "concert"
    CONFERENCE = "conference"
    COURSE = "course"
    CULTURE_DAYS = "culture_days"
    ELECTION = "election"
    EXCHANGE = "exchange"
    EXHIBITION = "exhibition"
    FAIR = "fair"
    FESTIVAL = "festival"
    FILM = "film"
    FOUNDING = "founding"
    GIFT = "gift"
    MEETING = "meeting"
    OFFICE = "office"
    PRIZE = "prize"
    SCHOOL_TIES = "school_ties"
    STRATEGY = "strategy"
    STUDY_TRIP = "study_trip"
    TOURISM = "tourism"
    TRAINEESHIP = "traineeship"
    VISIT = "visit"
    WORKING_GROUP = "working_group"
    OTHER = "other"


class RoleKind(Word):
    """Kinds of roles."""

    ORGANISED = "organised"
    HOSTED = "hosted"
    TOOK_PART = "took_part"
    FINANCED = "financed"
    GAVE = "gave"
    RECEIVED = "received"
    INITIATED = "initiated"
    FOUNDED = "founded"
    LED = "led"
    REPRESENTED = "represented"
    BUILT_UP = "built_up"
    OTHER = "other"


class Recurrence(Word):
    """How often an activity takes place, as a source says."""

    EVERY_YEAR = "every_year"
    AT_LEAST_YEARLY = "at_least_yearly"
    REGULARLY = "regularly"
    SEVERAL_TIMES = "several_times"
    YEARS_RUNNING = "years_running"


class Outcome(Word):
    """Outcomes of activities and projects, as their sources say."""

    REALISED = "realised"
    UNDER_WAY = "under_way"
    NOT_COMPLETED = "not_completed"
    PLANNED = "planned"
    IDEA = "idea"


class Qualifier(Word):
    """How exact a number is."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"


class Topic(Word):
    """Topics of statements."""

    CONTEXT = "context"
    AIM = "aim"
    REASON = "reason"
    CONTENT = "content"
    BENEFIT = "benefit"
    FIGURE = "figure"
    HONOUR = "honour"
    PROVISION = "provision"
    NOT_A_PARTNER = "not_a_partner"
    OTHER = "other"


class Match(Word):
    """How exactly an identifier matches (SKOS mapping properties)."""

    EXACT = "exact"
    CLOSE = "close"


class ConflictKind(Word):
    """Kinds of disagreements."""

    CONTRADICTION = "contradiction"
    AMBIGUITY = "ambiguity"
    MISPRINT = "misprint"


class SourceKind(Word):
    """Kinds of sources."""

    PAGE = "page"
    DOCUMENT = "document"
    OTHER = "other"


# The same words for type checkers, which cannot derive a `Literal` from an enumeration: editors
# complete them inside quotes. One word a line would take 150 lines.
# fmt: off
PartnershipKindWord = Literal["cooperation", "membership"]
ActKindWord = Literal[
    "began", "protocol", "decided", "signed", "joined", "prolonged", "renewed", "founded",
    "renamed", "suspended", "resumed", "ended", "other",
]
StageWord = Literal["current", "agreed", "planned"]
ValidityWord = Literal["not_begun", "in_force", "suspended", "ended", "unknown"]
PlaceKindWord = Literal[
    "city", "village", "municipality", "district", "city_district", "county", "region", "lake",
    "venue", "other",
]
OrganisationKindWord = Literal[
    "council", "administration", "commission", "consulate", "chamber", "company",
    "economic_zone", "school", "higher_education", "hospital", "ensemble", "theatre",
    "sports_team", "city_union", "euroregion", "supranational", "programme", "other",
]
ActivityKindWord = Literal[
    "camp", "celebration", "commission", "competition", "concert", "conference", "course",
    "culture_days", "election", "exchange", "exhibition", "fair", "festival", "film",
    "founding", "gift", "meeting", "office", "prize", "school_ties", "strategy", "study_trip",
    "tourism", "traineeship", "visit", "working_group", "other",
]
RoleKindWord = Literal[
    "organised", "hosted", "took_part", "financed", "gave", "received", "initiated", "founded",
    "led", "represented", "built_up", "other",
]
OutcomeWord = Literal["realised", "under_way", "not_completed", "planned", "idea"]
TopicWord = Literal[
    "context", "aim", "reason", "content", "benefit", "figure", "honour", "provision",
    "not_a_partner", "other",
]
ConflictKindWord = Literal["contradiction", "ambiguity", "misprint"]
# fmt: on
