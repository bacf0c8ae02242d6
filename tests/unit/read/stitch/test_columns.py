"""Which columns of one page are which of another's."""

from yusuan.read.stitch.columns import align

EDGES = (42.0, 231.0, 420.0, 609.0, 798.0)


def test_a_page_that_lies_a_little_to_one_side_has_the_same_columns():
    for by in (0.0, 3.0, -6.5, 15.0):
        found = align(EDGES, tuple(x + by for x in EDGES))
        assert found is not None
        assert (found.old, found.new, found.count) == (None, None, 4)


def test_other_columns_are_not_taken_for_moved_ones():
    other = (42.0, 150.0, 300.0, 609.0, 798.0)
    found = align(EDGES, other)
    assert found is None or found.count > 4
