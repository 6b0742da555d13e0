"""Captions put into Korean by rule: a table of usual ones, and what happens to unusual ones."""

import pytest

from core.captioning.korean import pieces
from core.captioning.lexicon import entries, forms
from core.captioning.words import FORMS, join

USUAL = [
    ("A man in a red shirt is holding a tennis racket.", "빨간 셔츠를 입은 남자가 테니스 라켓을 들고 있어요"),
    ("A woman riding a horse on the beach.", "여자가 해변에서 말을 타고 있어요"),
    ("Two dogs are running through the snow.", "개 두 마리가 눈밭을 지나 달리고 있어요"),
    ("A group of people sitting around a table.", "사람 여러 명이 식탁 주위에 앉아 있어요"),
    (
        "A boy wearing a blue helmet riding a skateboard down a ramp.",
        "소년이 파란 헬멧을 쓰고 램프를 따라 스케이트보드를 타고 있어요",
    ),
    ("A black and white cat laying on a bed.", "흑백 고양이가 침대에 누워 있어요"),
    ("A man is surfing a big wave in the ocean.", "남자가 바다에서 파도를 타고 있어요"),
    (
        "A little girl in a pink dress is holding an umbrella.",
        "분홍색 원피스를 입은 어린 소녀가 우산을 들고 있어요",
    ),
    ("Three men are playing soccer on a green field.", "남자 세 명이 초록색 들판에서 축구를 하고 있어요"),
    ("A plate of food on a wooden table.", "나무 식탁 위에 음식 접시가 있어요"),
    ("A baseball player swinging a bat at a ball.", "야구 선수가 공을 향해 방망이를 휘두르고 있어요"),
    ("A brown dog jumps over a fence.", "갈색 개가 울타리를 뛰어넘고 있어요"),
    ("A woman is cutting a cake with a knife.", "여자가 칼로 케이크를 자르고 있어요"),
    ("A man and a woman are standing next to each other.", "남자와 여자가 서 있어요"),
    ("A train traveling down the tracks near a station.", "기차가 역 근처 선로를 따라 달리고 있어요"),
    ("Several people flying kites in a park.", "사람 여러 명이 공원에서 연을 날리고 있어요"),
    ("A young man talking on a cell phone.", "젊은 남자가 통화하고 있어요"),
    ("A dog with a ball in its mouth is running on the grass.", "공을 문 개가 풀밭에서 달리고 있어요"),
    ("A child is brushing his teeth in the bathroom.", "아이가 욕실에서 이를 닦고 있어요"),
    ("A person skiing down a snowy mountain.", "사람이 눈 덮인 산을 따라 스키를 타고 있어요"),
    ("Two giraffes are standing in a field.", "기린 두 마리가 들판에 서 있어요"),
    ("A man sitting on a bench reading a newspaper.", "남자가 벤치에 앉아 신문을 읽고 있어요"),
    ("A red bus is parked in front of a building.", "빨간 버스가 건물 앞에 세워져 있어요"),
    ("A slice of pizza on a white plate.", "하얀 접시 위에 피자 조각이 있어요"),
    ("A young boy is about to kick a ball.", "어린 소년이 공을 찰 준비를 하고 있어요"),
    ("A tennis player getting ready to hit a ball.", "테니스 선수가 공을 칠 준비를 하고 있어요"),
    ("A man trying to catch a frisbee.", "남자가 원반을 잡으려고 해요"),
    ("A woman walking her dog down the street.", "여자가 거리를 따라 개를 산책시키고 있어요"),
    ("A kitchen with a stove and a refrigerator.", "가스레인지와 냉장고가 있는 부엌이에요"),
    ("A street filled with cars and people.", "차와 사람들로 가득한 거리예요"),
    ("A man with long hair playing a guitar.", "긴 머리의 남자가 기타를 치고 있어요"),
    ("A bird sitting on a branch.", "새가 나뭇가지 위에 앉아 있어요"),
    ("There are two elephants drinking water in the river.", "코끼리 두 마리가 강에서 물을 마시고 있어요"),
    ("A picture of a dog wearing a hat.", "개가 모자를 쓰고 있어요"),
    (
        "A boy and a girl are playing a video game in the living room.",
        "소년과 소녀가 거실에서 비디오 게임을 하고 있어요",
    ),
    ("A man in a suit and tie is smiling.", "정장을 입은 남자가 웃고 있어요"),
    ("A girl in white is swimming in a pool.", "하얀 옷을 입은 소녀가 수영장에서 헤엄치고 있어요"),
    ("A couple of boats floating on a lake.", "배 두 대가 호수에 떠 있어요"),
    ("Many umbrellas on a sandy beach.", "모래 해변에 많은 우산이 있어요"),
    ("A woman feeding a giraffe at the zoo.", "여자가 동물원에서 기린에게 먹이를 주고 있어요"),
    ("A cat looking out of a window.", "고양이가 창문을 내다보고 있어요"),
    ("A bunch of bananas hanging from a tree.", "많은 바나나가 나무에 매달려 있어요"),
    ("A man jumping into the water from a boat.", "남자가 배에서 물에 뛰어들고 있어요"),
    ("An old woman is sitting on a couch with a cat.", "나이 든 여자가 고양이와 함께 소파에 앉아 있어요"),
    ("A snowboarder jumping in the air.", "스노보더가 뛰어오르고 있어요"),
    ("A crowd of people watching a baseball game.", "많은 사람들이 야구 경기를 보고 있어요"),
    ("A baby is sleeping in a crib.", "아기가 자고 있어요"),
    ("A white horse is standing behind a fence.", "하얀 말이 울타리 뒤에 서 있어요"),
    ("A person walking across the street with an umbrella.", "우산을 든 사람이 거리를 가로질러 걷고 있어요"),
    ("A clock tower in the middle of a city.", "도시 한가운데에 시계탑이 있어요"),
    ("A bear walking through the woods.", "곰이 숲을 지나 걷고 있어요"),
    ("A man on a motorcycle on a road.", "길에 오토바이를 탄 남자가 있어요"),
    ("Five children sitting on the stairs.", "아이 다섯 명이 계단에 앉아 있어요"),
    ("A dog chasing a cat.", "개가 고양이를 쫓고 있어요"),
    ("A bathroom with a toilet and a sink.", "변기와 싱크대가 있는 욕실이에요"),
    ("A woman holding a baby in her arms.", "여자가 아기를 들고 있어요"),
    ("A man cooking food in a kitchen.", "남자가 부엌에서 음식을 요리하고 있어요"),
    ("A boy climbing a rock wall.", "소년이 암벽을 오르고 있어요"),
    ("A laptop computer and a cup of coffee on a desk.", "책상 위에 노트북과 커피 한 잔이 있어요"),
    ("A man watching a boy riding a bike.", "남자가 자전거를 타고 있는 소년을 보고 있어요"),
]


