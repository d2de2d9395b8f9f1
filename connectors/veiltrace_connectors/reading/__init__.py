"""Files of rows (CSV, XLSX, Parquet, JSON lines) read as text, one row at a time."""
