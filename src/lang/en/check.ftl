# text.rs
check-errors = Errors
check-warnings = Warnings
check-margins = Rules nearest to breaking
check-holds = The plan holds: no errors, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}{ $waived ->
    [0] {""}
   *[other] {" "}({ $waived } waived)
}
check-breaks = The plan breaks rules: { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}{ $waived_errors ->
    [0] {""}
   *[other] {" "}({ $waived_errors } waived)
}, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}{ $waived ->
    [0] {""}
   *[other] {" "}({ $waived } waived)
}
check-all-waived = every error is waived; a waiver makes no rule hold, so that the plan still breaks rules (exit code 1)
check-judged = scenario { $scenario } ({ $hash }), policy { $policy } ({ $policy_hash }), plan ({ $plan_hash }); stagger { $version }
check-note = note: { $note }
check-option-error = by option, { $rule } is an error
check-option-warning = by option, { $rule } is a warning only
check-rules-columns = rule | name
check-enterprises-columns = city | enterprise
check-counts-columns = errors | warnings
check-counts-waived-columns = errors | errors waived | warnings
check-margins-columns = rule | place | measured | required | slack | may be late by (days)
check-cost = Cost (CNY): { $total } = lost margin { $margin } + restarts and banking { $restarts } + ancillary output not made { $output } - avoided emissions { $avoided }
check-bound = claimed bound { $bound } CNY: not checked (a checker cannot tell)
