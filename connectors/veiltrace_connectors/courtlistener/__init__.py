"""CourtListener's bulk data: dockets of United States courts, as PostgreSQL's COPY writes them."""
