"""FollowTheMoney: entities of any dataset, one JSON object a line."""
