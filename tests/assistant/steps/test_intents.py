"""What a question asks for."""

import pytest

from assistant.steps.intents import intent_of


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("3つの視点は？", "list"),
        ("どんな取組がありますか", "list"),
        ("推進項目をすべて教えて", "list"),
        ("フレイルとは？", "definition"),
        ("RPAって何ですか", "definition"),
        ("なぜこの計画を作ったの", "reason"),
        ("計画はいつまでですか", "when"),
        ("担当課はどこ", "who"),
        ("借金はいくらあるの", "figure"),
        ("職員は何人いますか", "figure"),
        ("How large was the budget?", "figure"),
        ("How often is the seminar held?", "figure"),
        ("How has the rate changed over the years?", "figure"),
        ("How does the city help farmers?", "how"),
        ("どうやって待ち時間を減らすの", "how"),
        ("窓口の予約", "fact"),
        ("", "fact"),
    ],
)
def test_intent(question: str, intent: str) -> None:
    assert intent_of(question) == intent
