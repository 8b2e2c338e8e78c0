"""Records in tables: rows whose columns have meaning."""
