"""For those who keep the data: rules, released ids, source pages, differences between releases."""
