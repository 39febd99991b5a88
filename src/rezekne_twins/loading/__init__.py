"""From a data folder, or the JSON that `to_json` writes, to linked records.

One way down, called by `load`: `files` reads raw rows, `validate` makes records of them, `link`
puts records where their ids stand, `derive` fills in what follows. A step that finds faults raises
a `DataError` with all of them, so that every later step may rely on what it is given. `faults`
words them and `locate` finds their lines; both are imported only then.
"""
