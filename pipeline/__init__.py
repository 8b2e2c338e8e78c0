"""Thai government plans, circulars and budget books as validated Parquet tables."""
