"""Closed vocabularies of the models: each word with its Latvian label and its meaning."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

__all__ = [
    "ActKind",
    "ActivityKind",
    "ConflictKind",
    "Emphasis",
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
    """A word of a closed vocabulary; it is the string itself, and carries its labels.

    Attributes:
        label_lv: Latvian label.
        meaning: What the word says, for the data dictionary.
    """

    label_lv: str
    meaning: str

    def __new__(cls, value: str, label_lv: str = "", meaning: str = "") -> Self:
        """Make a member from its value, Latvian label and meaning."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label_lv = label_lv
        member.meaning = meaning
        return member

    @property
    def label(self) -> str:
        """English label: the word with blanks for underscores."""
        return self.value.replace("_", " ")


class PartnershipKind(Word):
    """What kind of tie a partnership is."""

    COOPERATION = (
        "cooperation",
        "sadarbība",
        "a tie with one or more towns, municipalities, regions",
    )
    MEMBERSHIP = "membership", "dalība", "membership in an organisation of many"


class ActKind(Word):
    """What an act did to a partnership."""

    BEGAN = "began", "uzsākta", "cooperation is said to have begun; no document is named"
    PROTOCOL = "protocol", "protokols", "a protocol on possible cooperation was signed"
    SIGNED = "signed", "noslēgts", "an agreement was signed, concluded or entered into"
    JOINED = "joined", "pievienojās", "a party joined an agreement or an organisation"
    PROLONGED = "prolonged", "pagarināts", "an agreement was prolonged"
    FOUNDED = "founded", "dibināta", "the organisation was founded, the holder taking part"
    RENAMED = "renamed", "pārdēvēta", "the organisation took another name"
    SUSPENDED = "suspended", "apturēta", "the tie was suspended"
    ENDED = "ended", "izbeigta", "the tie was ended"


class InstrumentKind(Word):
    """What kind of document an act rests on."""

    AGREEMENT = "agreement", "līgums", "an agreement; the Latvian page prints līgums"
    ACCORD = "accord", "vienošanās", "an accord; the Latvian page prints vienošanās"
    PROTOCOL = "protocol", "protokols", "a protocol"
    CONTRACT = "contract", "līgums", "a contract, where an English page prints that word"


class Stage(Word):
    """How far a field of cooperation has come, as its source puts it."""

    ACTUAL = "actual", "nosaukta", "named as a field of the cooperation, with no reserve"
    AGREED = "agreed", "paredzēta līgumā", "undertaken in an agreement; not said to have happened"
    PLANNED = "planned", "plānota", "said to be planned"


class Emphasis(Word):
    """How much weight a source gives to a field of cooperation."""

    MAIN = "main", "galvenā", "called a main or most important field, or a priority"


class Validity(Word):
    """What the sources let one say about a partnership on a given date."""

    NOT_BEGUN = "not_begun", "nav sākusies", "before the first act"
    IN_FORCE = "in_force", "spēkā", "an act stands, and its term or its source covers the date"
    SUSPENDED = "suspended", "apturēta", "an act suspended it"
    ENDED = "ended", "izbeigta", "an act ended it"
    UNKNOWN = "unknown", "nav zināms", "the sources do not say"


class PlaceKind(Word):
    """What kind of place or territorial unit a place is."""

    CITY = "city", "pilsēta", "a city or town, or what a source lists as a city"
    VILLAGE = "village", "ciems", "a village"
    MUNICIPALITY = "municipality", "novads vai pašvaldība", "a municipality as a unit"
    DISTRICT = "district", "rajons", "a district: rajons, raion, powiat"
    CITY_DISTRICT = "city_district", "pilsētas rajons", "a district or okrug within a city"
    COUNTY = "county", "apgabals (fylke, apskritis)", "a county"
    REGION = "region", "apgabals vai reģions", "a region, province, oblast, or part of a country"
    LAKE = "lake", "ezers", "a lake or lagoon"
    VENUE = "venue", "norises vieta", "a building or ground where something takes place"


