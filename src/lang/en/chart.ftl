# The time axis (axis.rs)
chart-axis-day = { $day } { $month }
chart-axis-month-of-year = { $month } { $year }
chart-month = { $month }

# A unit's row (bars.rs)
chart-idle = idle
chart-retired = retired
chart-not-yet-in-service = not yet in service
chart-must-run = must run
chart-dates = { $first } – { $last }
chart-fixed-stop = fixed stop
chart-episode-stop = episode stop
chart-stop = stop
chart-stop-dates = { $dates }, { $days } d
chart-days = { $days } d
chart-slowed = slowed to a coking time of { $hours } h
chart-slow-dates = { $hours } h, { $dates }, { $days } d
chart-slow-days = { $hours } h, { $days } d
chart-days-slowed = slow { $days } d

# The columns at the right (columns.rs)
chart-head-enterprise = enterprise (grade)
chart-head-unit = unit, size
chart-head-ratios = ratio: required → achieved
chart-head-days = days stopped
chart-head-ratio = ratio
chart-own-choice = own choice

# Title, verdict, figures, legend (header.rs)
chart-title = { $region }: staggered production
chart-only = { $span }; only { $drawn } drawn, figures are the whole plan's
chart-only-own = { $span }  drawn: { $drawn }
chart-keeps-all = keeps all rules
chart-breaks =
    { $breaches ->
        [one] 1 error
       *[other] { $breaches } errors
    }
chart-cost = cost { $cost }
chart-cost-bound = cost { $cost }, lower bound (as the plan claims) { $bound }
chart-cost-bound-gap = cost { $cost }, lower bound (as the plan claims) { $bound }, at most { $gap } above the best plan
chart-warnings-and-cost =
    { $warnings ->
        [one] 1 warning, { $cost }
       *[other] { $warnings } warnings, { $cost }
    }
chart-warnings = { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}
chart-figure-ratio = staggered ratio of all furnaces
chart-figure-enterprises = enterprises
chart-figure-furnaces = furnaces that stop, of all
chart-figure-days = furnace-days stopped
chart-figure-hot-metal = hot metal not made
chart-figure-avoided = PM + SO2 + NOx avoided
chart-figure-restarts = restarts of all units
chart-legend-slowed = coke oven slowed (the darker the longer, to { $hours } h)
chart-legend-stopped = { $kind } stopped
chart-legend-fixed = stop already fixed (overhaul etc.)
chart-legend-heating = district heating
chart-legend-outside = outside the staggering period
chart-legend-no-service = out of service
chart-legend-breach = error (numbers: list below)
chart-legend-breach-without-stop = error where nothing stops (fixed stop missing, dates reversed)
chart-legend-earlier = earlier plan, where it differs

# Rows of cities and enterprises (heads.rs)
chart-episode =
    { $level ->
        [yellow] yellow episode
        [orange] orange episode
       *[red] red episode
    }
chart-period = staggering period
chart-city-counts =
    { $mills ->
        [one] 1 mill
       *[other] { $mills } mills
    }, { $furnaces ->
        [one] 1 furnace
       *[other] { $furnaces } furnaces
    }
chart-episode-short =
    { $level ->
        [yellow] yellow
        [orange] orange
       *[red] red
    }
chart-episode-sign =
    { $level ->
        [yellow] Y
        [orange] O
       *[red] R
    }
chart-grade = { $grade }
chart-heating = heating: hot metal ≥ { $iron } t/d

# The curve of the daily share (load.rs)
chart-load-min = min { $share }
chart-load-max = max { $share }
chart-load = furnaces stopped,
chart-load-weighted = by hot-metal rate
chart-load-peak = peak { $share }
chart-load-peak-day = ({ $day })
chart-load-mean = season mean { $share }

# Breaches and the list of them (marks.rs)
chart-from-to = { $first } to { $last }
chart-between-places = ,{" "}
chart-measured = measured { $measured }, required { $required }
chart-rule-says = { $rule }: { $says }
chart-rule-place-says = { $rule }: { $place }: { $says }
chart-list-head = Errors ({ $breaches })
chart-list-head-of-drawn = Errors ({ $breaches }, and { $more } of what is not drawn)
chart-list-more = { $more } more: see stagger check
chart-moved-head = Against the earlier plan: { $words }
chart-moved-more = { $more } more: see stagger diff

# The whole (mod.rs)
chart-nothing-to-draw = there is no unit to draw
chart-notes = Ratio = Σ rate × days stopped / Σ rate × days in service over the staggering period; stops shorter than the policy's shortest do not count; a slowed coke oven counts 1 - normal/extended coking time. A stop runs from 00:00 of its first day to 24:00 of its last.

# export/ics.rs
ics-stop = stop ({ $days ->
        [one] 1 day
       *[other] { $days } days
    })
ics-fixed-stop = fixed stop ({ $days ->
        [one] 1 day
       *[other] { $days } days
    })
ics-episode-stop = episode stop ({ $days ->
        [one] 1 day
       *[other] { $days } days
    })
ics-restart = restart
ics-slow = slowed to a coking time of { $hours } h ({ $days ->
        [one] 1 day
       *[other] { $days } days
    })

# sheets.rs
chart-page = Gantt chart { $page } / { $all }
