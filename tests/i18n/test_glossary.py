"""One Korean word for one thing, in every lesson."""

import re

import pytest

from core.i18n.catalog import HERE

TEXTS = {file.name: file.read_text(encoding="utf8") for file in sorted((HERE / "ko").rglob("*.*"))}
OTHER_WORDS = {
    "파라미터": "매개변수|배울 숫자|배운 수(?![가-힣])|배우는 수(?!학)|가중치 수",
    "물체": "물건|사물|객체(?! 검출)",
    "시험 데이터": "테스트|시험용|검사 데이터",
    "비율": "픽셀의 몫",
    "고관절": "엉덩관절",
    "손실": "로스(?!코프)",
    "경사": "그래디언트|그라디언트|구배",
    "특성 맵": "특징 ?맵|피처 ?맵",
    "합성곱": "(?<!디)컨볼루션|콘볼루션|합성 곱",
    "커널": "커넬",
    "보폭": "스트라이드",
    "채널": "채녈",
    "오토인코더": "자동 ?부호화|자기 ?부호화",
    "은닉층": "숨은 ?층|히든",
    "전이학습": "전이 학습",
    "사전학습": "사전 학습",
    "강화학습": "강화 학습",
    "판별자": "구별자|판별기",
    "생성자": "생성기",
    "문턱값": "임계값|역치",
    "재현율": "회수율|재현도",
    "경계 상자": "바운딩",
    "학습률": "학습율",
    "최적화 방법": "옵티마이저",
    "의미 분할": "시맨틱|의미론적",
    "라벨": "레이블",
    "순환 신경망": "재귀 신경망",
    "주의 집중": "어텐션",
    "드롭아웃": "드랍아웃",
    "정규화": "노멀라이즈|노멀라이제이션",
    "초해상도": "초고해상도|슈퍼 ?레졸루션",
}
"""the word that is used, and a pattern of those that are not"""
ALLOWED = {("convolution.md", "배울 숫자")}
"""where another word says what the word means"""


@pytest.mark.parametrize("word", OTHER_WORDS)
def test_a_thing_has_one_name(word: str) -> None:
    found = {
        (name, match[0].strip())
        for name, text in TEXTS.items()
        for match in re.finditer(OTHER_WORDS[word], text)
    }
    assert found - ALLOWED == set(), f"say {word}"
