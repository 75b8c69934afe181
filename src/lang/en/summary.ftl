# text.rs
summary-season = { $name }: { $when }
summary-holds = The plan keeps all rules; { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}.
summary-breaks = The plan breaks rules in { $errors ->
    [one] 1 place
   *[other] { $errors } places
}; { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}.
summary-basis = Staggered ratios are by hot-metal capacity x days stopped (EAFs by crude steel; a slowed coke oven counts 1 - normal/extended coking time).
summary-ratio = staggered ratio of all furnaces { $achieved }
summary-ratio-required = staggered ratio of all furnaces { $achieved } (at least { $required } required)
summary-furnaces = { $days ->
    [one] 1 furnace-day
   *[other] { $days } furnace-days
} stopped, { $lost } of hot metal not made, { $restarts ->
    [one] 1 restart of any unit
   *[other] { $restarts } restarts of all units
}; { $avoided } t of PM + SO2 + NOx avoided
summary-eafs = { $days ->
    [one] 1 EAF-day
   *[other] { $days } EAF-days
} stopped, { $lost } of their crude steel not made
summary-steel = crude steel { $now }, last year over the same days { $last }, { $change } year on year
summary-mills-columns = enterprise | grade | what asks for more | required | achieved | beyond (points) | furnace-days | hot metal (of EAFs: steel) lost | crude steel | last year | year on year
summary-eaf-days = EAF { $n }
summary-eaf-lost = steel { $steel }
summary-why-short = short of its duty
summary-why-whole-days = whole days
summary-why-choice = the plan's choice
summary-why-fixed = fixed stops
summary-kinds = required→achieved
summary-share = stopped share of the city's furnaces, a block a day (█ = { $most })
summary-reasons = What asks for more: the rules that one day less at an end of a stop would break
summary-stops = Stops
summary-stop = { $kind } { $unit }: stop, { $when }{ $class ->
    [fixed] {" "}(fixed)
    [episode] {" "}(episode)
   *[ordinary] {""}
}
summary-slow-down = { $kind } { $unit }: coking time extended to { $hours } h, { $when }
summary-warnings = == { $n ->
    [one] 1 warning
   *[other] { $n } warnings
} ==
summary-warnings-of-rule = { $rule } { $name }: { $n }
summary-warnings-more = and { $n } more; `stagger check SCENARIO PLAN` lists them all
summary-cost = Cost
summary-cost-margin = lost margin: { $cny }
summary-cost-restarts = restarts and banking: { $cny }
summary-cost-output = ancillary output not made: { $cny }
summary-cost-avoided = value of avoided emissions (a gain): { $cny }
summary-cost-total = total: { $cny }
summary-claim-false = What the plan claims of its cost, bound or gap is false.
summary-bound-breaks = Proved: no plan that keeps all rules costs less than { $bound }; this one breaks rules and does not compare.
summary-bound = Proved: no plan that keeps all rules costs less than { $bound }; this one is at most { $above } above the best.
summary-no-bound = The plan gives no lower bound, so how far it is from the best is unknown.
