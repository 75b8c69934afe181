# export/workbook.rs
grid-sheet = plan by day
grid-sheet-of-weeks = plan by week
grid-only-part = { $span }; only part of the plan is in this sheet
grid-how = S = stopped, a number = coking time in hours. Change the cells of days, save, and check: stagger check SCENARIO this-file.xlsx
grid-how-of-weeks = A number = days stopped in the week, hours = longest coking time. For reading only: change days in the view by day
grid-when-written = when written: { $verdict }
grid-name = name
grid-kind = kind
grid-size = size
grid-rate = t/d
grid-days = days
grid-month = { $year }-{ $month }
grid-stop = S
grid-share = { $city }: furnaces stopped, by hot-metal rate
grid-chart = Share of the blast furnaces stopped, by hot-metal rate
grid-page = page &P of &N

# export/csv.rs
csv-stop = stop
csv-slow = slow-down
csv-days = days
csv-tonnes = tonnes not made

# plan/grid.rs
grid-of-weeks = this is the view by week, which does not say on which days a unit stands
grid-of-weeks-help = change and hand in the view by day: stagger gantt SCENARIO PLAN -o plan.xlsx
grid-days-apart = after { $day } comes { $next }: the days of the head must follow one another
grid-days-apart-help = put back the columns of the days between, or the day that was typed over
grid-cell = `{ $value }` says neither stop nor coking time
grid-cell-expected = 停 or S (stopped), a number of hours (slowed, coke ovens only), or nothing (running)

# cli/gantt.rs
grid-by-is-for-xlsx = --by week is for a workbook only: give -o a name that ends in .xlsx, or leave --by out
