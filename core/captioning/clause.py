"""A Korean sentence from its parts: who, where, with whom, and what is done to what."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

ALIVE = ("person", "animal")
SIDES = ("앞", "위", "옆", "근처", "뒤", "아래", "안", "주위", "가운데", "가장자리", "끝")
STAND = {"앉아": "놓여", "누워": "놓여", "쉬고": "놓여"}
"""what a thing does where a person sits, lies, rests"""
Pieces = list[str]
AIMED_AT = ("thing", "food", *ALIVE)
"""what one throws or looks at: at the ball, not at the table"""
EVENTS = ("경기", "잔치", "결혼식", "행진", "대회", "행사", "공연", "축제", "경주")
LAID_ON = ("surface", "thing", "food", "animal", "measure")
"""what one is on top of"""


@dataclass(frozen=True)
class Thing:
    """A noun with all that stands before and behind it, what it is, and the verb of wearing it."""

    noun: str
    group: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    worn: str = ""

    def pieces(self) -> Pieces:
        """Return its words."""
        return [*self.before, *self.noun.split(), *self.after]

    def described(self, pieces: Pieces) -> "Thing":
        """Return it with a clause before it."""
        return replace(self, before=(*pieces, *self.before))


@dataclass
class Action:
    """A verb in its form before 있어요, with what it is done to and where."""

    verb: str
    wanted: str
    where: str
    target: Pieces = field(default_factory=list)
    around: list[tuple[str, Thing]] = field(default_factory=list)
    plan: str = ""

    def complete(self) -> bool:
        """Return whether it has the object it needs."""
        return bool(self.target) or not self.wanted or self.wanted.startswith("(")


@dataclass
class Clause:
    """Who, where, and the actions."""

    subject: Thing
    around: list[tuple[str, Thing]] = field(default_factory=list)
    adverbs: Pieces = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    lost: bool = False
    """whether a word was not known"""


def placed(how: str, thing: Thing, particle: str) -> Pieces:
    """Return where: 식탁 위에, 거리를 따라, 해변에서."""
    own, outside = thing.pieces(), how in ("on", "in", "at")
    if how in ("on", "in"):
        inside = {"inside": "안", "vehicle": "안", "thing": "안"}.get(thing.group, "") if how == "in" else ""
        upon = "위" if how == "on" and thing.group in LAID_ON else ""
        if how == "in" and thing.noun == "물":
            return [*own[:-1], "물속", f"+{particle}"]
        return [*own, *(inside or upon).split(), f"+{particle}"]
    if how == "at" and thing.group in AIMED_AT and not thing.noun.endswith(EVENTS):
        return [*own, "+을", "향해"]
    if outside:
        return [*own, f"+{particle}"]
    if how[0] in "을으에" or how == "위로":
        first, *rest = how.split()
        return [*own, *([first] if first == "위로" else [f"+{first}"]), *rest]
    if how in ("동안", "없이"):
        return [*own, how]
    return [*own, how, f"+{particle}"]


def spoken(clause: Clause) -> Pieces:
    """Put a clause together: places, who, company, then each action with its own places and object."""
    subject, actions = clause.subject, [action for action in clause.actions if action.complete()]
    who = [*subject.pieces(), "+이"]
    if not actions:
        return _there_is(clause, who)
    for action in actions:
        action.verb = suited(action, subject)
        action.around = [pair for pair in action.around if subject.group != "animal" or pair[1].noun != "입"]
    found = where(clause.around, "에서" if actions[0].around else actions[0].where)
    found += [*who, *clause.adverbs]
    for place, action in enumerate(actions):
        found += where(action.around, action.where)
        found += action.target
        found += ending(action) if place == len(actions) - 1 else [*between(action.verb).split()]
    return found


def _there_is(clause: Clause, who: Pieces) -> Pieces:
    around = where(clause.around, "에")
    if around or clause.adverbs:
        return [*around, *who, *clause.adverbs, "있어요"]
    told = clause.subject.before and not clause.actions and not clause.lost
    return [*clause.subject.pieces(), "+이에요"] if told else []


def where(around: Sequence[tuple[str, Thing]], particle: str) -> Pieces:
    """Return places, the widest first, as English has it last: 해변에서 벤치에; 사람 옆 노트북 위에."""
    found: Pieces = []
    for how, thing in reversed(around[1:]):
        outer = placed(how, thing, "에서")
        bare = particle == "에" or outer[-2] in SIDES
        found += outer[:-1] if outer[-1] == "+에서" and bare else outer
    return found + [piece for how, thing in around[:1] for piece in placed(how, thing, particle)]


def suited(action: Action, subject: Thing) -> str:
    """Return the verb for who does it to what: a dog holds with its teeth, a car stands, a dog is walked."""
    verb = action.verb
    if verb == "걷고" and action.target:
        return "산책시키고"
    if subject.group == "animal" and verb == "들고":
        return "물고"
    if subject.group == "vehicle":
        return {"앉아": "세워져", "누워": "세워져", "타고": "달리고"}.get(verb, verb)
    return verb if subject.group in ALIVE else STAND.get(verb, verb)


def between(verb: str) -> str:
    """Return a verb before another one: 서 → 서서."""
    return verb + "서" if verb.endswith(("서", "떠")) else verb


def ending(action: Action) -> Pieces:
    """Return how an action ends a sentence: it goes on, or is only planned."""
    *rest, last = action.verb.split()
    if not action.plan or not last.endswith("고"):
        return [*rest, last, "있어요"]
    if action.plan == "기다림":
        return [*rest, last, "싶어", "해요"]
    return [*rest, *planned(last[:-1], action.plan)]


def planned(stem: str, plan: str) -> Pieces:
    """Return a verb's stem as a plan: 치 → 칠 준비를 하고 있어요, 치려고 해요."""
    coda = (ord(stem[-1]) - ord("가")) % 28 if stem else 0
    if plan == "준비":
        future = stem + "을" if coda not in (0, 8) else stem[:-1] + chr(ord(stem[-1]) + (0 if coda else 8))
        return [future, "준비를", "하고", "있어요"]
    return [stem + ("려고" if coda in (0, 8) else "으려고"), "해요"]
