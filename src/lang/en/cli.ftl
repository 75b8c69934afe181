# mod.rs: of all commands
cli-error = error: { $what }
cli-output-is-input = the output { $path } is the input { $input }, which it would destroy: give it another name
cli-output-or-json = standard output holds one JSON object and nothing else: write to a file with -o, or leave out --format json
cli-of-file = { $file }: { $what }
cli-no-rule = no such rule; `stagger explain` lists them all
cli-no-rule-near = no such rule; is { $near } meant?

# usage.rs: a wrong command line
cli-usage-no-command = unrecognized subcommand '{ $name }'
cli-usage-no-command-near =
    unrecognized subcommand '{ $name }'

    {"  "}tip: a similar subcommand exists: '{ $near }'
cli-usage-no-option = unexpected argument '{ $arg }' found
cli-usage-no-option-near =
    unexpected argument '{ $arg }' found

    {"  "}tip: a similar argument exists: '{ $near }'
cli-usage-missing = the following required arguments were not provided: { $args }
cli-usage-missing-command = 'stagger' requires a subcommand but one was not provided
cli-usage-exclude = the argument '{ $arg }' cannot be used with '{ $other }'
cli-usage-twice = the argument '{ $arg }' cannot be used multiple times
cli-usage-no-value = a value is required for '{ $arg }' but none was supplied
cli-usage-no-value-of =
    a value is required for '{ $arg }' but none was supplied
    {"  "}[possible values: { $valid }]
cli-usage-value = invalid value '{ $value }' for '{ $arg }': { $why }
cli-usage-value-of =
    invalid value '{ $value }' for '{ $arg }'
    {"  "}[possible values: { $valid }]
cli-usage-value-near =
    invalid value '{ $value }' for '{ $arg }'
    {"  "}[possible values: { $valid }]

    {"  "}tip: a similar value exists: '{ $near }'
cli-usage-see-help = For more information, try '{ $command } --help'.

# help.rs: the frame of --help
cli-help-usage = Usage:{" "}
cli-help-commands = Commands:
cli-help-arguments = Arguments:
cli-help-options = Options:
cli-help-any-options = [OPTIONS]
cli-help-a-command = COMMAND
cli-help-default = { $about } [default: { $value }]
cli-help-values = { $about } [possible values: { $values }]

# values.rs: values of options
cli-fraction = "{ $text }" should be a fraction between 0 and 1
cli-seconds = "{ $text }" should be a positive number of seconds
cli-hours = hours from 0 to below 24
cli-month = { $text } should be a month, as 2021-12
cli-price = "{ $text }" should be CNY, 0 or more
cli-date = should be a date, as 2021-12-01
cli-number-too-large = the number is too large
cli-whole-number-from = should be a whole number of at least { $low }
cli-whole-number = should be a whole number from { $low } to { $high }

# outputs.rs: names of outputs
cli-output-ending =
    { $path } ends in .{ $ending }, but what is written is { $kind ->
        [plan] a plan as TOML text
        [scenario] a scenario as TOML text
        [records] CSV text
       *[answers] JSON text
    }: give it a name that ends in .{ $own }, as { $better }
cli-outputs-one-file = { $first } and { $second } both write { $path }, where one would destroy the other: give each its own name
cli-output-no-stdout = { $option } takes the name of a file: - is standard output, where the answer goes

# annotate.rs
cli-annotate-ending = --annotate writes an .{ $ending } workbook; { $path } should end in .{ $ending }
cli-annotated = annotated copy written to { $path }
cli-annotated-new = { $file } is no .xlsx and cannot be annotated itself; new workbook { $path } has its rows, the findings and the counts

# audit.rs
cli-audit-no-plan = no plan is given
cli-audit-no-records = no records are given: CSV with the columns enterprise, unit, time and one of output, power, state

# check.rs
cli-check-annotate-folder = --annotate is for one submission; check them one by one
cli-check-annotate-report = --annotate is for a submitted plan; this is a report: annotate the plan that it was made from
cli-check-merged-file = --merged is for a folder of submissions
cli-check-claim-of-others = { $claim } (the plan was made with other values than it is judged with: see the note)
cli-check-ledger-left =
    ledger { $path } is left as it was, not brought up to date: { $unread ->
        [one] 1 file
       *[other] { $unread } files
    } could not be read; check again when that is put right
