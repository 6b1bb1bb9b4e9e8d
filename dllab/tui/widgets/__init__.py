"""What several screens of the lab are built from."""
