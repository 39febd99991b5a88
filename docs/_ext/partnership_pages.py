"""One page for each partnership and each holder: all their data, with the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pieces import (
    anchor,
    cites,
    correction,
    facts,
    field_link,
    md,
    paragraph_anchor,
    partnership_link,
    picture,
    table,
)

import rezekne_twins as rt
from rezekne_twins.models.record import children


def partnership_index() -> str:
    """Return the page that lists the partnerships, holder by holder."""
    lists = [
        f"## {md(holder.title)}\n\n"
        + table(
            ["partnership", "country", "began", "last known", "summary"],
            [
                [
                    partnership_link(p),
                    named(p.countries),
                    date(p.began),
                    f"{md(p.last_known.label)}, {date(p.as_of)}",
                    md(p.summary),
                ]
                for p in rt.partnerships(holder=holder.id)
            ],
        )
        + f"\nWhat belongs to none of them: [{md(_outside(holder))}]({holder.id}.md).\n"
        for holder in rt.dataset().about.holders
    ]
    holders = (holder.id for holder in rt.dataset().about.holders)
    tree = "\n".join(["```{toctree}", ":hidden:", "", *rt.partnerships().ids, *holders, "```"])
    told = (
        "Each page is generated from the data: acts, fields, activities, projects, conflicts and "
        "the cited paragraphs. To sort and filter, see [the data](/data.md)."
    )
    return "\n".join(["# The partnerships\n", told, "", *lists, tree, ""])


def partnership_page(partnership: rt.Partnership) -> str:
    """Return the page of one partnership."""
    conflicts = rt.conflicts(partnership=partnership)
    parts = [
        f"# {md(partnership.title)}\n",
        f"*{md(partnership.title_lv)}*\n",
        f"{md(partnership.summary)}\n",
        _facts(partnership),
        _map(partnership),
        *_section("Acts", ["date", "act", "parties", "source"], map(_act, partnership.acts)),
        *_section(
            "Fields of cooperation",
            ["field", "stage", "as printed", "source"],
            map(_cooperation, partnership.cooperation),
        ),
        *_section("Activities", ["when", "what", "who", "source"], map(_doing, partnership.activities)),
        *_section("Projects", ["when", "what", "who", "source"], map(_doing, partnership.projects)),
        *_section(
            "Members and offices",
            ["member", "of", "office", "when", "source"],
            map(_membership, partnership.memberships),
        ),
        *_section(
            "Further statements",
            ["about", "statement", "source"],
            map(_statement, partnership.statements),
        ),
        *(["## Where the sources disagree\n"] if conflicts else []),
        *map(_conflict, conflicts),
        *_sources((partnership, *children(partnership)), conflicts),
    ]
    return "\n".join(parts)


def _outside(holder: rt.Holder) -> str:
    return f"{holder.title} outside its partnerships"


def holder_page(holder: rt.Holder) -> str:
    """Return the page of what belongs to a holder, and to none of its partnerships."""
    activities, projects, roles, statements = (
        [record for record in collection(holder=holder.id) if not record.partnership]
        for collection in (rt.activities, rt.projects, rt.roles, rt.statements)
    )
    conflicts = [c for c in rt.conflicts(holder=holder.id) if not c.partnerships]
    own = [role for role in roles if role.within is None]
    told = (
        "What the sources say about it and about its international work in general. Each of its "
        "partnerships has [a page](index.md)."
    )
    parts = [
        f"# {md(_outside(holder))}\n",
        f"{told}\n",
        *_section("Activities", ["when", "what", "who", "source"], map(_doing, activities)),
        *_section("Projects", ["when", "what", "who", "source"], map(_doing, projects)),
        *_section("People and bodies", ["what", "who", "source"], map(_role, own)),
        *_section("Further statements", ["about", "statement", "source"], map(_statement, statements)),
        *(["## Where the sources disagree\n"] if conflicts else []),
        *map(_conflict, conflicts),
        *_sources((*activities, *projects, *roles, *statements), conflicts),
    ]
    return "\n".join(parts)


def named(records: Iterable[rt.Record]) -> str:
    """Return the names of records, joined."""
    return ", ".join(md(record.title) for record in records)


def date(value: rt.PartialDate | None) -> str:
    """Return a date as it is written, which breaks at the slash of an interval only."""
    halves = str(value).split("/") if value else []
    return "/<wbr>".join(f"[{md(half)}]{{.rt-date}}" for half in halves) or "–"


def _map(partnership: rt.Partnership) -> str:
    """Return a small map, or nothing where no partner and no member has a point."""
    agents = (*partnership.counterparts, *(m.member for m in partnership.memberships))
    places = (a if isinstance(a, rt.Place) else getattr(a, "place", None) for a in agents)
    at_home = {holder.place for holder in rt.dataset().about.holders}
    if not any(place and place.coordinates and place not in at_home for place in places):
        return ""
    everything = rt.partnerships()
    position = everything.ids.index(partnership.id)
    return picture(rt.plot.map(everything[position : position + 1], width=600))


def _facts(partnership: rt.Partnership) -> str:
    holder = next(h for h in rt.dataset().about.holders if h.id == partnership.holder)
    rows = [
        ("Holder", md(holder.title)),
        ("Kind", md(partnership.kind.label)),
        ("With", ", ".join(map(_counterpart, partnership.counterparts))),
        ("Began", date(partnership.began) if partnership.began else "not stated"),
        ("Last known", md(partnership.last_known.label)),
        ("Sources as of", date(partnership.as_of)),
        ("Websites in the sources", ", ".join(f"`{site}`" for site in partnership.websites)),
        ("In Python", f'`rt.partnership("{partnership.id}")`'),
        ("To correct a fact", correction(partnership)),
    ]
    return facts(rows)


def _counterpart(agent: rt.Place | rt.Organisation) -> str:
    kind = agent.kind_as_written or agent.kind.label
    kind = f"{kind}, {agent.country.title}" if isinstance(agent, rt.Place) else kind
    return f"{md(agent.title)} ({md(kind)})"


def _section(title: str, head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    body = table(head, rows)
    if body:
        yield f"## {title}\n"
        yield body


def _small(*texts: str | None) -> str:
    """Return further lines of a cell, in small letters; those that say nothing are left out."""
    return "".join(f"<br><small>{text}</small>" for text in texts if text)


def _act(act: rt.Act) -> list[str]:
    document = act.instrument and f"{act.instrument.kind.label} ({_printed(act.instrument)})"
    concerns = act.concerns and f"concerns the act of {act.concerns.date}"
    term = f"for {act.term_years} years" if act.term_years else ""
    term = f"until {act.term_until}" if act.term_until else term
    renewed = "renews itself" if act.renews_itself else ""
    where = f"in {', '.join(place.title for place in act.places)}" if act.places else ""
    told = ", ".join(text for text in (document, where, concerns, term, renewed) if text)
    return [
        date(act.date),
        md(act.kind_as_written or act.kind.label) + _small(md(told), md(act.note or "")),
        (named(act.parties) or "not stated")
        + _small(
            *(f"{md(role.kind_as_written or role.kind.label)}: {md(role.who)}" for role in act.roles)
        ),
        cites(act),
    ]


def _printed(entry: rt.Instrument | rt.Cooperation) -> str:
    return ", ".join(f"“{word}”" for word in entry.as_written)


def _cooperation(entry: rt.Cooperation) -> list[str]:
    stage = md(entry.stage.label) + (f", {md(entry.emphasis.label)}" if entry.emphasis else "")
    return [
        field_link(entry.field) + _small(md(entry.note or "")),
        stage,
        md(_printed(entry)),
        cites(entry),
    ]


def _doing(doing: rt.Activity | rt.Project) -> list[str]:
    when = (date(doing.date) if doing.date else "", doing.recurrence and md(doing.recurrence.label))
    places = (" or " if doing.either_place else ", ").join(
        md(place.title) for place in (*doing.places, *doing.in_countries)
    )
    kind = md(doing.kind_as_written or doing.kind.label) if isinstance(doing, rt.Activity) else ""
    told = "; ".join(text for text in (kind, places, ", ".join(map(field_link, doing.fields))) if text)
    programme = doing.programme and f"programme: {md(doing.programme.title)}"
    became = doing.outcome and ": ".join(
        md(text) for text in (doing.outcome.label, doing.outcome_reason) if text
    )
    roles = [
        f"{md(kind)}: {', '.join(md(role.who) for role in group)}"
        for kind, group in groupby(doing.roles, key=lambda role: role.kind_as_written or role.kind.label)
    ]
    return [
        "<br>".join(text for text in when if text) or "–",
        md(doing.title) + _small(told, programme, became, md(doing.note or "")),
        "<br>".join(roles) or "–",
        cites(doing),
    ]


def _membership(membership: rt.Membership) -> list[str]:
    behalf = membership.on_behalf_of and f"for {md(membership.on_behalf_of.title)}"
    return [
        md(membership.member.title) + _small(named(membership.countries), behalf),
        md(membership.organisation.title),
        md(membership.office or "member"),
        date(membership.date),
        cites(membership),
    ]


def _role(role: rt.Role) -> list[str]:
    return [md(role.kind_as_written or role.kind.label), md(role.who), cites(role)]


def _statement(statement: rt.Statement) -> list[str]:
    subject = statement.subject.title if statement.subject else "the holder"
    return [
        md(subject) + _small(md(statement.kind_as_written or statement.topic.label)),
        md(statement.text) + _small(md(statement.note or "")),
        cites(statement),
    ]


def _conflict(conflict: rt.Conflict) -> str:
    readings = "\n".join(f"- {md(r.text)} ({cites(r)})" for r in conflict.readings)
    return (
        f"### {anchor(conflict.id)}{md(conflict.title)}\n\n"
        f"*{md(conflict.kind.label.capitalize())}.* Readings:\n\n{readings}\n\n"
        f"**Stance:** {md(conflict.stance)} **Reason:** {md(conflict.reason)}\n"
    )


def _sources(records: Iterable[rt.Record], conflicts: Iterable[rt.Conflict]) -> Iterator[str]:
    cited = {cite for record in records for cite in record.cites}
    cited |= {cite for c in conflicts for reading in c.readings for cite in reading.cites}
    yield "## Sources\n"
    yield (
        "Each cited paragraph in our own words; the sources are not copied. "
        "[Sources](/reference/sources.md) lists all paragraphs.\n"
    )
    for source in rt.sources():
        found = [p for p in source.paragraphs if p in cited]
        if not found:
            continue
        address = f" `{source.url}`" if source.url else ""
        yield f"### {md(source.title)}\n\n{md(source.publisher or '')}{address}\n"
        for heading, paragraphs in groupby(found, key=lambda p: p.heading):
            rows = [[f"{anchor(paragraph_anchor(p))}{p.number}", md(p.gist)] for p in paragraphs]
            yield f"**{md(heading or 'Before the first heading')}**\n"
            yield table(["¶", "summary"], rows)