cli-check-merged-left =
    the merged plan { $path } is not written: { $unread ->
        [one] 1 file
       *[other] { $unread } files
    } could not be read; check again when that is put right
cli-check-mended-left =
    the mended plan { $path } is not written: { $unread ->
        [one] 1 file
       *[other] { $unread } files
    } could not be read; check again when that is put right
cli-check-warn-and-deny = { $rule } cannot be both --warn and --deny

# ledger.rs
cli-ledger-what-if = --ledger follows up what was filed: with --set nothing is entered in it or closed; leave one of the two out
cli-ledger-ending = a ledger is an .xlsx workbook; { $path } should end in .xlsx
cli-ledger-clock = this machine's clock says { $today }, which is before the season by more than a year, and so does the ledger now; if that is wrong, put the ledger back and give the day with --date
cli-ledger-updated =
    ledger { $path }: { $new } new, { $open } still open, { $closed } closed, { $back } come back{ $unjudged ->
        [0] {""}
       *[other] , { $unjudged } not judged by this run
    }

# mend.rs
cli-mend-progress = moved { $moved } t  at least { $least } t
cli-mend-progress-none = moved -  at least { $least } t
cli-mend-no-unit = the scenario has no unit "{ $name }": write enterprise/unit, as { $any }
cli-mend-several-units = more than one unit is "{ $name }": name the enterprise too, as { $a } or { $b }

# compare.rs
cli-compare-two-columns = there must be two columns at least: name two plans or policy files, or use --policy
cli-compare-other-scenario = the plan names scenario "{ $other }", this one is "{ $name }"
cli-compare-scenario-column = { $path } is a scenario: one scenario comes first, and the columns after it are plans or policies
cli-compare-no-policy = unknown policy "{ $name }": neither built in nor a file
cli-compare-seasons = the season of policy { $path } is { $start } to { $end }, that of the scenario { $own_start } to { $own_end }: state `season` in the scenario

# plan.rs
cli-reserve-names = "{ $name }" should be ratio or steel
cli-reserve-twice = "{ $name }" is given twice
cli-progress = best { $best }  bound { $bound }
cli-progress-gap = best { $best }  bound { $bound }  gap { $gap }

# plan/alternatives.rs
cli-alternatives-older = { $path } is of an earlier run, not of this plan; delete it and those numbered after it
cli-alternatives-beside = the plans of --alternatives go beside the file of -o: write the plan to a file

# plan/answers.rs
cli-conflict-with-reserve = what follows is by the limits as --reserve tightens them; with less of it, or none, there may be a plan
cli-reserved = Planned with a reserve: ratios { $ratio } points higher, steel limits { $steel }% lower. The bound is that of the rules without it, so that the gap includes what the reserve costs.
cli-filing-at-fault = The filing is at fault; no plan mends it:
cli-stopped-interrupted = interrupted before a plan was found: none is written, nor is it proved that there is none
cli-stopped-doubtful = no plan was found in time, and probably none keeps all rules, which is not proved; raise --time-limit, or loosen the tightest limits and try again
cli-stopped = no plan was found in time, nor a proof that there is none; raise --time-limit, or start --from a plan
cli-faulty = a fault of this program: no plan that it made passes the check, and none is written. Please report the scenario, seed { $seed }, version { $version } and this: { $first }. Another --seed may do
cli-from-other-scenario = the plan to start from names scenario "{ $other }", this one is "{ $name }"; { $known } of its { $all } stops and slow-downs are of units here
cli-from-breaks =
    the plan to start from breaks rules ({ $errors ->
        [one] 1 error
       *[other] { $errors } errors
    }) and is not used as it is; cities where it holds start from it. The first: { $first }
cli-from-no-reserve = the plan to start from keeps the rules but not the --reserve, and is not used as it is; the result may cost more

