"""What a person should look at, in records and in snapshots."""
