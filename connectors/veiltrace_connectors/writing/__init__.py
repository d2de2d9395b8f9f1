"""Records written out for other programs: FollowTheMoney, and flat tables as CSV or Parquet."""