# plan/ended.rs
cli-ended-best = The run ended: it is proved that no plan costs less.
cli-ended-near = The run ended: the gap asked ({ $asked }) is reached.
cli-ended-interrupted-near = The run was interrupted: the gap asked ({ $asked }) is reached.
cli-ended-interrupted = The run was interrupted; the gap asked ({ $asked }) is not reached. To come nearer, run it again, and go on from this plan with --from { $plan }.
cli-ended-time-limit = The run ended at its time limit; the gap asked ({ $asked }) is not reached. To come nearer, give it more --time-limit, and go on from this plan with --from { $plan }.
cli-ended-exhausted = The run ended with nothing left to try; the gap asked ({ $asked }) is not reached. To come nearer, try another --seed, and go on from this plan with --from { $plan }.

# replan.rs
cli-season-over = --today { $today }: the season ({ $start } to { $end }) is over, and no day is left to plan; check the date

# prices.rs
cli-prices-impossible = { $cities }: no plan keeps all rules, so that there are no prices; `stagger plan` tells which limits must bend
cli-prices-stopped = time was over before the first price; raise --time-limit, or look at one --city
cli-prices-plan-breaks = the plan breaks rules ({ $errors ->
    [one] 1 error
   *[other] { $errors } errors
}) and is nothing to price from; mend it by `stagger check --mend`. The first: { $first }
cli-prices-none = { $rule } sets no limit that could be moved by a step, so that it has no price; rules with prices: { $all }
cli-prices-no-city = the scenario has no city "{ $city }"
cli-prices-no-city-near = the scenario has no city "{ $city }"; is { $near } meant?

# gantt.rs
cli-one-of-kinds = "{ $id }" should be one of: { $all }
cli-format-of-file = --format svg, png, pdf, html, ics, xlsx, csv, docx and md are of gantt and report; use text or json
cli-no-such-form = this command writes no { $form }, but: { $all }
cli-ending = no telling what { $path } is to be: end it with one of { $all }, or say --format
cli-gantt-scale = "{ $value }" should be a number from 0.1 to 8
cli-gantt-scale-lowered = note: at --scale { $asked } the picture would have over 120 million pixels; it is drawn at { $scale }. For all details take .svg, .pdf or .html, or choose some by --enterprise or --kind
cli-gantt-missing-characters = warning: no font has these characters, which the picture or the pages will lack: { $some } ({ $all } in all); install a Chinese font (Debian: apt install fonts-noto-cjk), or name a font file by --font
cli-gantt-no-font = { $path } is no font file; give --font a .ttf, .otf or .ttc file
cli-gantt-paper-is-for-pdf = --paper is for PDF only: give -o a name that ends in .pdf, or leave --paper out
cli-gantt-no-enterprise-near = the scenario has no enterprise "{ $id }"; is { $near } ({ $name }) meant?
cli-gantt-no-enterprise = the scenario has no enterprise "{ $id }"; there are: { $all }
cli-gantt-nothing = the enterprises chosen have no unit of the kinds chosen, so there is nothing to draw; choose others by --enterprise or --kind
cli-too-many-to-plan = { $n } units, at most { $most } are planned together
cli-too-many-to-plan-help = split the scenario by city: cities share no rule but where units of one serve a mill of another
cli-gantt-too-many = { $units } units are too many for a chart, which holds { $most } at most; choose some by --enterprise or --kind, or write a table (.csv) or calendar (.ics)
cli-gantt-failed = the chart could not be drawn: { $why }
cli-gantt-against-is-drawn = --against is for .svg, .png, .pdf and .html; change -o, or use stagger report --against
cli-report-several = several enterprises are called "{ $name }": give the id of one: { $ids }
cli-report-too-many = the chart is left out, as { $units } units are more than the { $most } that a chart holds: draw some by "stagger gantt --enterprise ID" or --kind
cli-report-too-many-rows = the report has { $rows } rows, and a .pdf or .docx holds { $most } at most: write it as .html, .xlsx or .md, or a mill's sheet by --mill
cli-report-no-chart = the chart of { $pages } pages is left out, as a document for Word takes { $most } at most: write it by "stagger gantt -o chart.pdf --paper a4-landscape", or the report as .pdf or .html
cli-report-one-plan = a report is on one plan; several (a plan and those that amend it) are for --month and --summary
cli-report-other-scenario = note: { $path } is a plan of { $other }, not of { $name }: is it the right file?
cli-report-month = { $month } is not in the season ({ $first } to { $last })

