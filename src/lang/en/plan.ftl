# The sheet of instructions in the mills' form (form.rs)
form-scenario = Scenario: { $scenario }. The season: { $start } to { $end }.
form-rows = One row a stop in the sheet 停产: enterprise, unit, measure, first and last day, coking time, remark. Stops already fixed are listed too.
form-days = The unit makes nothing on the first day, the last day and all days between.
form-measure = Measure: 停产 (stop); of a coke oven 延长出焦时间 (slow-down), with the extended coking time in hours. Lower load is no stop.
form-drop-downs = Enterprises and units come from drop-downs; columns may be moved and added. A unit that does not stop has no row.
form-check = The city checks it with `stagger check SCENARIO THIS_FILE`; the rules are in the sheet 规则.

# What a plan was made from (made.rs)
made-scenario-changed = the scenario file is not as it was when the plan was made ({ $then } then, { $now } now)
made-other-policy = the plan was made under policy "{ $policy }" ({ $then }) and is judged here by "{ $current }" ({ $now })
made-other-sets = the plan was made with { $then }, and is judged here with { $now }
made-no-sets = no --set

# The cells that a finding is about (open.rs)
plan-at-cells = { $note } [{ $cells }{ $dots }]
plan-cells = { $cells }, { $cell }

# Tables of stops (table.rs)
plan-no-table = no table of stops: its header is not there
plan-header-expected = a header row: enterprise, unit, start, end
plan-header-help = it stands within the first { $rows } rows; `stagger template SCENARIO -o form.xlsx` makes a form
plan-of-records = operating records or statistics, not a plan
plan-of-records-expected = a plan; records and statistics as CSV, with the header in the first line
plan-of-records-help = save this sheet as CSV (UTF-8 or GB18030) without the rows above the header; `stagger audit` reads it beside the plan
plan-column-twice = two columns `{ $column }`
plan-column-twice-help = delete or rename one of them
plan-column-missing = the header has no column `{ $column }`
plan-column-missing-help = add a column `{ $column }` (in Chinese: { $chinese }), or check how it is spelt
plan-measure-unknown = unknown measure `{ $measure }`
plan-measure-expected = 停产 (stop) or 延长出焦时间 (slow-down, coke ovens only)
plan-measure-help = lower load is no stop
plan-stop-with-hours = the measure is a stop, but a coking time is filed
plan-stop-with-hours-help = clear it, or make the measure a slow-down
plan-name-of-several = `{ $name }` may be any of several
plan-name-expected = an id

# What a plan file leaves to be filled in (write.rs)
plan-to-be-filled-in = to be filled in
