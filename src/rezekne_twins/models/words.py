"""Closed vocabularies of the models: each word with its Latvian label and its meaning."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

__all__ = [
    "ActKind",
    "ConflictKind",
    "Emphasis",
    "InstrumentKind",
    "Match",
    "OrganisationKind",
    "PartnershipKind",
    "PlaceKind",
    "SourceKind",
    "Stage",
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

    ACTUAL = "actual", "notiek", "named as a field of the cooperation, with no reserve"
    AGREED = "agreed", "norunāta", "undertaken in an agreement; not said to have happened"
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
    MUNICIPALITY = "municipality", "novads vai pašvaldība", "a municipality as a unit"
    DISTRICT = "district", "rajons", "a district: rajons, raion, powiat"
    CITY_DISTRICT = "city_district", "pilsētas rajons", "a district or okrug within a city"
    COUNTY = "county", "apgabals (fylke)", "a county"
    REGION = "region", "apgabals vai reģions", "a region, province or oblast"


class OrganisationKind(Word):
    """What kind of body an organisation is."""

    COUNCIL = (
        "council",
        "dome vai padome",
        "the elected council of a town, municipality or district",
    )
    ADMINISTRATION = "administration", "administrācija", "the executive of a territorial unit"
    CHAMBER = "chamber", "kamera", "a chamber of commerce and industry"
    CITY_UNION = "city_union", "pilsētu savienība", "a union of cities"
    EUROREGION = "euroregion", "eiroreģions", "a cross-border body of municipalities"


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
        "kļūda iespiedumā",
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
PlaceKindWord = Literal["city", "municipality", "district", "city_district", "county", "region"]
OrganisationKindWord = Literal["council", "administration", "chamber", "city_union", "euroregion"]
ConflictKindWord = Literal["contradiction", "ambiguity", "misprint"]
