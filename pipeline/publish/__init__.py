"""From records to a validated, immutable snapshot."""
