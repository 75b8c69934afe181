# alternatives.rs
alternative = Alternative { $n }: { $path }, { $cost } ({ $more } more); of its { $days } furnace-days { $moved } lie elsewhere than in the plan
alternative-other = elsewhere than in alternative { $n }: { $days }
alternative-more = and { $units ->
    [one] 1 unit more
   *[other] { $units } units more
}; `stagger diff` lists them all
alternatives-none = No plan with stops elsewhere was found within { $within } of the cost; { $why }
alternatives-few = Only { $n ->
    [one] 1 alternative
   *[other] { $n } alternatives
} found within { $within } of the cost; { $why }
alternatives-interrupted = the search was interrupted
alternatives-time-limit = its time was over; raise --time-limit
alternatives-within = raise --within

# annotate/
annotate-note =
    {"["}{ $severity }] { $rule } { $name }{ $days }
    { $note }
    clause: { $section } { $clause }
annotate-more = { $more } more: see sheet "{ $sheet }"
annotate-row = row { $row }
annotate-line = line { $line }
annotate-findings = findings
annotate-findings-columns = no. | severity | rule | name | city | enterprise | enterprise name | unit or kind | first day | last day | measured | required | short by | what is wrong | what to do | waiver | clause | cell
annotate-enterprises = enterprise by rule
annotate-enterprises-columns = city | enterprise | enterprise name | errors | warnings | errors waived
annotate-scenario = scenario
annotate-policy = policy
annotate-plan = plan
annotate-program = program

# audit/
audit-issue = { $name } ({ $verdict }) { $days }: { $note }
audit-holds = No breach; { $to_settle } to settle, { $notices ->
    [one] 1 notice
   *[other] { $notices } notices
}
audit-breaches = { $breaches ->
    [one] 1 breach
   *[other] { $breaches } breaches
}; { $to_settle } to settle, { $notices ->
    [one] 1 notice
   *[other] { $notices } notices
}
audit-scenario = scenario { $name } ({ $hash }); stagger { $version }
audit-plan = plan { $name } ({ $hash }): { $days }
audit-plan-unused = never in force in the season
audit-records = records { $name } ({ $hash }): { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}
audit-days = audited { $first } – { $last }, { $seen } of { $all ->
    [one] 1 unit
   *[other] { $all } units
} have records
audit-rows-outside = { $n } rows are about days outside the season: not used
audit-rows-repeated = { $n } rows repeat earlier ones
audit-rows-unknown = { $n } rows are of enterprises or units that the scenario lacks: not used
audit-kinds-columns = found | name | breaches | to settle | notices
audit-enterprises-columns = city | enterprise | breaches | to settle | notices
audit-more-rows = { $n } more rows: see --format json
audit-ratios = Staggered ratios (nearest to what is required first)
audit-ratios-columns = enterprise | kind | required | planned | planned to date | achieved to date | forecast
audit-steel = Crude steel by month (furthest above plan first)
audit-steel-columns = enterprise | month | statistics | explained | planned | last year | left of the year's cap

# changes.rs
change-of-unit = { $unit }: { $changes } ({ $days ->
    [one] 1 day
   *[other] { $days } days
} moved)
change-moved = { $before } becomes { $after }
change-appeared = new { $after }
change-vanished = dropped { $before }
change-slow-down = { $days } at { $hours } h coking time

# columns.rs
columns-filed = plan file
columns-planned = planned
columns-impossible = no plan can keep all rules
columns-at-fault = the filing is at fault
columns-not-found = no plan found in time
columns-iron-lost = hot metal not made
columns-eaf-steel-lost = EAF steel lost
columns-steel = crude steel
columns-avoided = PM + SO2 + NOx avoided
columns-restarts = number of restarts
columns-moved = unit-days moved
columns-errors = errors
columns-warnings = warnings
columns-ratio = ratio of all furnaces
columns-claimed-gap = { $gap } (as claimed)
columns-quantity = quantity
columns-source = made how
columns-policy = policy
columns-gap = proved gap
columns-ratio-of = ratio of the furnaces of
columns-note = note: { $name }: { $note }
columns-unclear = its difference in cost to the first column is less than what is not proved of the dearer plan: between the best plans of both it may be none; plan both with a smaller --gap
columns-change = against the first

