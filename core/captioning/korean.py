"""A caption's words put into Korean by rule: a small dictionary and the order of a Korean sentence.

It knows the plain build of captions (who, in what, with what, where, doing what to what), leaves out what it
does not know, and gives nothing where too little is left. It is no translation.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.captioning.clause import ALIVE, Action, Clause, Pieces, Thing, spoken
from core.captioning.lexicon import Entry, read
from core.captioning.words import tokenise

COUNTED = ("두", "세", "네", "다섯", "여섯", "일곱", "여덟", "여러", "몇")
COUNTERS = {"person": "명", "animal": "마리", "vehicle": "대"}
RIDDEN = ("서프보드", "스케이트보드", "스노보드", "스키", "보드")
BODY = (
    "머리", "금발", "갈색 머리", "긴 머리", "빨간 머리", "수염", "콧수염", "눈", "문신", "미소", "귀", "꼬리",
)  # fmt: skip
WORN = {"입은": "입고", "쓴": "쓰고", "신은": "신고", "맨": "매고", "낀": "끼고", "한": "하고", "찬": "차고"}
SHOWS = ("사진", "풍경", "그림", "그림자")
CHILDREN = ("소년", "소녀", "아이", "아기", "아이들", "아기들", "소년들", "소녀들")
MOST_UNKNOWN = 2
LIMBS = ("팔", "손")
"""in which one holds things: not said"""
HELD = ("thing", "tool", "food", "inside", "surface", "measure")
"""what "a man with …" has in his hands"""


def pieces(sentence: str) -> Pieces:
    """Return Korean words and particles (+을, +이, …) for an English caption, or nothing if not understood.

    `words.join` makes a sentence of them: 모자 +을 쓴 남자 +이 서 있어요 → 모자를 쓴 남자가 서 있어요.
    """
    read_words = [entry for entry in read(tokenise(sentence)) if entry.part != "skip"]
    if sum(entry.part == "unknown" for entry in read_words) > MOST_UNKNOWN:
        return []
    return Reader(read_words).sentence()


class Reader:
    """Reads entries from left to right."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Begin with the first."""
        self.entries, self.at = entries, 0

    def part(self, ahead: int = 0) -> str:
        """Return the part of the entry here, or so many ahead; "" behind the end."""
        at = self.at + ahead
        return self.entries[at].part if at < len(self.entries) else ""

    def take(self) -> Entry:
        """Return the entry here and go on."""
        self.at += 1
        return self.entries[self.at - 1]

    def sentence(self) -> Pieces:
        """Return all of it in Korean."""
        subject = self.thing()
        if subject is None:
            return []
        clause = Clause(subject)
        while self.at < len(self.entries) and self.more(clause):
            pass
        return spoken(clause)

    def more(self, clause: Clause) -> bool:
        """Read what comes next into the clause; return False where another clause begins."""
        part = self.part()
        if part in ("verb", "plan"):
            self.action(clause)
        elif part == "place":
            self.place(clause)
        elif part == "joined":
            how, thing = self.take().korean, self.thing(worn=True)
            if thing and how == "in":
                clause.subject = dressed(clause.subject, thing)
        elif part in ("and", "unknown") or not self.stray():
            clause.lost |= part == "unknown"
            self.at += 1
        else:
            return self.part() not in ("verb", "plan")  # or somebody else does something
        return True

    def stray(self) -> bool:
        """Pass over a noun that has no place in the clause; return whether there was one."""
        begun = self.at
        self.thing()
        return self.at > begun

    def thing(self, worn: bool = False) -> Thing | None:
        """Read a noun with its words before it, what is joined to it, and what it is of; None without a noun.

        A colour alone means clothes where something `worn` is expected: a man in white.
        """
        first = self.one(worn)
        if first is None:
            return None
        if self.part() == "joined" and self.entries[self.at].korean != "in":
            how, other = self.take().korean, self.thing()
            particle, *rest = how.split()
            first = first.described([*other.pieces(), f"+{particle}", *rest]) if other else first
        if self.of_follows():
            self.at += 1
            whole = self.thing()
            link = ("+이", "있는") if first.group in ("surface", "inside") else ("+의",)
            first = first.described([*whole.pieces(), *link]) if whole else first
        if self.part() == "and" and self.thing_follows(1):
            back = self.at
            self.at += 1
            other = self.thing()
            if other is None:
                self.at = back
            else:
                first = replace(other, before=(*first.pieces(), "+과", *other.before), worn=first.worn)
        return first

    def of_follows(self) -> bool:
        """Return whether "of" comes next."""
        return self.part() == "place" and self.entries[self.at].korean == "of"

    def thing_follows(self, ahead: int) -> bool:
        """Return whether a noun comes before any verb."""
        while self.part(ahead) in ("determiner", "adjective", "quantity"):
            ahead += 1
        return self.part(ahead) in ("noun", "measure")

    def one(self, worn: bool = False) -> Thing | None:
        """Read [the] [two] [red] tennis racket; a measure takes what it is of before it: a slice of pizza."""
        before, count, nouns, lost = [], "", [], False
        while self.part() in ("determiner", "adjective", "quantity", "unknown") or self.joins_colours(before):
            entry = self.take()
            lost |= entry.part == "unknown"
            if lost and self.part() == "determiner":
                return None
            if entry.part == "quantity":
                count = entry.korean
            elif entry.part == "adjective":
                before.append(entry.korean)
        if self.part() == "measure":
            return self.measured(before, count)
        while self.part() == "noun" and not (nouns and parted(nouns[-1], self.entries[self.at])):
            nouns.append(self.take())
        if not nouns:
            return Thing("옷", "worn", tuple(before), worn="입은") if before and worn and not lost else None
        last = nouns[-1]
        noun = " ".join(entry.korean for entry in nouns)
        how = last.more[0] if last.more else ""
        return counted(Thing(noun, last.group, tuple(" ".join(before).split()), worn=how), count, last.plural)

    def joins_colours(self, before: Sequence[str]) -> bool:
        """Return whether an "and" stands between two adjectives."""
        return bool(before) and self.part() == "and" and self.part(1) == "adjective"

    def measured(self, before: Sequence[str], count: str) -> Thing | None:
        """Read "slice of pizza", with what stood before it; of "picture of a dog" the dog alone."""
        measure = self.take()
        self.at += 1  # of
        whole = self.one()
        if whole is None or measure.korean in SHOWS:
            return whole
        group = "measure" if whole.group != "place" else "place"
        return counted(Thing(measure.korean, group, (*before, *whole.pieces())), count, False)

    def action(self, clause: Clause) -> None:
        """Read a verb, what it is planned as, and its object."""
        plan = self.take().korean if self.part() == "plan" else ""
        if self.part() != "verb":
            return
        verb = self.take()
        action = Action(verb.korean, *verb.more, plan=plan)
        takes = verb.more[0].strip("()")
        thing = self.thing() if takes and self.thing_follows(0) else None
        if thing:
            if thing.worn and verb.korean == "입고":
                action.verb = WORN[thing.worn]
            if thing.group in ALIVE and self.part() == "verb":
                thing = self.relative(thing)
            action.target = [*thing.pieces(), f"+{takes}"]
        clause.actions.append(action)

    def relative(self, thing: Thing) -> Thing:
        """Read the verb behind an object that is alive as what the object does."""
        inner = Clause(thing)
        self.action(inner)
        said = inner.actions[-1:]
        if not said or not said[0].complete():
            return thing
        return thing.described([*said[0].target, *said[0].verb.split(), "있는"])

    def place(self, clause: Clause) -> None:
        """Read a preposition and its noun: clothes, company, tools, a place, a way."""
        how = self.take().korean
        if how in ("as", "like", "을 위해", "에 대해", "처럼", "뒤에", "전에", "of"):
            self.thing()
            return
        thing = self.thing(worn=how == "in")
        if thing is None:
            clause.lost = True
            return
        if how == "with":
            self.company(clause, thing)
        elif thing.worn and how == "in":
            clause.subject = dressed(clause.subject, thing)
        elif clause.actions:
            if thing.noun not in LIMBS:
                clause.actions[-1].around.append((how, thing))
        elif how == "on" and clause.subject.group == "person" and ridden(thing):
            clause.subject = clause.subject.described([*thing.pieces(), "+을", "탄"])
        else:
            clause.around.append((how, thing))

    def in_mouth(self) -> bool:
        """Read "in its mouth" if that comes next."""
        ahead = [entry.korean for entry in self.entries[self.at : self.at + 3] if entry.part != "determiner"]
        if ahead[:2] != ["in", "입"]:
            return False
        self.at += 2 + (self.part(1) == "determiner")
        return True

    def company(self, clause: Clause, thing: Thing) -> None:
        """Understand "with …" by what it is and whose it is."""
        subject = clause.subject
        if subject.group == "place" and thing.group in ALIVE and self.part() == "verb" and not clause.actions:
            clause.around.insert(0, ("in", subject))
            clause.subject = thing
        elif thing.worn and subject.group in ALIVE:
            clause.subject = dressed(subject, thing)
        elif thing.noun in BODY:
            clause.subject = subject.described([*thing.pieces(), "+의"])
        elif thing.group in ALIVE and subject.group in ALIVE:
            clause.adverbs += [*thing.pieces(), "+과", "함께"]
        elif subject.group == "animal" and self.in_mouth():
            clause.subject = subject.described([*thing.pieces(), "+을", "문"])
        elif thing.group == "tool" and clause.actions:
            clause.actions[-1].target = [*thing.pieces(), "+으로", *clause.actions[-1].target]
        elif subject.group == "person" and thing.group in HELD:
            clause.subject = subject.described([*thing.pieces(), "+을", "든"])
        elif not clause.actions:
            clause.subject = subject.described([*thing.pieces(), "+이", "있는"])