class OrganisationKind(Word):
    """What kind of body an organisation is."""

    COUNCIL = (
        "council",
        "dome vai padome",
        "the elected council of a town, municipality or district",
    )
    ADMINISTRATION = "administration", "administrācija", "the executive of a territorial unit"
    COMMISSION = "commission", "komisija", "a commission, board or directorate of a larger body"
    CONSULATE = "consulate", "konsulāts", "a consulate or consulate general"
    CHAMBER = "chamber", "palāta", "a chamber of commerce and industry"
    COMPANY = "company", "uzņēmums", "a company"
    ECONOMIC_ZONE = "economic_zone", "ekonomiskā zona", "a special economic zone"
    SCHOOL = "school", "skola", "a school"
    HIGHER_EDUCATION = "higher_education", "augstskola", "a college, academy or university"
    HOSPITAL = "hospital", "slimnīca", "a hospital or medical service"
    ENSEMBLE = "ensemble", "kolektīvs", "an ensemble, orchestra, theatre company or studio"
    THEATRE = "theatre", "teātris", "a theatre"
    SPORTS_TEAM = "sports_team", "sporta komanda", "a sports team"
    CITY_UNION = "city_union", "pilsētu savienība", "a union of cities or municipalities"
    EUROREGION = "euroregion", "eiroreģions", "a cross-border body of municipalities"
    SUPRANATIONAL = "supranational", "pārnacionāla institūcija", "a body of many states"
    PROGRAMME = "programme", "programma", "a funding programme or instrument"


class ActivityKind(Word):
    """What kind of activity an activity is."""

    CAMP = "camp", "nometne", "a camp"
    CELEBRATION = "celebration", "svinības", "the celebration of a day or jubilee"
    COMMISSION = "commission", "komisija", "a commission, directorate or the like at work"
    COMPETITION = "competition", "sacensības vai konkurss", "a tournament, match or contest"
    CONCERT = "concert", "koncerts", "a concert or other performance by itself"
    CONFERENCE = "conference", "konference", "a conference"
    COURSE = "course", "apmācība", "teaching or training over some time"
    CULTURE_DAYS = "culture_days", "kultūras dienas", "days of the culture of one town in another"
    ELECTION = "election", "vēlēšanas", "an election to an office"
    EXCHANGE = "exchange", "apmaiņa", "an exchange of people, groups or experience"
    EXHIBITION = "exhibition", "izstāde", "an exhibition, also one with a contest"
    FAIR = "fair", "kontaktbirža", "a contact fair for business"
    FESTIVAL = "festival", "festivāls vai svētki", "a festival or town festival"
    FILM = "film", "filma", "the making of a film"
    FOUNDING = "founding", "dibināšana", "the founding of a third thing"
    GIFT = "gift", "dāvinājums", "something given"
    MEETING = "meeting", "tikšanās", "a meeting"
    OFFICE = "office", "pārstāvniecība", "a trade house or other standing office"
    PRIZE = "prize", "prēmija", "a prize"
    SCHOOL_TIES = "school_ties", "skolu sadraudzība", "standing ties of schools"
    STRATEGY = "strategy", "stratēģija", "the making of a strategy or plan"
    STUDY_TRIP = "study_trip", "pieredzes brauciens", "a journey to learn from others"
    TOURISM = "tourism", "tūrisms", "journeys of tourists"
    TRAINEESHIP = "traineeship", "stažēšanās", "a traineeship"
    VISIT = "visit", "viesošanās", "a visit or guest tour"
    WORKING_GROUP = "working_group", "darba grupa", "a working group"


class RoleKind(Word):
    """What an agent did."""

    ORGANISED = "organised", "rīkoja", "organised it, alone or with others"
    HOSTED = "hosted", "uzņēma", "received it, or the guests, at home"
    TOOK_PART = "took_part", "piedalījās", "took part, played, showed, visited"
    FINANCED = "financed", "finansēja", "paid for it"
    GAVE = "gave", "deva", "gave something, or saw to its being given"
    RECEIVED = "received", "saņēma", "was given something, taught or trained"
    INITIATED = "initiated", "ierosināja", "proposed or invited to it"
    FOUNDED = "founded", "dibināja", "founded or set it up"
    LED = "led", "vadīja", "led it"
    REPRESENTED = "represented", "pārstāvēja", "stood for another there"
    BUILT_UP = "built_up", "veidoja", "made international cooperation possible"


class Recurrence(Word):
    """How often something is done, as a source says."""

    EVERY_YEAR = "every_year", "ik gadu", "every year"
    AT_LEAST_YEARLY = "at_least_yearly", "vismaz reizi gadā", "at least once a year"
    REGULARLY = "regularly", "regulāri", "regularly"
    SEVERAL_TIMES = "several_times", "vairākkārt", "several times"
    YEARS_RUNNING = "years_running", "vairākus gadus pēc kārtas", "several years in a row"