# generate/scenario.rs
cli-generated-scenario =
    { $path }: { $cities ->
        [one] 1 city
       *[other] { $cities } cities
    }, { $mills ->
        [one] 1 mill
       *[other] { $mills } mills
    }{ $plants ->
        [0] {""}
        [one] , 1 serving plant
       *[other] , { $plants } serving plants
    }, { $furnaces ->
        [one] 1 furnace
       *[other] { $furnaces } furnaces
    }{ $eafs ->
        [0] {""}
        [one] , 1 EAF
       *[other] , { $eafs } EAFs
    }{ $ancillary ->
        [0] {""}
        [one] , 1 ancillary unit
       *[other] , { $ancillary } ancillary units
    }{ $episodes ->
        [0] {""}
        [one] , 1 episode
       *[other] , { $episodes } episodes
    }

# generate/records.rs
cli-generated-records =
    { $path }: { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    }, { $tricks ->
        [one] 1 trick
       *[other] { $tricks } tricks
    }
cli-trick-no-room = no room for { $trick }: it needs { $needs }
cli-trick-no-room-until = no room for { $trick }: it needs { $needs }; the records end on { $day } (--until), and up to the end of the season there is room: make it later or leave it out
cli-tricks-no-room = no trick has room
cli-tricks-too-many = { $tricks } tricks need as many units, one each; the scenario has { $units }
cli-tricks-no-room-until = no trick has room; the records end on { $day } (--until), and up to the end of the season there is room: make it later or leave it out
cli-not-in-season = { $day } is not in the season, { $start } to { $end }
cli-trick-needs-steel = bought-steel needs --steel FILE for the statistics
cli-trick-unknown = no trick "{ $name }"; known are: { $all }
cli-trick-no-place = the scenario has no "{ $place }"; write NAME:ENTERPRISE/UNIT, of bought-steel the enterprise only

# explain.rs
cli-explain-rule = rule
cli-explain-severity = severity
cli-explain-name = name
cli-explain-stated-of = stated of
cli-explain-found = found by audit
cli-explain-verdict = verdict
cli-explain-one = stagger explain RULE explains one
cli-explain-clause = Clause
cli-explain-holds = What must hold
cli-explain-formula = Formula
cli-explain-numbers-from = Its numbers come from
cli-explain-example = Example
cli-explain-advice = What to do
cli-explain-when = When it is found

# example.rs
cli-example-one-mill = tutorial: one mill, two furnaces, every kind of ancillary unit
cli-example-tangshan = a city of real size: 111 furnaces, 150 other units, every rule in use
cli-example-stage-two = the second stage's steel cap binds
cli-example-episode = heavy-pollution episodes in force
cli-example-infeasible-must-run = no plan: all furnaces of a C mill must run
cli-example-infeasible-city-max = no plan: the city's daily maximum is below what its ratios require
cli-example-infeasible-quota = no plan: a steel quota is already spent
cli-example-infeasible-coke = no plan: a coke oven cannot be slow enough
cli-example-unknown = no example "{ $name }" (`stagger example` lists them all)
cli-example-unknown-near = no example "{ $name }"; is { $near } meant? (`stagger example` lists them all)
cli-example-there = { $path } is there already; --force overwrites it

# template.rs
cli-template-ending = give { $path } a name that ends in .xlsx
cli-template-failed = the workbook could not be made: { $why }

# import.rs
cli-imported =
    { $path }: { $cities ->
        [one] 1 city
       *[other] { $cities } cities
    }, { $mills ->
        [one] 1 enterprise
       *[other] { $mills } enterprises
    }, { $units ->
        [one] 1 unit
       *[other] { $units } units
    }
