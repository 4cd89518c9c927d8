"""Parts of lines: what was left out, what a text does, what is wrong with a cell."""

from typing import Final

from corpus.remarks.grammar import Code, Grammar


class PartCode(Code):
    """What a part says."""

    # What the readers leave out.
    COUNTED = "counted", "{part} ({count})"
    DELETED = "deleted", "deleted text"
    READING = "reading", "reading over kanji"
    PICTURE = "picture", "picture"
    CHART = "chart", "chart"
    DIAGRAM = "diagram", "diagram"
    OBJECT = "object", "embedded object"
    COMMENT = "comment", "comment"
    DOCUMENT = "document", "embedded document"
    STRUCK = "struck", "struck-out text"
    SYMBOL = "symbol", "symbol"
    PLACEHOLDER = "placeholder", "placeholder"
    MARGIN = "margin", "page header or footer"
    SCRIPT = "script", "script"
    NAVIGATION = "navigation", "navigation"
    ASIDE = "aside", "aside"
    CONTROL = "control", "form control"
    DIALOG = "dialog", "dialog"
    PAGE_HEADER = "page_header", "page header"
    PAGE_FOOTER = "page_footer", "page footer"
    OUTSIDE = "outside", "{count} letters outside the main content"
    RUNNING = "running", "「{text}」 on {count} pages"
    MORE_RUNNING = "more_running", "{count} more running heads or feet"
    NUMBERS = "numbers", "page numbers on {count} pages"
    SLANTED = "slanted", "{count} letters of slanted watermarks"
    PRINTED_READINGS = "printed_readings", "{count} kana of readings printed over kanji"
    # What a limit leaves out of a workbook.
    BELOW = "below", "what stands in row {row} and below"
    BEYOND = "beyond", "cells beyond the {most}th column"
    # What a text that speaks to an assistant does: the rules of ``suspicion.toml``.
    EARLIER = "earlier", "asks to set earlier instructions aside"
    SAFEGUARDS = "safeguards", "asks to set safeguards aside"
    ROLE = "role", "gives an assistant a role"
    SPEAKS = "speaks", "speaks to the assistant that reads the plan"
    ANSWERS = "answers", "tells an assistant what to answer"
    SOURCELESS = "sourceless", "asks for answers without sources"
    PROMPT = "prompt", "asks for the assistant's own instructions"
    KEPT_SECRET = "kept_secret", "asks to be kept from the user"
    NEW_INSTRUCTIONS = "new_instructions", "gives new instructions"
    POSES = "poses", "poses as the system"
    CHAT_MARKS = "chat_marks", "holds the marks between the speakers of a chat"
    # Letters that nobody sees, likewise.
    NO_WIDTH = "no_width", "of no width"
    DIRECTION = "direction", "that turn the direction of text"
    TAGS = "tags", "that are tags"
    VARIANTS = "variants", "that select variants"
    # What was likely misread.
    LOOKALIKE = "lookalike", "a look-alike in a katakana word"
    LETTER_IN_FIGURE = "letter_in_figure", "a letter in a figure"
    FOREIGN_KANJI = "foreign_kanji", "a kanji that Japanese does not use"
    REPLACED = "replaced", "replacement characters: read in another encoding"
    # What is wrong with a cell of a CSV file: the lines of pydantic.
    CHOICES = "choices", "Input should be {choices}"
    DECIMAL = "decimal", "String should match pattern '{pattern}'"
    INTEGER = "integer", "Input should be a valid integer, unable to parse string as an integer"
    HUGE_INTEGER = "huge_integer", "Unable to parse input string as an integer, exceeded maximum size"
    AT_LEAST = "at_least", "Input should be greater than or equal to {least}"
    AT_MOST = "at_most", "Input should be less than or equal to {most}"
    MISSING = "missing", "String should have at least 1 character"
    TOO_LONG = "too_long", "String should have at most {most} characters"
    # What makes a row no CSV: the lines of the csv module.
    OPEN_QUOTE = "open_quote", "unexpected end of data"
    AFTER_QUOTE = "after_quote", "'{mark}' expected after '{quote}'"
    HUGE_CELL = "huge_cell", "field larger than field limit ({most})"


PARTS: Final = Grammar(PartCode)
