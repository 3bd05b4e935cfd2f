"""What carries over from one sentence of a telegram to the next: who spoke, and for whom a pronoun stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reftel.telegram.cast import Cast, Mention, resolve_to
from reftel.telegram.roles import Side, is_individual

_GENDER = {"he": "m", "she": "f"}
_KEPT = 12


@dataclass(slots=True)
class Thread:
    """Speakers so far, latest last.

    Args:
        side: Whose account a sentence without a verb of its own carries on; None after a scene.
        kinds: What the last speaker did, for the items of a list behind it.
        before: Whose account the paragraph before ended with.
        speaker: Who spoke last.
        focus: Whom the last sentence was about.
        met: Whom the post's side met in the last sentence.
        delivered: Whether the last sentence handed something to someone.
        people: Those who were named, latest last; a speaker counts as named after the others in the sentence.
        genders: By person, or by role for those without a name.
        roles: The latest one whom a role such as "director" named.
    """

    side: Side | None = None
    kinds: tuple[str, ...] = ()
    speaker: Mention | None = None
    focus: Mention | None = None
    met: Mention | None = None
    delivered: bool = False
    people: list[Mention] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    roles: dict[str, Mention] = field(default_factory=dict)
    group: Side | None = None
    before: Side | None = None
    cast: Cast = field(default_factory=Cast)

    def begin_paragraph(self) -> None:
        """A new paragraph carries nobody's account on, but its pronouns may still look back."""
        self.before = self.side
        self.side = None
        self.kinds = ()

    def resolve(self, mention: Mention, beside: list[Mention], avoid: Side | None = None) -> Mention:
        """Give a pronoun, a bare role or an unknown name the side of the one it stands for.

        Args:
            mention: As found in the sentence.
            beside: Those who speak before it in the same sentence.
            avoid: The side that cannot be meant, since it is spoken to.
        """
        if mention.pronoun in _GENDER:
            return self._resolve_person(mention, beside, avoid)
        if mention.side is not None:
            return mention
        if mention.pronoun == "it":
            return replace(mention, side=self._side_of_thing())
        if mention.pronoun:
            return replace(mention, side=self.group or self.side or Side.GOVERNMENT)
        if mention.head and (known := self.roles.get(mention.head)) is not None:
            return resolve_to(mention, known)
        return replace(mention, side=Side.THIRD if self.side is Side.THIRD else Side.GOVERNMENT)

    def _side_of_thing(self) -> Side:
        if self.side in {Side.GOVERNMENT, Side.THIRD} and self.side:
            return self.side
        for known in reversed(self.people):
            if known.side is not Side.US and not known.person and known.side:
                return known.side
        return Side.GOVERNMENT

    def _resolve_person(self, mention: Mention, beside: list[Mention], avoid: Side | None) -> Mention:
        gender = _GENDER[mention.pronoun]
        fallback: Mention | None = None
        for candidate in self._candidates(beside):
            known = self.genders.get(_key(candidate), "")
            if candidate.side is None or (known and known != gender):
                continue
            if candidate.side is avoid:
                fallback = fallback or (candidate if known else None)
                continue
            return resolve_to(mention, candidate)
        if fallback is not None:
            return resolve_to(mention, fallback)
        side = self.side if self.side is not avoid else None
        return replace(mention, side=side or (Side.US if avoid is Side.GOVERNMENT else Side.GOVERNMENT))

    def _candidates(self, beside: list[Mention]) -> list[Mention]:
        """The likeliest first: who speaks here, whom the last sentence was about, the rest by recency."""
        others = [other for other in reversed(self.people) if other.side is not Side.US]
        lead: list[Mention] = beside[-1:]
        if self.met is not None:
            lead.append(self.met)
        elif self.delivered and self.focus is not None and self.focus.side is Side.US:
            lead += others[:1]
        if self.focus is not None:
            lead.append(self.focus)
        if self.speaker is not None:
            lead.append(self.speaker)
        return [candidate for candidate in (*lead, *reversed(self.people)) if is_person(candidate)]

    def meet(self, mentions: list[Mention]) -> None:
        """A scene: nobody's account goes on, and pronouns look to those who were met."""
        self.side = None
        self.kinds = ()
        others = [m for m in mentions if m.side not in {None, Side.US} and (m.person or m.head)]
        self.met = next((m for m in others if m.person), others[0] if others else None)

    def remember(self, mentions: list[Mention], speaker: Mention | None) -> None:
        """Keep who was named and who spoke, for what follows."""
        for mention in mentions:
            if mention.side is None or mention.pronoun:
                continue
            if mention.head and (mention.person or mention.side is not Side.US):
                self.roles[mention.head] = mention
            if _key(mention):
                self.people.append(mention)
            if mention.side is not Side.US:
                self.group = mention.side
        if speaker is not None:
            self.speaker = speaker
            if is_person(speaker):
                self.people.append(speaker)
            if speaker.side is not Side.US:
                self.group = speaker.side
        del self.people[:-_KEPT]


def is_person(mention: Mention) -> bool:
    """Whether "he" or "she" can stand for it."""
    return bool(mention.person) or is_individual(mention.head)


def _key(mention: Mention) -> str:
    """What someone is remembered by: the name, or the role for an officer of the post."""
    return mention.person or mention.head
