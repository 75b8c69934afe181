# Row by row (block.rs)
records-open-quote = a quote is not closed
records-one-line = write a record on one line, without line breaks within a field
records-few-columns = { $n ->
    [one] 1 column only
   *[other] { $n } columns only
}
records-columns-at-least = { $n } columns at least
records-check-header = check the delimiter and the header
records-wrong-time = wrong time
records-time-as = as 2021-12-01 05:00 or 2021-12-01
records-time-means = a time is the hour that begins then; of a whole day give the date only
records-wrong-output = wrong output
records-wrong-power = wrong power
records-about-full-rate = t, about { $n } a record at full rate
records-check-unit = check the unit; of a running counter give the differences
records-number-or-empty = a number of at least 0; empty where there is none
records-digits-only = digits only; the unit belongs to the header
records-wrong-state = wrong state
records-states = run, stop, maintenance or breakdown
records-leave-empty = leave it empty where there is none
records-unknown-enterprise = the scenario has no enterprise "{ $name }"
records-unknown-unit = { $enterprise } has no unit "{ $name }"

# The list of errors (fault.rs)
records-more-errors = { $n } more errors of this file are not shown

# The file as a whole (read.rs)
records-steel-too-large = crude steel by month of more than { $most } MiB; check that this is the file you mean, or split it
records-too-many = records of so many units that more than { $most } hours and days would be kept
records-too-many-help = give them by the day, or audit one city at a time
records-long-line = a line of more than { $most } MiB; check that this is a CSV file with one record a line
records-header-only = a header and no record
records-save-as-csv = save it as CSV (UTF-8 or GB18030)
records-empty = the file is empty
records-workbook = this is a workbook, not a CSV file
records-zero-byte = a zero byte: UTF-16, or no text
records-header-lacks = the header lacks: { $columns }
records-columns-needed = records: enterprise, unit, time and one of output, power, state; statistics: enterprise, month, crude_steel_t
records-column-twice = two columns are "{ $column }"
records-unknown-measure = unknown unit of measure
records-measures = t, kt, kWh or MWh
records-none-of-season = no record is about a day of the season
records-season = { $first } to { $last }
records-clash = { $place } has another record of the same time
records-clash-help = which of them is true is not for the program to choose: delete the wrong one; make one record an hour
records-hours-and-days = { $place } has records by the hour and by the day
records-hours-or-days = use one of them for each unit
records-of-rows =
    { $rows ->
        [one] { $says } (1 row)
       *[other] { $says } ({ $rows } rows)
    }

# Crude steel by month (steel.rs)
records-few-columns-or-open-quote = too few columns, or a quote is not closed
records-wrong-month = wrong month
records-month = { $year }-{ $month }
records-month-as = as 2021-12
records-one-month-a-row = one month a row
records-wrong-steel = wrong amount of crude steel
records-number-of-tonnes = a number of at least 0, t
records-month-twice = { $enterprise } has { $old } t for { $month } already
records-one-row-a-month = keep one row an enterprise and month

# Records made with tricks in them (generate/tricks.rs)
records-trick-needs-stop = a whole stop of 8 days or more with 4 running days before and after
records-trick-needs-slow-oven = a coke oven slowed for 9 days or more by a fifth or more
records-trick-needs-records = records
records-trick-needs-running = 14 running days on end
records-trick-needs-steel = an enterprise with furnaces and a whole month
