"""Words: the same cases as the page's own search, and texts read one by one."""

from __future__ import annotations

import json

import numpy as np
import pytest

from incidentmap_web.folding import fold, lower, split
from incidentmap_web.words import WordIndex
from mapping_support import ROOT

CASES = json.loads((ROOT / "tests/golden/search.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['query']!a} in {case['text']!a}")
def test_golden(case):
    index = WordIndex([case["text"]])
    assert all(index.holding(word)[0] for word in split(case["query"])) == case["found"]


def test_searching_by_words_is_searching_each_text():
    rng = np.random.default_rng(5)
    letters = list("aeyikhткёїгѓς’- \u00a0\n")
    for _ in range(300):
        texts = ["".join(rng.choice(letters, rng.integers(0, 14))) for _ in range(5)]
        question = "".join(rng.choice(letters, rng.integers(1, 6)))
        for word in split(question):
            keys = {fold(word), fold(word, ukrainian=True)} - {""}
            plain = [
                word in lower(text) or any(key in fold(text, ukrainian=way) for key in keys for way in (False, True))
                for text in texts
            ]
            assert WordIndex(texts).holding(word).tolist() == plain, (word, texts)
