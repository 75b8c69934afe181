# What would mend a shortfall (advice.rs)
advice-longer =
    {" "}(say { $unit } from { $first } to { $last }, { $days ->
        [one] 1 day
       *[other] { $days } days
    } more{ $enough ->
        [no] ; that alone is not enough
       *[yes] {""}
    })
advice-new =
    {" "}(say a new stop of { $unit } from { $first } to { $last }, { $days ->
        [one] 1 day
       *[other] { $days } days
    }{ $enough ->
        [no] ; that alone is not enough
       *[yes] {""}
    })
advice-none = {" "}(none of its stops can be made longer and none be added as they lie: service, the number of stops, the days between them and each day's limits stand in the way)
advice-none-must-run =
    {" "}(none of its stops can be made longer and none be added: { $days ->
        [one] 1 unit-day
       *[other] { $days } unit-days
    } under must_run)

# Limits of all linear rules (breach.rs)
breach =
    { $measured }, { $bound ->
        [least] at least { $required } required, short by { $by }
       *[most] at most { $required } allowed, over by { $by }
    }{ $worst }; { $advice }{ $way }
breach-worst-day = {" "}(worst day { $day })

# CHANGE
change-crowded = { $furnaces } furnaces stop or restart on the same day; move one of them by a day

# CLAIM
claim-objective = claims a cost of { $claimed } CNY, recomputed { $cost } CNY; recompute [solve] or leave it out
claim-bound = claims that no plan costs less than { $bound } CNY, yet this one costs { $cost } CNY
claim-gap = claims a gap of { $claimed }; its own objective and bound make { $gap }

# CONCRETE
concrete-reversed = it starts on { $start } after its end on { $end }; correct the dates
concrete-unit-meant = the enterprise has no unit "{ $unit }"; is "{ $known }" meant?
concrete-unit-unknown = the enterprise has no unit "{ $unit }"; check the id
concrete-enterprise-meant = the scenario has no enterprise "{ $enterprise }"; is "{ $known }" meant?
concrete-enterprise-unknown = the scenario has no enterprise "{ $enterprise }"; check the id
concrete-outside = outside the season of { $start } to { $end }; keep the dates within it
concrete-idle = the unit is not in service (not commissioned yet, retired, or long idle); such days are no stop, drop them
concrete-twice = stops or slow-downs of the unit overlap; join them

# DOWN
down-lacks =
    a fixed stop of which no stop of the plan has { $days ->
        [one] 1 day
       *[other] { $days } days
    }; add what lacks

# FEED
feed-out = the { $kind }s stop { $days } days' output more than the furnaces, stock lasts { $stock }; stop them together

# GRADE-ORDER
grade-order = grade { $lower } at { $low }, grade { $upper } at { $high }: grade { $lower } should be at { $required } at least; stop { $lower } longer or { $upper } less

# IDLE
idle-all-season =
    stopped on all of { $days ->
        [one] 1 day
       *[other] { $days } days
    } in service; if it has been idle long since, file last_ran

# MANY-STOPS
many-stops =
    { $stops ->
        [one] 1 stop
       *[other] { $stops } stops
    }, at most { $most } allowed; join or drop { $beyond }

# MUST-RUN
must-run-stopped =
    stopped on { $days ->
        [one] 1 day
       *[other] { $days } days
    } on which it must run; move the stop out of the span or stop another unit

# ONE-CUT
one-cut = { $cut } of { $mills } mills ({ $share }) first stop a furnace on { $first } and last on { $last }; spread them

# PERMIT
permit-shared = shares permit { $permit } with enterprise "{ $other }"; check it, or file the two as one

# PLAUSIBLE
plausible-outside = { $what } lies wholly outside the season and has no effect; check its dates
plausible-steel-last-year = last year's crude steel of { $last } t is above 1.1 times full running ({ $most } t); check steel_last_year_t
plausible-no-evidence = files must_run or heating without evidence; name the documents that certify it
plausible-long-idle = long idle all season, so it counts in no ratio; check its dates
plausible-out-of-service = out of service all season, so it counts in no ratio; check its dates
plausible-unusual = { $field } = { $filed } { $unit } is outside the usual { $low } to { $high }; check it

# POLICY-ORDER
policy-order-pays = stopping one { $kind } avoids emissions worth { $value } CNY/t and loses only { $loss } CNY/t, so it pays for itself; check the policy

# REPLACEMENT
replacement-retired-late =
    in service for { $days ->
        [one] 1 day
       *[other] { $days } days
    } beside "{ $old }", which it replaces, retired only on { $retired }; commission it later or retire the old one earlier
replacement-not-retired =
    in service for { $days ->
        [one] 1 day
       *[other] { $days } days
    } beside "{ $old }", which it replaces, filed without a day of retirement; commission it later or retire the old one earlier

# SCENARIO
scenario-other = the plan names scenario "{ $named }", this one is "{ $scenario }"; check that they belong together

# SHORT-RUN
short-run =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    } between two stops, at least { $least } required; { $way }
short-run-move-later = move the later to { $first } to { $last }, or join them
short-run-move-earlier = move the earlier to { $first } to { $last }, or join them
short-run-join = join them
short-run-drop = must_run days lie between, so they cannot be joined: drop one

# SHORT-STOP
short-stop-add =
    a stop of { $days ->
        [one] 1 day
       *[other] { $days } days
    }, at least { $least } required; it counts in no ratio: add { $more ->
        [one] 1 day
       *[other] { $more } days
    } (say { $first } to { $last }) or drop it
short-stop-no-room =
    a stop of { $days ->
        [one] 1 day
       *[other] { $days } days
    }, at least { $least } required; it counts in no ratio: there is no room for more (service, must_run, other stops near): drop it

# SLOW-SHAPE
slow-shape-short =
    a slow-down of { $days ->
        [one] 1 day
       *[other] { $days } days
    }, at least { $least } required; lengthen it by { $more ->
        [one] 1 day
       *[other] { $more } days
    } or drop it
slow-shape-many =
    { $slowdowns ->
        [one] 1 slow-down
       *[other] { $slowdowns } slow-downs
    }, at most { $most } allowed; merge or drop { $beyond }

# STAGE-STEEL
stage-steel-unlisted = STAGE-STEEL does not hold in { $cities }: no stage of the policy { $policy } names it. If one should, write the city as the policy does, or list it in a policy of your own. It names: { $named }

# WAIVER
waiver-in-part = the waiver of { $rule } by { $document } of { $issuer } ({ $start } – { $end }) covers only part of the finding on { $at }; check it, or mend the plan
waiver-expired = the waiver of { $rule } by { $document } of { $issuer } expired on { $end }, the finding is on { $at }; renew it, or mend the plan
waiver-not-yet = the waiver of { $rule } by { $document } of { $issuer } is not valid before { $start }, the finding is on { $at }; check it, or mend the plan
waiver-of-nothing = the waiver of { $rule } by { $document } of { $issuer } covers no finding; check it, or take it out

# WHOLE-STOP
whole-stop-not-longer = a coking time of { $hours } h is not above the normal { $normal } h; lengthen it or drop the slow-down
whole-stop-too-long = a coking time of { $hours } h is above the policy's maximum of { $most } h; keep it within { $most } h
whole-stop-oven = a coke oven stops whole only on its down days; on other days give it a longer coking time
whole-stop-slowed = no { $kind } may be slowed instead of stopped; stop it whole

# Amounts (words.rs)
amount-tonnes = { $tonnes } t
amount-tonnes-a-day = { $tonnes } t/d
amount-points = { $points } points
amount-lines =
    { $lines ->
        [one] 1 line
       *[other] { $lines } lines
    }