def parted(noun: Entry, following: Entry) -> bool:
    """Return whether two nouns in a row are two things: one of them lives."""
    return noun.group in ALIVE or following.group in ALIVE


def aged(thing: Thing) -> Thing:
    """Return a thing with the Korean for "young", "old" and "little" that goes with it."""
    if thing.noun in CHILDREN:
        words = {"젊은": ["어린"], "작은": ["어린"]}
    else:
        words = {"오래된": ["나이", "든"]} if thing.group == "person" else {"어린": ["작은"]}
    return replace(thing, before=tuple(w for old in thing.before for w in words.get(old, [old])))


def counted(thing: Thing, count: str, plural: bool) -> Thing:
    """Return a thing with how many there are: 개 두 마리, 많은 사람들, 남자들."""
    several = plural and thing.group == "person" and not thing.noun.endswith("들")
    thing = aged(thing)
    if count in COUNTED:
        counter = COUNTERS.get(thing.group, "개")
        noun = thing.noun.removesuffix("들") if thing.group in ALIVE else thing.noun
        return replace(thing, noun=noun, after=(count, counter))
    before = (*{"하나": "한", "": ""}.get(count, count).split(), *thing.before)
    return replace(thing, before=before, noun=thing.noun + "들" * several)


def dressed(subject: Thing, clothes: Thing) -> Thing:
    """Return somebody with clothes on: 빨간 셔츠를 입은 남자."""
    return subject.described([*clothes.pieces(), "+을", clothes.worn]) if clothes.worn else subject


def ridden(thing: Thing) -> bool:
    """Return whether one rides on it."""
    return thing.group in ("vehicle", "animal") or thing.noun in RIDDEN
