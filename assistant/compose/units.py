"""Sentences that say something only together: a lead with its list, a pointing word with what it points at."""

import re
from collections.abc import Sequence

from corpus.plan import Sentence, SentenceKind

# 「この方式は…」 is read with the sentence before it, as far as that is no list item.
_POINTS_BACK = re.compile(r"(この|その|これ|それ|こう|そこで|また、これ|ここ|あわせて、これ)")
# 「…は、次のとおりです。」 announces the list that follows it.
_ANNOUNCES = re.compile(r"次の|以下の|次に|次は|つぎの|とおりです|下の表")


def together(sentences: Sequence[Sentence], at: int, *, whole_list: bool) -> Sequence[Sentence]:
    """Return the sentences, in order, that belong to the one at this position, itself among them.

    ``whole_list``: an item brings the other items of its list and what announces them.
    """
    one = sentences[at]
    if one.kind is SentenceKind.ITEM:
        return _list_around(sentences, at) if whole_list else sentences[at : at + 1]
    first = at - 1 if at > 0 and _points_back(sentences[at - 1], one) else at
    last = _items_end(sentences, at) if _ANNOUNCES.search(one.text) else at
    return sentences[first : last + 1]


def _points_back(before: Sentence, one: Sentence) -> bool:
    return before.kind is SentenceKind.PROSE is one.kind and _POINTS_BACK.match(one.text) is not None


def _items_end(sentences: Sequence[Sentence], at: int) -> int:
    """Return the position of the last of the items that directly follow a sentence."""
    while at + 1 < len(sentences) and sentences[at + 1].kind is SentenceKind.ITEM:
        at += 1
    return at


def _list_around(sentences: Sequence[Sentence], at: int) -> Sequence[Sentence]:
    first = at
    while first > 0 and sentences[first].kind is SentenceKind.ITEM:
        first -= 1
    return sentences[first : _items_end(sentences, at) + 1]
