"""Dates in both languages."""

import pytest

from graphmali.extraction.dates import find_periods


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("since August 2020", None, [("2020-08", "open")]),
        ("Ongoing since 2020", None, [("2020", "open")]),
        ("2022-Present", None, [("2022", "open")]),
        ("between 2021 and 2023", None, [("2021", "2023")]),
        ("from March 2022 to May 2023", None, [("2022-03", "2023-05")]),
        ("Since 2020, ongoing", None, [("2020", "open")]),
        ("from 2022 to the present", None, [("2022", "open")]),
        ("depuis janvier 2022", None, [("2022-01", "open")]),
        ("le 1er mars 2021", None, [("2021-03-01", None)]),
        ("until 2023", None, [(None, "2023")]),
        ("on Tuesday", "2025-05-05", [("2025-04-29", None)]),
        ("on Tuesday", None, []),
        ("on 14 August", "2025-05-05", [("2024-08-14", None)]),
        ("on 14 August", None, []),
        ("last year", "2025-05-05", [("2024", None)]),
        ("31 February 2021", None, []),
        ("they may 12 times", "2025-05-05", []),
        ("hier", "2025-03-01", [("2025-02-28", None)]),
    ],
)
def test_periods(text: str, published: str | None, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(p.start, p.end) for p in find_periods(text, published)] == expected
