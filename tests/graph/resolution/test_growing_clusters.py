"""What keeps clusters apart holds for all that they grow into."""

from veiltrace_graph.resolution.growing_clusters import GrowingClusters, Obstacle, Reason

ID = Obstacle(Reason.EXCLUSIVE, "resident_id")
REGISTER = Obstacle(Reason.ONE_TO_ONE, "register")


def grow(count=5, held=None, apart=(), max_size=9):
    return GrowingClusters(count, held or {}, apart, max_size)


def test_a_cluster_is_named_by_its_least_record_whichever_way_it_is_joined():
    clusters = grow()
    assert clusters.join(4, 2) == 2
    assert clusters.join(2, 3) == 2
    assert clusters.names().tolist() == [0, 1, 2, 2, 2]
    assert clusters.size[2] == 3


def test_pairs_judged_different_stay_so_through_their_clusters_on_both_sides():
    clusters = grow(apart=[(1, 3)])
    clusters.join(0, 1)
    clusters.join(3, 4)
    assert clusters.obstacle((0, 3)) == Obstacle(Reason.APART)
    assert clusters.obstacle((0, 2)) is None
    assert clusters.obstacle((0, 2, 3)) == Obstacle(Reason.APART)


def test_two_values_of_one_property_part_and_a_missing_or_equal_one_does_not():
    clusters = grow(held={0: {ID: "X"}, 1: {ID: "Y"}, 2: {ID: "X"}})
    assert clusters.obstacle((0, 1)) == ID
    assert clusters.obstacle((0, 2)) is None
    clusters.join(2, 3)
    assert clusters.obstacle((1, 2)) == ID


def test_a_cluster_that_persons_made_against_a_conflict_takes_neither_value_any_more():
    clusters = grow(held={0: {ID: "X"}, 1: {ID: "Y"}, 2: {ID: "X"}, 3: {ID: "Y"}})
    clusters.join(0, 1)
    assert clusters.obstacle((0, 2)) == ID
    assert clusters.obstacle((0, 3)) == ID
    assert clusters.obstacle((0, 4)) is None


def test_the_size_guard_counts_all_members():
    clusters = grow(max_size=3)
    clusters.join(0, 1)
    assert clusters.obstacle((0, 2)) is None
    clusters.join(2, 3)
    assert clusters.obstacle((0, 2)) == Obstacle(Reason.SIZE)


def test_of_several_obstacles_the_hardest_is_told():
    held = {0: {ID: "X", REGISTER: "0"}, 1: {ID: "Y", REGISTER: "1"}, 2: {REGISTER: "2"}}
    assert grow(held=held, apart=[(0, 1)]).obstacle((0, 1)) == Obstacle(Reason.APART)
    assert grow(held=held, max_size=1).obstacle((0, 1)) == ID
    assert grow(held=held, max_size=1).obstacle((0, 2)) == REGISTER