# compare.rs
cost-margin = lost margin
cost-restarts = restarts and banking
cost-output = ancillary output not made
cost-avoided = avoided emissions (less)
cost-total = total
compare-moved = { $units ->
    [one] 1 unit differs
   *[other] { $units } units differ
} by { $days ->
    [one] 1 unit-day
   *[other] { $days } unit-days
}, { $share } of what the plan before stops
compare-gained = Findings gained
compare-lost = Findings lost

# findings.rs
severity-error = error
severity-warning = warning
finding-waived = waived by { $document } of { $issuer } until { $end }
finding-line = { $head }: { $note }
finding-line-waived = { $head }: { $note } ({ $waived })
finding-clause = { $rule } [{ $section }] { $clause }
finding-city = (city)
finding-plan = (plan or policy)

# folder.rs
submissions-unread = Could not be read
submissions-skipped = Other files, passed over
submissions-missing = Not handed in
submissions-clashes = Clashes: a unit in two files
submissions-merged = The merged plan
submissions = Submissions: { $handed_in } of { $expected ->
    [one] 1 mill
   *[other] { $expected } mills
} handed in, { $missing } did not; { $files ->
    [one] 1 file
   *[other] { $files } files
} read, { $unread } could not be, { $clashes ->
    [one] 1 clash
   *[other] { $clashes } clashes
}
submissions-columns = file | mills | stops | slow-downs | state
submissions-read = read
submissions-errors = { $n ->
    [one] 1 error
   *[other] { $n } errors
}

