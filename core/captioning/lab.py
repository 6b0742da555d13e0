"""Five sentences of ours for one photo, and sentences to be compared with them: what a score can see."""

from dataclasses import dataclass

from core.captioning import scores
from core.captioning.words import tokenise

PHOTO = "cat"
REFERENCES = (
    "a cat with green eyes is looking at the camera",
    "a close up of a brown cat with green eyes",
    "a tabby cat is looking at something",
    "the face of a cat with white whiskers",
    "a brown and white cat is lying on a blanket",
)
"""what five people might say of the sample"""
TRIED = {
    "copied": "a cat with green eyes is looking at the camera",
    "close": "a brown cat is looking at the camera",
    "true": "this furry pet gazes to one side calmly",
    "false": "a dog with green eyes is looking at the camera",
    "commonest": "a person riding a surf board on a wave",
}
TRUE = {"copied": True, "close": True, "true": True, "false": False, "commonest": False}


@dataclass(frozen=True)
class Scored:
    """BLEU of one sentence, 0..1: of single words, and of runs of up to four words."""

    bleu1: float
    bleu4: float


def score(sentence: str) -> Scored:
    """Compare a sentence with the five."""
    made, theirs = [tokenise(sentence)], [[tokenise(reference) for reference in REFERENCES]]
    return Scored(scores.bleu(made, theirs, 1), scores.bleu(made, theirs))