@pytest.mark.parametrize(("english", "korean"), USUAL)
def test_usual_captions(english: str, korean: str) -> None:
    assert join(pieces(english)) == korean


@pytest.mark.parametrize(
    "sentence",
    ["", "...", "quux blorp zzyzx flurb", "a", "and and and", "with of in on", "the the man the",
     "of of of of", "a man with", "ready to", "is filled with", "a man and", "two two two dogs", "a slice of",
     "wearing"],
)  # fmt: skip
def test_what_is_not_understood_is_left_out_calmly(sentence: str) -> None:
    assert isinstance(pieces(sentence), list)


def test_too_many_unknown_words_give_nothing() -> None:
    assert pieces("a blorp quuxing a zzyzx with a flurb") == []
    assert pieces("a man holding a zzyzx") == []


def test_every_word_of_every_sentence_is_korean() -> None:
    for english, _ in USUAL:
        for piece in pieces(english):
            word = piece.removeprefix("+")
            assert all("가" <= letter <= "힣" for letter in word), (english, piece)
            assert not piece.startswith("+") or word in FORMS or word in ("에", "에서", "에게", "의", "들")


def test_forms_of_verbs() -> None:
    assert {"riding", "rides", "ride"} <= forms("ride")
    assert {"running", "runs"} <= forms("run")
    assert {"lying", "lies"} <= forms("lie")
    assert {"looking at", "looks at"} <= forms("look at")
    assert {"carries", "carrying"} <= forms("carry")


def test_the_dictionary_has_no_empty_word() -> None:
    assert len(entries()) > 2000
    for words, ways in entries().items():
        assert words and all(
            entry.korean or part in ("skip", "determiner", "and") for part, entry in ways.items()
        )