# format.rs
tonnes = { $scale ->
    [millions] { $x } Mt
    [thousands] { $x } kt
   *[units] { $x } t
}
cny = { $scale ->
    [millions] CNY { $x } million
   *[units] CNY { $x }
}
points = { $n ->
    [one] 1 point
   *[other] { $n } points
}
date = { $day } { $month } { $year }
short-date = { $day } { $month }
month = { $n ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
span = { $first } 00:00 to { $last } 24:00 ({ $days ->
    [one] 1 day
   *[other] { $days } days
})
short-span = { $first } to { $last }
days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
list-comma = {", "}
list-pause = {", "}
list-and = {" and "}
list-semicolon = {"; "}

# ledger/
ledger-problem = { $rule }{ $days }: { $note }
ledger-to-do-waived = { $advice }; { $waived }
ledger-sheet = ledger
ledger-none = it has no ledger that this program made (no column "state", or the hidden column "stagger" is gone); name the ledger, or a new file
ledger-full = the ledger is full: its columns are filled down to the last row of a sheet ({ $last }), and a new problem has no room; clear what was filled down too far, or name a new file

# mend.rs
mend-none = No mend exists:
mend-kept = No mend exists: units that are to be kept (--keep) break rules by themselves:
mend-stopped = No mend was found in time, nor a proof that there is none; raise --time-limit
mend-faulty = A fault of this program: the mended plan does not pass the check: { $first }
mend-behind = Breaches that nothing can help any more, which stay
mend-nearest = The nearest plan that keeps all rules: { $units ->
    [one] 1 unit changes
   *[other] { $units } units change
}, { $days ->
    [one] 1 unit-day
   *[other] { $days } unit-days
} ({ $t } t of capacity-days)
mend-nearest-onwards = The nearest plan that keeps all rules from then on: { $units ->
    [one] 1 unit changes
   *[other] { $units } units change
}, { $days ->
    [one] 1 unit-day
   *[other] { $days } unit-days
} ({ $t } t of capacity-days)
mend-cost = cost
mend-least = Proved least.
mend-best-found = Best found: every plan that keeps all rules moves at least { $least } t of capacity-days, so this one is at most { $more } t from least.
mend-cures = { $changes }; for { $rules }

# mod.rs
report-set = changed by option: --set { $set }

# prices.rs, prices/words.rs
prices-incomplete = Stopped by the time limit or an interrupt before all was looked at: { $unknown ->
    [0] {""}
   *[other] - was not,{" "}
}a price holds for the steps tried, perhaps for more; raise --time-limit, or look at one --city.
prices-not-binding = Limits that do not bind: { $limits }
prices-not-binding-counted = Limits that do not bind: { $limits } (--all lists them)
prices-left = Not looked at in time, raise --time-limit: { $limits }
prices-none = None of the rules looked at costs anything: loosening any of them saves nothing.
prices-at-when = { $at } ({ $when })
prices-by-plans = by plans made anew
prices-by-todays = by today's prices
prices-by-bound = by the lower bound
prices-tightened = tightened by { $step } it costs { $cost } more
prices-tightened-no-plan = tightened by { $step } it leaves no plan
prices-tightened-unknown = what tightening costs was not looked at
prices-bounds = {" "}(by the lower bound { $bounds })
prices-plans-unclear = ; plans made anew differ by less than is proved of them
prices-dearest = The dearest rule is { $rule } ({ $name }) of { $at }: { $by }, { $tightened }; loosened by { $step } it saves { $exact ->
    [no] at most{" "}
   *[yes] {""}
}{ $less }{ $but }.
prices-columns = rule | where | limit | step | by | tightened costs | loosened saves | price holds
prices-plan-spare = plan keeps it by { $by }
prices-how-todays = today's prices
prices-how-bound = lower bound
prices-how-plans = lower bound, plans
prices-note-bound = lower bound: the least that any plan can cost ({ $value }, exact to { $open }) found again with the limit moved; the difference is the price, in brackets between what it lies, where plans may be mixed in parts: whole plans may differ. A price holds until steps further out cost over { $holds } more or less.
prices-note-todays = today's prices: the most that loosening saves, by the prices at today's limits (exact in the model's mix of plans); time was over before the limit itself was moved.
prices-note-plans = plans: the difference of plans made anew from the best one found as filed, which costs { $cost }, at most { $open } ({ $share }) more than the best there is. The true price is proved to lie in the brackets (without brackets: between two numbers less than { $wide } of it apart).
prices-note-unclear = within what is not proved: plans differ by less than their gaps leave open, which is no price; raise --time-limit and lower --gap.
prices-note-late = Limits of which no plans were made for lack of time, or not both ways: { $n }; raise --time-limit.
prices-slack-columns = rule | where | limit, does not bind | to spare in the mix of plans
prices-slack-blank = blank: not known without a plan, or none.
prices-from = from { $day }
prices-to = to { $day }
prices-as-furnaces = as the furnaces
prices-step-steel = { $n } t of steel
prices-step-iron = { $n } t/d of hot metal
prices-no-plan = no plan
prices-plans-open = plans: within what is not proved ({ $between })
prices-plans = plans { $amount }
prices-plans-none = no plan found
prices-then = , then { $amount } a step to { $to }
prices-then-no-plan = , no plan at { $to }
prices-then-gone = , then it is gone

# replan.rs
replan-from = Planned anew from { $day } on; the days before stay
replan-behind = Breaches that nothing can help any more, not planned against
replan-broken = What the plan in force breaks from then on
replan-unsaved = No plan is written; --best-effort FILE gets the plan that falls short least
replan-short = What the best-effort plan still breaks
replan-stopped = No plan was found in time, nor a proof that there is none; raise --time-limit
replan-faulty = A fault of this program: the plan does not pass the check
replan-moves = What moves
replan-costs = Cost
replan-priced = cost and price of moves ({ $each } CNY a unit-day): { $priced }
replan-priced-gap = cost and price of moves ({ $each } CNY a unit-day): { $priced }, proved to be at least { $bound }, gap { $gap }
replan-priced-cut-short = cost and price of moves ({ $each } CNY a unit-day): { $priced }, proved to be at least { $bound }, gap { $gap } ({ $asked } asked; { $ended ->
    [exhausted] nothing was left to try
   *[limit] the time limit or an interrupt ended it, raise --time-limit
 })
