# Coking times (coking.rs)
audit-coking-short =
    { $days ->
        [one] by its output the coking time was { $time } h where { $planned } h are planned, on 1 day
       *[other] by its output the coking time was { $time } h where { $planned } h are planned, on { $days } days
    }

# Records that do not tell (evidence.rs)
audit-gap = { $hours } h without a record, in { $times } stretches; they do not count as stopped
audit-frozen = the very same value over { $hours } h, in { $times } stretches
audit-power-in-stop = in the stop no output is recorded, but for { $hours } h it used 40 % or more of its usual electricity
audit-none-of-units = no record of any of its { $n } units
audit-no-record = no record at all

# Plans in force (force.rs)
audit-plans-without-approval = plans { $a } and { $b } have no [approval]: only the first plan may lack it, the others say valid_from
audit-plans-from-one-day = plans { $a } and { $b } are both valid from { $day }: leave one of them out

# Achieved ratios (ratio.rs)
audit-ratio-achieved = achieved { $measured } where { $required } is required and { $planned } planned ({ $rule })
audit-ratio-forecast = if the rest goes as planned, { $measured } at the end where { $required } is required and { $planned } planned ({ $rule })
audit-ratio-at-most = { $says }; at most { $most } if what is not recorded was as planned

# Crude steel (steel.rs)
audit-steel-limit = { $made } of crude steel to the last recorded day where the cap is { $limit }: { $over } above ({ $rule })
audit-steel-forecast = if the rest goes as planned, { $made } of crude steel where the cap is { $limit }: { $over } above ({ $rule })
audit-steel-left-out = { $month }: statistics have { $statistics }, the furnaces' records explain { $explained }; { $rest } are of sold iron, or left out of the statistics
audit-scale = output is not 0, and yet at most { $share } of the rate: see whether it is in t
audit-steel-unexplained = { $month }: statistics have { $statistics }, the furnaces' records explain { $explained }; { $rest } are of bought iron, scrap or iron not recorded
audit-steel-month = { $month }: { $made } of crude steel where { $planned } are planned, { $over } above; last year { $last_year }

# Running in a stop (stops.rs)
audit-late-stop = the stop { $from } to { $to } began { $hours } h late ({ $tolerance } h are tolerated), mean load { $load }
audit-early-restart = in the stop { $from } to { $to } it restarted { $hours } h early ({ $tolerance } h are tolerated), mean load { $load }
audit-low-load = in the stop { $from } to { $to } it ran for { $hours } h at { $load } of its rate instead of standing
audit-run-in-stop = in the stop { $from } to { $to } it ran for { $hours } h, mean load { $load }
audit-and-made = { $says }, { $made } t made

# One unit (unit.rs)
audit-unapproved = after a breakdown and before the amended plan, by which it does not stop, it ran { $hours } h of full rate
audit-out-of-service = filed as out of service, its records show { $hours } h of full running (about { $made } t)
audit-breakdown =
    { $days ->
        [one] it stood 1 day outside the plan in force; the plan that has them is valid from { $from }: to be settled until then
       *[other] it stood { $days } days outside the plan in force; the plan that has them is valid from { $from }: to be settled until then
    }
