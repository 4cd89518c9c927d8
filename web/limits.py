"""Limits of this room, each with the reason for its value; body and question limits are settings."""

from typing import Final

HISTORY_ROWS: Final = 100
"""Earlier questions in one request: each is replayed; a batch row takes as many."""

CARRIED_ROWS: Final = 10
"""Earlier questions that the page itself carries on: what a person still sees as one conversation."""

PLAN_IDS: Final = 1_000
"""Plans named in one request: more than any city publishes; a batch row takes as many."""

TOP: Final = 100
"""Hits of one search: ten pages of ten."""

PAGE_CHARACTERS: Final = 20_000
"""Characters on one page of the source viewer: 60 kB and as much markup at most, so that a page stays under 150 kB."""

CONTENTS_ROWS: Final = 200
"""Rows of the contents list before it shrinks to the page in view: a usual plan has fewer than a hundred."""

EXAMPLES: Final = 4
"""Example questions on the empty page: a glance takes in four."""

HEADING_CHARACTERS: Final = 24
"""Longest heading that still reads well inside an example question."""

READINESS_SECONDS: Final = 30.0
"""How long a verified index counts as verified: probes come every few seconds, digests take longer."""

MENDING_SECONDS: Final = 5.0
"""How long a damaged index counts as damaged: a mended one is to be back within ten seconds."""

SEARCH_CHARACTERS: Final = 200
"""Longest search inside a plan: what fits in its box; a page's address stays short."""

FOUND_PLACES: Final = 20
"""Places shown of a search inside a plan, above its text: more are not read through, and a page stays under 150 kB."""

NEAR_PLACES: Final = 5
"""Passages offered where a searched word stands nowhere in a plan."""

PASSAGE_CHARACTERS: Final = 400
"""Characters shown before and after a cited passage in the side panel: about a screenful of a phone."""

KPI_ROWS: Final = 50
"""Indicators on one page of the explorer: a phone still scrolls them, and most filters leave fewer."""

KPI_CARDS: Final = 1_000
"""Cards of the explorer kept as HTML for an access level, of about 2 kB each: the bundled plans in every language."""

STORED_ROWS: Final = 20
"""Earlier questions of a browser session that the empty page lists: a screenful; older ones are deleted with them."""

ANSWER_CHARTS: Final = 3
"""Indicators of an answer that are shown with a chart at once; the others are folded away, as tables."""
