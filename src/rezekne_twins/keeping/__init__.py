"""For data maintainers: rules, released ids, source pages, differences between releases."""