class Outcome(Word):
    """What became of something, as its source says."""

    REALISED = "realised", "realizēts", "done, or listed as done"
    UNDER_WAY = "under_way", "tiek realizēts", "being done when the source was written"
    NOT_COMPLETED = "not_completed", "nav pabeigts", "begun or planned, and not carried through"
    PLANNED = "planned", "plānots", "planned when the source was written"
    IDEA = "idea", "ideja", "worked out as an idea"


class Qualifier(Word):
    """How a number is meant."""

    EXACT = "exact", "tieši", "the number itself"
    AT_LEAST = "at_least", "vismaz", "this many or more"
    MORE_THAN = "more_than", "vairāk nekā", "more than this"
    ABOUT = "about", "aptuveni", "about this many"


class Topic(Word):
    """What a statement is about."""

    CONTEXT = "context", "konteksts", "circumstances"
    AIM = "aim", "mērķis", "what something was meant for"
    REASON = "reason", "iemesls", "why something is or was so"
    CONTENT = "content", "saturs", "what something consists of"
    BENEFIT = "benefit", "ieguvums", "what was gained, or may be"
    FIGURE = "figure", "skaitlis", "a number"
    HONOUR = "honour", "gods", "an honour or distinction"
    PROVISION = "provision", "noteikums", "what an agreement provides"
    NOT_A_PARTNER = "not_a_partner", "nav partneris", "why something named is no partner"


class Match(Word):
    """How surely an identifier means the same thing (SKOS mapping properties)."""

    EXACT = "exact", "tieša atbilsme", "the same thing (skos:exactMatch)"
    CLOSE = "close", "tuva atbilsme", "near enough for finding it (skos:closeMatch)"


class ConflictKind(Word):
    """What kind of disagreement a conflict is."""

    CONTRADICTION = "contradiction", "pretruna", "one question is answered in two ways"
    AMBIGUITY = "ambiguity", "neskaidrība", "one printed text can be read in two ways"
    MISPRINT = (
        "misprint",
        "iespiedkļūda",
        "a slip that changes a held name, term, number or date",
    )


class SourceKind(Word):
    """What kind of source a source is."""

    PAGE = "page", "tīmekļa lapa", "a web page"
    DOCUMENT = "document", "dokuments", "a document: an agreement, a decision, a letter, a scan"


# The same words for type checkers, so that an editor completes them inside the quotes.
PartnershipKindWord = Literal["cooperation", "membership"]
ActKindWord = Literal[
    "began",
    "protocol",
    "signed",
    "joined",
    "prolonged",
    "founded",
    "renamed",
    "suspended",
    "ended",
]
StageWord = Literal["actual", "agreed", "planned"]
ValidityWord = Literal["not_begun", "in_force", "suspended", "ended", "unknown"]
PlaceKindWord = Literal[
    "city",
    "village",
    "municipality",
    "district",
    "city_district",
    "county",
    "region",
    "lake",
    "venue",
]
OrganisationKindWord = Literal[
    "council",
    "administration",
    "commission",
    "consulate",
    "chamber",
    "company",
    "economic_zone",
    "school",
    "higher_education",
    "hospital",
    "ensemble",
    "theatre",
    "sports_team",
    "city_union",
    "euroregion",
    "supranational",
    "programme",
]
ActivityKindWord = Literal[
    "camp",
    "celebration",
    "commission",
    "competition",
    "concert",
    "conference",
    "course",
    "culture_days",
    "election",
    "exchange",
    "exhibition",
    "fair",
    "festival",
    "film",
    "founding",
    "gift",
    "meeting",
    "office",
    "prize",
    "school_ties",
    "strategy",
    "study_trip",
    "tourism",
    "traineeship",
    "visit",
    "working_group",
]
RoleKindWord = Literal[
    "organised",
    "hosted",
    "took_part",
    "financed",
    "gave",
    "received",
    "initiated",
    "founded",
    "led",
    "represented",
    "built_up",
]
OutcomeWord = Literal[
    "realised",
    "under_way",
    "not_completed",
    "planned",
    "idea",
]
TopicWord = Literal[
    "context",
    "aim",
    "reason",
    "content",
    "benefit",
    "figure",
    "honour",
    "provision",
    "not_a_partner",
]
ConflictKindWord = Literal["contradiction", "ambiguity", "misprint"]
