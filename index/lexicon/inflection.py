"""One form for the forms of a word: verbs and the nouns made of them, plurals and singulars."""

_U_ROW = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))
# Before る: letters of the e and i rows, after which a verb only drops its る (届ける, 借りる).
_BEFORE_RU = frozenset("えけげせぜてでねへべめれいきぎしじちにひびみり")
# The first that fits counts; equal pairs keep words that only look like plurals.
_PLURALS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ss", "ss"), ("us", "us"),
            ("is", "is"), ("s", ""))  # fmt: skip
_SHORTEST_PLURAL = 4  # letters: gas and bus are none


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
