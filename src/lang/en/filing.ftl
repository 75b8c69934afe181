# filing/mod.rs: annex of a city's plan
filing-title = { $scenario }: staggered production plan (annex)
filing-title-of-mill = { $mill }: its staggered production ({ $scenario })
filing-scenario = scenario
filing-policy = policy
filing-plan = plan
filing-plan-before = earlier plan
filing-records = operating records
filing-overview = Overview
filing-season = Season: { $when }
filing-verdict-of-mill = This mill breaks rules in { $errors ->
    [one] 1 place
   *[other] { $errors } places
}; { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}.
filing-bound-breaks = The plan breaks rules, so it cannot be compared with the best one.
filing-claims-gap = The plan claims that it costs at most { $above } more than the best that keeps all rules; a report cannot check that.
filing-claims-bound = The plan claims that no plan that keeps all rules costs less than { $bound }, so that it is at most { $above } above the best; a report cannot check that.
filing-chart = Gantt chart
filing-cost = Cost
filing-cost-columns = term | CNY million
filing-margins = Slack of the rules
filing-all = all

# filing/mills.rs: the table of mills
filing-cities-columns = city | enterprises | required furnace ratio | achieved furnace ratio | blast-furnace-days stopped | hot metal not made (kt) | EAF-days stopped | crude steel (kt) | last year (kt) | year on year | emissions avoided (t) | restarts (all kinds)
filing-amounts = blast-furnace-days stopped | hot metal not made (kt) | EAF-days stopped | crude steel (kt) | crude steel last year (kt) | year on year | PM + SO2 + NOx avoided (t) | restarts (all kinds)
filing-facts-columns = item | value
filing-name = mill
filing-city = city
filing-county = county
filing-permit = discharge permit
filing-responsible = responsible
filing-evidence = evidence
filing-grade = grade
filing-required = required staggered ratio
filing-why = made up of
filing-period = staggering period
filing-heating = district heating
filing-heating-words = { $when }, at least { $least } t of hot metal a day
filing-mills = Mills
filing-mills-achieved = achieved: { $kind }
filing-mills-columns = no. | county | mill | grade | required ratio | made up of | { $kinds } | blast-furnace-days stopped | hot metal not made (kt) | EAF-days stopped | responsible
filing-why-grade = grade { $grade } { $ratio }
filing-why-violation = violation +{ $more }
filing-why-over-capacity = over capacity +{ $more }
filing-why-not-listed = not on the norm list +{ $more }
filing-why-cap = capped at { $cap }
filing-why-city = the city asks { $least } at least

filing-as-served = as the blast furnaces of the mills that it serves
filing-mills-basis = In a mill's ratios of coke ovens, sinter strands, pellet plants and lime kilns the units of plants that serve it are counted too.

# filing/units.rs: the table of units
filing-units = Units
filing-units-columns = no. | county | mill | kind | unit | size | stop from | stop to | days | share of the staggering period | product lost (kt) | how | furnace | asked by
filing-units-basis = From 00:00 of the first day to 24:00 of the last; "asked by": the rules that one day less at an end of the stop would break.
filing-fixed = stop (fixed)
filing-episode = stop (episode)
filing-stop = stop
filing-slow-down = coking time { $hours } h
filing-no-stops = No unit stops or slows down.
filing-running = Blast furnaces that run all season: { $units }

# filing/months.rs: by month
filing-season-total = season
filing-steel = Crude steel
filing-steel-columns = month | planned (kt) | last year (kt) | change (kt) | year on year
filing-steel-of-mills-columns = mill | planned (kt) | last year (kt) | change (kt) | year on year
filing-caps-columns = mill | year | cap (kt) | made before the season (kt) | planned (kt) | left (kt)
filing-emissions = Emissions avoided
filing-emissions-basis = PM + SO2 + NOx not emitted by stops and slow-downs, by the policy's emission factors.
filing-month = month
filing-tonnes-of = { $what } (t)
filing-tonnes-of-all = all (t)

# filing/moved.rs: against an earlier plan
filing-moved = Against the earlier plan
filing-moved-columns = mill | kind | unit | what moved | days moved
filing-moved-words = { $units ->
    [one] 1 unit does
   *[other] { $units } units do
} otherwise, { $days ->
    [one] 1 unit-day
   *[other] { $days } unit-days
} in all.

# filing/close.rs: findings, rules, sources
filing-findings = Findings
filing-findings-columns = rule | severity | place | first day | last day | what | waiver
filing-too-little = { $measured } achieved, at least { $required } required
filing-no-findings = None.
filing-rules = Rules and clauses
filing-rules-columns = rule | name | section | clause | what must hold
filing-sources = Sources
filing-sources-columns = file | name | SHA-256
filing-program = program

# filing/actual.rs: how it was carried out
carried-title-of-month = { $scenario }: staggered production carried out, { $month }
carried-title-of-season = { $scenario }: staggered production carried out, summary of the season
carried-of-mill = { $title }: { $mill }
carried-records = Operating records: { $first } to { $last }.
carried-no-records = There are no operating records of these days.
carried-due = Due on { $due }.
carried-words = Blast furnaces stood { $stopped } furnace-days (planned { $planned }, not recorded { $unrecorded }) and made { $made } of hot metal (planned { $plan }; as planned where not recorded); { $late ->
    [one] 1 late start
   *[other] { $late } late starts
}, { $breaches ->
    [one] 1 breach
   *[other] { $breaches } breaches
} in all.
carried-steel-words = Crude steel of the months recorded whole: { $made } (planned { $planned }, the same months last year { $last }, { $change }).
carried-mills = Blast furnaces by mill
carried-mills-columns = mill | planned (furnace-days) | stood (furnace-days) | difference (furnace-days) | not recorded (furnace-days) | hot metal planned (kt) | hot metal made (kt) | late starts
carried-months = By month
carried-months-columns = month | planned (furnace-days) | stood (furnace-days) | difference (furnace-days) | not recorded (furnace-days) | hot metal planned (kt) | hot metal made (kt) | late starts
carried-steel-columns = mill | month | planned (kt) | statistics (kt) | explained by furnaces' records (kt) | same month last year (kt) | year on year | cap left (kt)
carried-no-steel = No month is recorded whole, and there are no statistics.
carried-late = Late starts
carried-other = Other findings
carried-none = None.
carried-findings-columns = finding | verdict | name | mill | unit | first day | last day | what

# filing/claimed.rs: whether a report that comes back is so of the plan that it lists
claimed-of-a-mill = this is the sheet of one mill, not a whole plan: check the city's report, or the plan file
claimed-no-sheet = the report lacks the sheet “{ $sheet }”
claimed-no-table = sheet “{ $sheet }” lacks the table with the heads “{ $heads }”
claimed-not-said = sheet “{ $sheet }” does not say what its plan comes to: { $is }
claimed-cell = cell { $cell } says “{ $says }”; recomputed from its plan it is “{ $is }”
claimed-row-more = a row too many at cell { $cell }, which its plan does not come to: { $says }
claimed-and-more = { $more ->
    [one] one more difference
   *[other] { $more } more differences
} on sheet “{ $sheet }”
