"""From printed rows to tables whose columns have meaning."""
