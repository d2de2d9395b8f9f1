"""Persons' links always hold; rules' hold where nothing stands in the way of all of them."""

from itertools import permutations

from veiltrace_graph.resolution.growing_clusters import GrowingClusters, Obstacle, Reason
from veiltrace_graph.resolution.judgement import Author
from veiltrace_graph.resolution.must_links import Clash, lay_links

APART = Obstacle(Reason.APART)


def lay(persons=(), rules=(), apart=(), max_size=9):
    clusters = GrowingClusters(6, {}, apart, max_size)
    return clusters, lay_links(clusters, persons, rules)


def test_which_holders_a_rule_paired_does_not_matter_where_its_links_conflict():
    for links in permutations([(0, 1), (1, 2), (3, 4)]):
        clusters, clashes = lay(rules=links, apart=[(0, 2)])
        assert clusters.names().tolist() == [0, 1, 2, 3, 3, 5]
        assert clashes == [Clash(0, 1, Author.RULE, APART), Clash(1, 2, Author.RULE, APART)]


def test_a_rule_s_links_conflict_through_what_persons_joined_and_leave_that_standing():
    clusters, clashes = lay(persons=[(1, 2)], rules=[(0, 1), (2, 3)], apart=[(0, 3)])
    assert clusters.names().tolist() == [0, 1, 1, 3, 4, 5]
    assert [clash.author for clash in clashes] == [Author.RULE, Author.RULE]


def test_a_person_s_link_is_laid_beyond_the_size_guard_and_a_rule_s_is_not():
    clusters, clashes = lay(persons=[(0, 1), (1, 2)], rules=[(3, 4), (4, 5)], max_size=2)
    assert clusters.names().tolist() == [0, 0, 0, 3, 4, 5]
    assert [(c.left, c.right, c.author) for c in clashes] == [
        (1, 2, Author.PERSON),
        (3, 4, Author.RULE),
        (4, 5, Author.RULE),
    ]
    assert {clash.obstacle for clash in clashes} == {Obstacle(Reason.SIZE)}


def test_a_link_within_what_is_joined_already_is_no_clash():
    _, clashes = lay(persons=[(0, 1), (1, 2), (0, 2)], rules=[(0, 2)], max_size=3)
    assert clashes == []
    _, clashes = lay(persons=[(0, 1), (1, 2)], rules=[(0, 2)], max_size=2)
    assert [clash.author for clash in clashes] == [Author.PERSON]
