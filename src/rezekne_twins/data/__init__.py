"""The data set: TOML files, one partnership a file, and what they share."""
