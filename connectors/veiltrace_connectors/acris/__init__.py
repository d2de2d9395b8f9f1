"""New York City's register of deeds and mortgages (ACRIS): three tables joined by document."""
