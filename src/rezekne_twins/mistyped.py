"""What was probably meant by a text that is no date; imported only where one is refused.

It only words the refusal and never reads a value: a guess must not enter the data unseen.
"""

from __future__ import annotations

import re

_SLIPS = (
    ("[\\s\"'`\u00b4\u00ab\u00bb\u2018-\u201f]", ""),  # blanks and quotes, straight or curly
    ("[\u2010-\u2015\u2212]", "-"),  # the dashes that word processors make
    (r"([12][0-9]{3})-([12][0-9]{3})", r"\1/\2"),
    (r"(?:([0-9]{1,2})\.)?([0-9]{1,2})\.([0-9]{4})\.?", r"\3-\2-\1"),
    (r"^([0-9]{4})[./]([0-9]{1,2})(?:[./]([0-9]{1,2}))?(?![0-9])\.?", r"\1-\2-\3"),
    (r"-([0-9])(?![0-9])", r"-0\1"),
    (r"([0-9]{4}-[0-9]{2})-(?![0-9])", r"\1"),
    (r"^([0-9]{3})(?:0s|x)$", r"\1X"),
)
# Month names in English, and their Latvian stems. A name must be the whole word: a word that
# only begins like one, such as Marburg or Julian, is not understood.
_MONTHS = [
    re.compile(f"{english}|{english[:3]}|{stem}(?:s|is|a|i|ā|ī)?")
    for english, stem in (
        *(("january", "janvār"), ("february", "februār"), ("march", "mart"), ("april", "aprīl")),
        *(("may", "maij"), ("june", "jūnij"), ("july", "jūlij"), ("august", "august")),
        *(("september", "septembr"), ("october", "oktobr"), ("november", "novembr")),
        ("december", "decembr"),
    )
]


def meant_date(text: str) -> str:
    """Return what was probably meant by a text, which need not be a date either.

    >>> meant_date("23.09.2011."), meant_date("May 2004"), meant_date("1970s")
    ('2011-09-23', '2004-05', '197X')
    """
    meant = _numbered(text)
    for slip, right in _SLIPS:
        meant = re.sub(slip, right, meant)
    return meant


def _numbered(text: str) -> str:
    """Give a date whose month is named, in Latvian or English in numbers.

    Every word must have a meaning: "Decision of 17.11.1959" names no month.
    """
    years, months, days = list[str](), list[int](), list[str]()
    for word in re.sub(r"[.,]|\bgad[asā]+\b", " ", text.lower()).split():
        months += [n for n, name in enumerate(_MONTHS, start=1) if name.fullmatch(word)]
        years += [word] if re.fullmatch("[12][0-9]{3}", word) else []
        days += [word] if re.fullmatch("[0-9]{1,2}", word) else []
        if word not in years + days and not any(name.fullmatch(word) for name in _MONTHS):
            return text
    if len(years) != 1 or len(months) != 1 or len(days) > 1:
        return text
    return "-".join([*years, f"{months[0]:02}", *(day.zfill(2) for day in days)])
