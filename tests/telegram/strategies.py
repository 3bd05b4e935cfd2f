"""Telegrams that hypothesis builds, each field other than its default in some."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from reftel.document import Level, Marking
from reftel.telegram.model import (
    Address,
    Catalogue,
    ClassifiedBy,
    DateTimeGroup,
    Declassification,
    Paragraph,
    Passing,
    Reference,
    SecurityLine,
    StationLine,
    Subject,
    Tag,
    Telegram,
    Transmission,
    Words,
)
from reftel.telegram.part import NOWHERE
from reftel.telegram.pieces import Piece
from reftel.vocab.posts import posts

STATIONS = {
    "HONG KONG": ("HONGKONG", "HKG"),
    "PARIS": ("PARIS", "FRA"),
    "PORT AU PRINCE": ("PORTAUPRINCE", "HTI"),
    "STATE": ("STATE", ""),
    "LA PAZ": ("LAPAZ", "BOL"),
}
LEVELS = {
    "UNCLAS": (Level.U, "UUUUU", "UNCLASSIFIED"),
    "UNCLAS EFTO": (Level.SBU, "EEEEE", "UNCLASSIFIED//FOR OFFICIAL USE ONLY"),
    "LIMITED OFFICIAL USE": (Level.SBU, "EEEEE", "LIMITED OFFICIAL USE"),
    "CONFIDENTIAL": (Level.C, "CCCCC", "CONFIDENTIAL"),
    "SECRET": (Level.S, "SSSBB", "SECRET"),
}
# Every post that "PORT" may be short for.
PORTS = tuple(post.code for post in posts() if post.code.startswith("PORT"))
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
PRECEDENCES = ("FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE", "NIACT IMMEDIATE")
TAGS = {
    "KTIP": "program",
    "PHUM": "subject",
    "SMIG": "subject",
    "FR": "geographic",
    "HK": "geographic",
    "ADB": "organisation",
    "ZZZQ": "free",
}
COUNTRIES = {"FR": "FRA", "HK": "HKG"}
# Words that make wrapping hard: at the head of a line each would be read as something else.
HARD_WORDS = (
    "March 5.", "on 12.", "Mr. A. Smith", "plan A.", "part (a)", "and - so", "-- he", "paras 3. and",
    "para 2 (above)",
    "SUBJECT: none", "REF: that", "PAGE 02", "No. 7.", "step b)", "Tier 2.", "U.S. law", "(Chow)", "E.O. 12",
)  # fmt: skip
EASY_WORDS = (
    "the", "government", "said", "that", "victims", "were", "found", "in", "homes", "and", "officers",
    "asked", "for", "help", "Hong", "Kong", "police", "2008", "seventeen", "persons", "Ministry", "of",
    "Justice", "agreed", "however,", "“quoted”", "didn't", "three-year",
)  # fmt: skip

words = st.lists(st.one_of(*[st.sampled_from(EASY_WORDS)] * 5, st.sampled_from(HARD_WORDS)), max_size=60)
sentences = words.map(lambda inner: " ".join(("Post", *inner, "ends.")))
capitals = st.lists(
    st.sampled_from(
        [
            "RANKING",
            "OF",
            "THE",
            "GOVERNMENT",
            "IN",
            "2009",
            "REPORT",
            "ON",
            "TRAFFICKING",
            "VISIT",
            "MINISTER'S",
            "U.S.",
            "5-6",
            "RESPONSE",
        ]
    ),
    max_size=18,
).map(lambda inner: " ".join(("MEETING", *inner, "HELD")))
names = st.sampled_from(
    [
        "AMEMBASSY PARIS",
        "SECSTATE WASHDC",
        "CHINA POSTS COLLECTIVE",
        "39OS INCIRLIK",
        "USMISSION USUN NEW YORK",
    ]
)
routes = st.sampled_from(["RUEHC", "RUEHHK", "RUCNMEU", "RHMFISS"])
signals = st.lists(st.sampled_from(["ZZH", "ZDK", "ZFD", "ZUI"]), max_size=2).map(tuple)
maybe = st.booleans()


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def said(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[Words]:
    return strategy.map(Words)


addresses = st.builds(
    Address,
    st.one_of(st.just(""), routes),
    names,
    st.one_of(st.just(""), st.sampled_from(PRECEDENCES[:4])),
    st.one_of(st.just(""), st.from_regex(r"\A[0-9]{4}\Z")),
)
date_times = st.builds(
    DateTimeGroup,
    st.sampled_from("ZOPR"),
    st.sampled_from(["", "O", "P", "R"]),
    st.builds(
        "{:02d}{:02d}{:02d}Z {} {:02d}".format,
        st.integers(1, 28),
        st.integers(0, 23),
        st.integers(0, 59),
        st.sampled_from(MONTHS),
        st.sampled_from([*range(73, 100), *range(13)]),
    ),
    signals,
)
passings = st.builds(
    Passing,
    st.sampled_from(["DEPT", "STATE", "GENEVA"]),
    st.lists(
        st.sampled_from(["G/TIP", "DRL", "EAP/CM", "INL", "CD DELEGATION", "L. SMITH"]),
        min_size=1,
        max_size=14,
    ).map(tuple),
    st.sampled_from(["FOR", "PASS TO"]),
)


@st.composite
def transmissions(draw: st.DrawFn, letters: str, serial: str) -> Transmission:
    to = tuple(draw(st.lists(addresses, max_size=3)))
    info = tuple(draw(st.lists(addresses, max_size=3)))
    exempt = tuple(draw(st.lists(addresses, max_size=2))) if to or info else ()
    digraph = draw(st.sampled_from(["", "ZZ", "OO", "PP", "RR"]))
    station = StationLine(
        draw(routes),
        str(int(serial) % 10_000).zfill(4),
        draw(st.sampled_from(["", "01", "12"])),
        *draw(st.sampled_from([("", ""), ("167", "0912"), ("001", "2359")])),
    )
    security = SecurityLine(
        "ZNR" if letters == "UUUUU" else "ZNY",
        letters,
        draw(st.sampled_from(["", "FFFFF"])),
        draw(signals),
    )
    return Transmission(
        identifier=draw(optional(said(st.sampled_from(["VZCZCXRO0302", "VZCZCHKI123"])))),
        precedence=digraph,
        routes=tuple(draw(st.lists(routes, min_size=1, max_size=16))) if digraph else (),
        station_line=station if draw(maybe) else None,
        security_line=security if draw(maybe) else None,
        date_time=draw(date_times),
        sender=draw(
            optional(
                said(st.sampled_from(["AMCONSUL HONG KONG", "SECSTATE WASHDC", "USMISSION USUN NEW YORK"]))
            )
        ),
        to=to,
        info=info,
        exempt=exempt,
    )


@st.composite
def catalogues(draw: st.DrawFn, code: str, year: int, serial: str, words: str) -> Catalogue:
    if draw(maybe):
        return Catalogue()
    classification = draw(optional(st.just(Words(words))))
    return Catalogue(
        identifier=Words(f"{year % 100:02d}{code}{serial}"),
        title=draw(optional(st.just(Words("MEETING ON THE RANKING")))),
        date=draw(optional(st.just(Words(f"Tue Jun 16 00:00:00 +0200 {year}")))),
        classification=classification,
        origin=draw(optional(st.just(Words("Consulate Hong Kong")))) if classification else None,
    )


@st.composite
def references(draw: st.DrawFn, year: int) -> tuple[Reference, ...]:
    """References as they are built from other fields, and as their texts say."""
    found: list[Reference] = []
    lettered = draw(maybe)
    for at in range(draw(st.integers(0, 4))):
        letter = chr(ord("A") + at) if lettered else ""
        lead = f"{letter}. " if letter else ""
        station = draw(st.sampled_from(["STATE", "PARIS", "LA PAZ"]))
        code, serial = STATIONS[station][0], str(draw(st.integers(1, 999_999)))
        own = draw(st.sampled_from([year, year - 1, year - 3]))
        shown = f"{own % 100:02d} " if own != year else ""
        notes = draw(st.sampled_from([(), ("NOTAL",), ("EXDIS",)]))
        previous = draw(maybe)
        title = draw(st.sampled_from(["", "A VISIT TO PARIS"])) if not notes and not previous else ""
        tail = "".join(f" ({note})" for note in notes) + (" AND PREVIOUS" if previous else "")
        tail += f' "{title}"' if title else ""
        text = f"{lead}{shown}{station} {serial}{tail}"
        mrn = f"{own % 100:02d}{code}{serial}"
        found.append(
            Reference(
                letter, "cable", mrn, code, own, serial, text, notes=notes, and_previous=previous, title=title
            )
        )
    if lettered and found and draw(maybe):
        letter = chr(ord(found[-1].letter) + 1)
        found.append(Reference(letter, "e-mail", "", "", None, "", f"{letter}. SMITH-JONES E-MAIL OF MAY 12"))
    if lettered and found and draw(maybe):
        letter = chr(ord(found[-1].letter) + 1)
        candidates = tuple(f"{year % 100:02d}{code}12" for code in PORTS)
        found.append(
            Reference(letter, "cable", "", "PORT", year, "12", f"{letter}. PORT 12", candidates=candidates)
        )
    return tuple(found)


@st.composite
def pieces(draw: st.DrawFn, marks: tuple[str, ...]) -> tuple[Piece, ...]:
    found = [Piece("text", draw(sentences))]
    if draw(maybe):
        letters = draw(st.sampled_from(["AB", "abc", ("--", "--"), ("-", "-", "-"), "ABCD"]))
        for letter in letters:
            mark = draw(st.sampled_from(("", *marks)))
            found.append(Piece("item", draw(sentences), letter, mark))
        if draw(maybe):
            found.append(Piece("text", draw(sentences)))
    if draw(maybe):
        rows = draw(
            st.lists(
                st.sampled_from(["2008          12", "Total | 3", "  a   b   c", "Found\t3"]),
                min_size=2,
                max_size=5,
            )
        )
        found.append(Piece("table", "\n".join(("Year       Cases", *rows))))
        if draw(maybe):
            found.append(Piece("text", draw(sentences)))
    return tuple(found)


@st.composite
def paragraphs(draw: st.DrawFn, telegram: Marking) -> tuple[Paragraph, ...]:
    count = draw(st.integers(1, 5))
    numbered = draw(maybe)
    marks = ("(U)",) if telegram.level < Level.C else ("(U)", "(C)")
    heading, last = "", 0
    found: list[Paragraph] = []
    for at in range(count):
        if draw(st.integers(0, 3)) == 0:
            heading = draw(
                st.sampled_from(
                    [
                        "",
                        "Prosecution",
                        "The courts",
                        "A heading that, being long, would be none without its rule.",
                    ]
                )
            )
        inner = draw(pieces(marks)) if numbered else (Piece("text", draw(sentences)),)
        has_mark = draw(maybe) or any(piece.mark for piece in inner)
        least = max((Level[piece.mark.strip("()")] for piece in inner if piece.mark), default=Level.U)
        level = Level(draw(st.integers(least, telegram.level)))
        inherited = telegram.caveats - {"NOFORN"}
        extra = (
            draw(st.sampled_from([frozenset(), frozenset({"NOFORN"})]))
            if telegram.level >= Level.C and "NOFORN" in telegram.caveats
            else frozenset()
        )
        marking = Marking(level, inherited | extra) if has_mark else telegram
        is_repeat = numbered and has_mark and at > 0 and draw(st.integers(0, 9)) == 0
        last += 0 if is_repeat else 1
        number = last if numbered else None
        found.append(
            Paragraph(
                number,
                marking,
                has_mark,
                "report",
                span=NOWHERE,
                text_span=NOWHERE,
                heading=heading,
                ordinal=at + 1,
                is_repeat=is_repeat,
                given=inner,
            )
        )
    return _with_roles(draw, found)


def _with_roles(draw: st.DrawFn, found: list[Paragraph]) -> tuple[Paragraph, ...]:
    """A summary that is closed in the first, a comment that is closed in the last."""
    for at, role, end in ((0, "summary", "End summary."), (len(found) - 1, "comment", "End comment.")):
        one = found[at]
        if one.role == "report" and draw(maybe) and one.given and one.given[-1].kind != "table":
            last = one.given[-1]
            one.role = role
            one.given = (*one.given[:-1], Piece(last.kind, f"{last.text} {end}", last.letter, last.mark))
    return tuple(found)


@st.composite
def telegrams(draw: st.DrawFn) -> Telegram:
    """A telegram that can be composed."""
    station = draw(st.sampled_from(sorted(STATIONS)))
    code, iso3 = STATIONS[station]
    serial = str(draw(st.integers(1, 999_999)))
    words = draw(st.sampled_from(sorted(LEVELS)))
    level, letters, in_catalogue = LEVELS[words]
    transmission = draw(transmissions(letters, serial))
    assert transmission.date_time
    year = transmission.date_time.year
    captions = tuple(
        draw(st.lists(st.sampled_from(["NODIS", "NOFORN", "SIPDIS", "SENSITIVE"]), unique=True, max_size=3))
    )
    caveats = frozenset(captions) & {"NODIS", "NOFORN"}
    if level is Level.U and "SENSITIVE" in captions:
        level = Level.SBU
    marking = Marking(level, caveats)
    tags = tuple(draw(st.lists(st.sampled_from(sorted(TAGS)), unique=True, max_size=7)))
    countries = tuple(COUNTRIES[tag] for tag in tags if tag in COUNTRIES) or ((iso3,) if iso3 else ())
    subject = Subject(
        draw(capitals), draw(st.sampled_from([None, Marking(), marking if not caveats else None]))
    )
    return Telegram(
        mrn=f"{year % 100:02d}{code}{serial}",
        station=station,
        serial=serial,
        year=year,
        marking=marking,
        section=draw(st.sampled_from([None, (1, 2), (2, 3), (1, 4)])),
        catalogue=draw(catalogues(code, year, serial, in_catalogue)),
        transmission=transmission,
        classification=Words(words),
        captions=tuple(Words(caption) for caption in captions),
        corrected=draw(optional(said(st.sampled_from(["", "(SUBJECT LINE)", "- - TEXT OF PARAGRAPH 2"])))),
        passing=tuple(draw(st.lists(passings, max_size=2))),
        declassification=draw(optional(declassifications())),
        tags=tuple(Tag(tag, TAGS[tag]) for tag in tags),
        subject=subject if draw(st.integers(0, 5)) else None,
        references=draw(references(year)),
        classified_by=draw(classifiers()) if level >= Level.C else (),
        paragraphs=draw(paragraphs(marking)),
        signature=draw(optional(said(st.sampled_from(["MARUT", "VAN VOORST", "O'BRANN", "SMYTHE-PARR"])))),
        countries=countries,
    )


def declassifications() -> st.SearchStrategy[Declassification]:
    days = st.dates(date(1990, 1, 1), date(2035, 12, 31))
    order = st.sampled_from(["12958", "12356", "11652"])
    return st.one_of(
        st.builds(Declassification, order, st.just("none")),
        st.builds(Declassification, order, st.just("date"), days, downgrade_on=optional(days)),
        st.builds(
            Declassification,
            order,
            st.just("codes"),
            codes=st.sampled_from([("X1",), ("X1", "X5"), ("25X1",)]),
            downgrade_on=optional(days),
        ),
        st.builds(Declassification, order, st.just("oadr"), downgrade_on=optional(days)),
        st.builds(
            Declassification,
            order,
            st.just("event"),
            event=st.sampled_from(["AFTER KOREAN UNIFICATION", "upon the release of the report"]),
        ),
    )


def classifiers() -> st.SearchStrategy[tuple[ClassifiedBy, ...]]:
    one = st.builds(
        ClassifiedBy,
        st.sampled_from(["Mary Brown", "J.R. Smythe-Parr", "Ann T. O'Brann"]),
        st.sampled_from(["Ambassador", "Deputy Chief of Mission", "CDA"]),
        st.sampled_from(["1.4", "1.5"]),
        st.sampled_from([("b",), ("b", "d"), ("a", "b", "d")]),
    )
    return st.lists(one, max_size=2).map(tuple)
