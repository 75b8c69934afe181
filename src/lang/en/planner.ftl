# How strongly a conflict is proved (explain/text.rs)
conflict-proved-least = Proved least: bent so far, a plan exists; with any of them bent less (by 0.01 points, half a tonne, a line or a day), the others as far, none does.
conflict-shown-to-suffice = Proved that something must bend; shown to suffice: bent so far, a plan was found. Less may do.
conflict-at-least = Proved that something must bend: these, the cheapest by what is known; not shown that this much suffices.
conflict-no-plan = Proved that no plan can keep all rules; which limits must bend was not found in time, raise --time-limit.
conflict-nothing-found = Found neither a rule that must bend nor a plan.

# What must bend
conflict-title = No plan can keep all rules. These limits would have to bend:
conflict-bend = { $place }, { $rule } ({ $id }), { $days }: { $what }{ $held }{ $proved }
conflict-by-unknown = must bend; by how much is not known
conflict-must-run =
    { $proof ->
        [at-least] at least { $by }
       *[other] { $by }
    } of must_run would have to stand
conflict-down =
    { $proof ->
        [at-least] at least { $by }
       *[other] { $by }
    } of down would have to run
conflict-anc-ratio =
    may stay { $proof ->
        [at-least] at least { $by }
       *[other] { $by }
    } below the furnaces' ratio
conflict-compared =
    may stay { $proof ->
        [at-least] at least { $by }
       *[other] { $by }
    } below what it is compared with
conflict-lower-limit =
    the lower limit goes from { $from } to { $to } (bends by { $proof ->
        [at-least] at least { $by }
       *[other] { $by }
    })
conflict-upper-limit =
    the upper limit goes from { $from } to { $to } (bends by { $proof ->
        [at-least] at least { $by }
       *[other] { $by }
    })
conflict-bend-proved-least = ; proved least
conflict-bend-proved = ; proved: at least { $by }
conflict-held =
    {" "}({ $units ->
        [one] 1 { $kind } is
       *[other] { $units } { $kind }s are
    } under must_run, on { $sort ->
        [furnace] { $days ->
            [one] 1 furnace-day
           *[other] { $days } furnace-days
        }
       *[other] { $days ->
            [one] 1 unit-day
           *[other] { $days } unit-days
        }
    } in all)

# Places, amounts and days
conflict-place = { $whole }, { $part }
conflict-unit-days = { $days ->
    [one] 1 unit-day
   *[other] { $days } unit-days
}
conflict-tonnes = { $tonnes } t
conflict-tonnes-a-day = { $tonnes } t/d
conflict-days = { $first } to { $last }
