"""Where snapshots are kept: folders and object stores, behind one protocol."""
