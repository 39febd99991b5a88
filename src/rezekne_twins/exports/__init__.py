"""What other tools read: one module a format, its library imported where it is used."""
