# How errors of files are shown (src/input/error.rs)
input-cell = { $file }, cell { $address }
input-cell-of-sheet = { $file }, sheet { $sheet }, cell { $address }
input-error = error
input-row = row
input-expected = expected
input-expected-here = expected { $what }
input-value = value
input-help = help
input-errors-or-more = { $count } errors or more; the rest is not shown
input-errors = { $count ->
        [one] 1 error
       *[other] { $count } errors
    }

# Kinds of file, and what fields hold (src/input/field.rs)
input-scenario = scenario
input-policy = policy
input-plan = plan
input-number-at-most = { $number }, and at most { $most }
input-number-at-least = { $number }, and at least { $least }
input-number-between = { $number } from { $least } to { $most }
input-number = a finite number
input-number-not-below-0 = a number of at least 0
input-number-above-0 = a number above 0
input-number-0-to-1 = a number from 0 to 1
input-name = name
input-kind = kind
input-dated-rule = rule
input-level = level
input-month = month
input-cell-text = a text, not blank
input-cell-flag = 是 or 否 (true or false)
input-cell-list = one or more, separated by 、, each { $each }
input-text = a text in quotes, not empty
input-text-at-most = a text of at most { $most } characters
input-flag = true or false
input-date = a date such as 2021-11-15
input-whole-from = a whole number of at least { $low }
input-whole = a whole number from { $low } to { $high }
input-choice = one of { $words }
input-table = a table {"{"} { $body } {"}"}
input-list = a list […], each item { $each }
input-one-or-list = { $one }, or a list of such
input-number-or-map = { $number }, or a table of such by { $keys }
input-map = a table by { $keys }, each entry { $each }

# --set (src/input/set.rs)
set-no-value = there is no value after the =
set-wrong = KEY=VALUE as ratio.base.C=0.45: { $why }
set-open-quote = a quote is not closed
set-no-equals = there is no =
set-empty-step = a step of the key is empty
set-after-step = after a step comes a dot or the =
set-twice = `{ $key }` is given twice: { $first }, and { $set }
set-two-values = `{ $key }` is given two values: { $first }, and { $set }
set-twice-help = leave one of them out
set-beyond-value = `{ $name }` is one value here, and has no `{ $beyond }` within it
set-beyond-value-help = let the key end at `{ $name }`
set-several-items = more than one item has the { $key } `{ $name }`
set-several-items-help = use an id that is unique
set-no-item-named = there is no `{ $name }` among { $within }
set-no-item-numbered = { $within } has no item `{ $name }`
set-none-filed = the file lists none
set-item-number = its number, 1 to { $last }

# The text of a file (src/input/source.rs)
input-file-too-large = the file has { $size } MiB, at most { $most } are read
input-split = check that this is the file you mean; if it is, split it, as by city
input-check-name = check that this is the file you mean
input-not-utf-8 = the file is not UTF-8 text
input-not-utf-8-help = save it in the encoding UTF-8 (it may be GBK or UTF-16)
input-file-empty = the file is empty
input-control-character = a control character: this may be no text file

# Not TOML (src/input/syntax.rs); in English always as the parser says it
input-too-many-values = the file has about { $values } values, lists and tables, at most { $most } are read
toml-fault = not valid TOML: { $fault ->
       *[other] { $message }
    }
toml-twice-line = line { $line } has it too: delete one of the two
toml-twice = it is there twice: delete one of the two
toml-help = one field a line, NAME = VALUE; texts in quotes, numbers without units

# Fields (src/input/walk.rs)
input-newer-schema = the file has schema { $schema }, newer than this program, which reads schema { $known }
input-newer-schema-help = use a newer stagger, or file in this version's format
input-did-you-mean = did you mean `{ $name }`?
input-known = known are: { $names }
input-unknown-field = unknown field `{ $name }` in { $place }
input-missing-field = missing field `{ $name }` in { $place }
input-missing-field-help = add `{ $name }`: { $means } ({ $expected })
input-start-after-end = start { $start } is after end { $end }
input-start-after-end-help = both days are included; check their order
input-wrong-value = wrong value for `{ $name }`
input-wrong-value-help = `{ $name }`: { $means }
input-no-day = there is no day { $day }
input-no-day-expected = a day of the calendar such as 2021-11-15
input-no-day-help = check the month and how many days it has
input-time = `{ $name }` is a day, without a time
input-time-help = stops are whole days, 0:00 to 24:00: leave the time out
input-unknown-dated-rule = no rule `{ $name }` holds on listed days
input-unknown-kind = unknown kind `{ $name }`
input-unknown-level = unknown level `{ $name }`
input-unknown-month = unknown month `{ $name }`
input-unknown-month-expected = a month "YYYY-MM" such as "2021-12"

# Another kind of file (src/input/which.rs)
input-which-policy = { $file } is a { $is }, not a { $wanted }: a scenario names its policy in its field `policy`
input-which-scenario = { $file } is a { $is }, not a { $wanted }: SCENARIO is expected here
input-which-plan = { $file } is a { $is }, not a { $wanted }: give SCENARIO first, and a plan here
