"""What closes a gap is counted in whole dossiers."""

import pandas as pd

from board.gaps import reached


def test_a_share_of_whole_dossiers_is_never_one_short():
    """As fractions have it, of every share with up to 200 dossiers below the line."""
    pairs = [(top, below) for below in range(1, 201) for top in range(below + 1)]
    for times in (1, 7, 1000):
        share = pd.Series([top / below for top, below in pairs])
        of = pd.Series([below * times for _top, below in pairs])
        expected = [top * times for top, _below in pairs]
        assert reached(share, of).tolist() == expected


def test_what_is_short_of_a_whole_dossier_is_none():
    assert reached(pd.Series([0.5]), pd.Series([3])).tolist() == [1]
    assert reached(pd.Series([1 / 3]), pd.Series([2])).tolist() == [0]
