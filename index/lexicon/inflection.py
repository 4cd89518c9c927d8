"""One form for the forms of a word: verbs and the nouns made of them, plurals and singulars."""

_U_ROW = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))
# Before る: letters of the e and i rows, after which a verb only drops its る (届ける, 借りる).
_BEFORE_RU = frozenset("えけげせぜてでねへべめれいきぎしじちにひびみり")
# The first that fits counts; equal pairs keep words that only look like plurals.
_PLURALS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ss", "ss"), ("us", "us"),
            ("is", "is"), ("s", ""))  # fmt: skip
_SHORTEST_PLURAL = 4  # letters: gas and bus are none
_SHORTEST_STEM = 2  # letters before an ending: us of used; ring and red have none
_VOWELS = frozenset("aeiouy")


def as_noun(term: str) -> str:
    """Return a verb in the form of its noun, anything else as it is: 引っ越す -> 引っ越し, 届ける -> 届け."""
    stem, last = term[:-1], term[-1:]
    if not stem or last not in _U_ROW:
        return term
    return stem if last == "る" and stem[-1] in _BEFORE_RU else stem + _U_ROW[last]


def singular(word: str) -> str:
    """Return an English word without its plural ending; words of up to three letters stay as they are."""
    if len(word) < _SHORTEST_PLURAL:
        return word
    ending, instead = next((pair for pair in _PLURALS if word.endswith(pair[0])), ("", ""))
    return word.removesuffix(ending) + instead


def stem(word: str) -> str:
    """Return an English word without the endings of its plural and its verb forms: dispatched, dispatching -> dispatch.

    Equal for the forms of one word, and no word by itself: used, using and use all give ``us``.
    """
    word = singular(word)
    ending = next((one for one in ("ing", "ied", "ed") if word.endswith(one)), "")
    rest = word.removesuffix(ending)
    if ending and len(rest) >= _SHORTEST_STEM and not _VOWELS.isdisjoint(rest):
        doubled = rest[-1] == rest[-2] and rest[-1] not in "lsz"
        word = f"{rest}y" if ending == "ied" else rest[:-1] if doubled else rest
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM - 1 else word
