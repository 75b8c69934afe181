# The commands
help-stagger = staggered production of steel mills: plan, check, draw
help-check = check a plan against every rule
help-diff = compare two plans
help-compare = put plans or policies side by side
help-plan = make a plan
help-replan = plan the rest of the season anew: at least cost and few moves
help-prices = what each rule costs
help-gantt = draw a Gantt chart
help-report = write the annex of a plan, a mill's own sheet, or how a plan was carried out
help-audit = audit operating records against the plans in force
help-generate = make a trial scenario, or operating records of a plan
help-explain = explain the rules
help-init = write a first scenario of a city, to be filled in
help-example = list or extract the example scenarios
help-template = make the mills' form or a city's register
help-import = make a scenario file of a city's register
help-completions = completions for a shell, to standard output
help-man = man pages
help-schema = JSON Schema of scenario, policy or plan, for editors
help-help = print this message or the help of the given subcommand(s)

# Arguments and options of several commands
help-arg-lang = language (default: the locale's)
help-arg-format = output format: text for people, json for one JSON object on standard output; of gantt and report the form of the file (svg, png, pdf, html, ics, xlsx, csv, docx, md; default: by the ending of -o)
help-arg-verbose = say more (repeatable)
help-arg-quiet = no progress and no notes, only errors
help-arg-help = print help
help-arg-version = print version
help-arg-scenario = the scenario file
help-arg-set = change a value of the scenario or its policy (repeatable), as ratio.base.C=0.45 or cities.唐山市.min_bf_ratio=0.35
help-arg-gap = stop at this proved gap, a fraction
help-arg-time-limit = time limit, seconds; where there is no plan, why may take 20 s more
help-arg-seed = random seed
help-arg-threads = threads (default: all cores)
help-arg-ledger = the ledger: made if missing, else each row's state is brought up to date
help-arg-date = the day of finding in the ledger (default today)

# check
help-check-plan = the plan, a folder of submissions, or a report of a plan (.xlsx)
help-check-warn = make a rule a warning (repeatable)
help-check-deny = make a rule an error (repeatable)
help-check-mend = where the nearest plan that keeps all rules goes
help-check-keep = a unit that stays as filed, as M001/1#高炉 (repeatable)
help-check-today = days before this one are past and stay
help-check-time-limit = time limit of mending, seconds
help-check-merged = where the merged plan of a folder goes
help-check-annotate = a copy of the submission with each finding at its cell

# diff
help-diff-before = the plan before
help-diff-after = the plan after

# compare
help-compare-columns = plan or policy files, told apart by what they hold, two columns at least; the first is what the others are set against
help-compare-policy = one more column: the plan made under this policy, built in or a file (repeatable)

# plan
help-plan-output = where the plan goes, - is standard output
help-plan-tidy = cost given up for fewer warnings and slow-downs, a fraction
help-plan-from = start from this plan, never end worse
help-plan-reserve = plan with rows that much tighter, as ratio=0.01,steel=0.005
help-plan-trace = where cost and bound over time go (CSV)
help-plan-alternatives = further plans of nearly the same cost whose stops lie elsewhere
help-plan-within = how much more they may cost, a fraction; each has the time limit anew

# replan
help-replan-plan = the plan in force
help-replan-today = days from this one on are planned anew, those before stay
help-replan-output = where the new plan goes, - is standard output
help-replan-best-effort = where the plan with the least shortfall goes, if no plan keeps all rules
help-replan-records = operating records that tell the days before (repeatable)
help-replan-tolerance-hours = hours that a recorded stop may begin late or end early
help-replan-move-price = price of a moved unit-day, CNY
help-replan-time-limit = time limit, seconds; up to twice that where not all rules can be kept

# prices
help-prices-plan = a plan that keeps the rules, to price from where plans are made anew
help-prices-rule = this rule only
help-prices-city = this city only
help-prices-all = list limits that do not bind too
help-prices-replan = make plans anew of all limits (always where --rule and --city are given)
help-prices-gap = of plans made anew: stop at this proved gap, a fraction
help-prices-time-limit = time limit, seconds

# gantt
help-gantt-plan = the plan file
help-gantt-output = where the chart goes (.svg, .png, .pdf, .html, .ics, .xlsx, .csv), - is standard output
help-gantt-enterprise = only these enterprises, by id or name (repeatable)
help-gantt-kind = only these kinds (repeatable)
help-gantt-paper = paper of a PDF
help-gantt-by = a workbook's columns: a day (it reads back as a plan) or a week
help-gantt-scale = pixels a unit of a PNG
help-gantt-font = font file for PNG and PDF (.ttf, .otf, .ttc); default: the system's fonts
help-gantt-against = an earlier plan: outlines of its stops, and a list of what moved

# report
help-report-plans = the plan; with --month or --summary also those that amend it
help-report-output = where the report goes (.html, .pdf, .docx, .xlsx, .md), - is standard output
help-report-mill = a sheet for one enterprise (id or name) with its own data only
help-report-public = without slack, quotas, CNY and prices
help-report-against = an earlier plan: what moved
help-report-records = operating records (CSV, repeatable), for --month and --summary
help-report-month = how a month was carried out, by records (due on the 15th of the next)
help-report-summary = how the season was carried out, by records (due on 15 April)
help-report-font = font file for charts and PDF (.ttf, .otf, .ttc); default: the system's fonts

# audit
help-audit-files = plans and CSV records, one or more of each, told apart by content
help-audit-tolerance-hours = hours that a stop may begin late or end early
help-audit-skip-unknown = skip enterprises and units that the scenario lacks, and count them

# generate
help-generate-cities = make a scenario of so many cities
help-generate-mills = mills with furnaces or EAFs; about a tenth as many coking plants and lime works that serve them come on top
help-generate-furnaces = blast furnaces, idle and retired ones included, as many as mills at least
help-generate-episodes = heavy-pollution episodes a city, at most
help-generate-name = name of the scenario (default: made of size and seed)
help-generate-witness = where a plan that keeps all rules goes; it is far from the cheapest
help-generate-records = make operating records of a plan
help-generate-plan = the plan file
help-generate-steel = where crude steel by month goes (CSV)
help-generate-answers = where the list of the tricks goes (JSON)
help-generate-hourly = by the hour (default)
help-generate-daily = by the day
help-generate-until = the last day of the records
help-generate-columns = which columns there are
help-generate-kind = only these kinds (repeatable)
help-generate-trick = a trick (repeatable): NAME or NAME:ENTERPRISE/UNIT
help-generate-tricks = so many tricks of any kind
help-generate-tolerance-hours = stops are late by at most so many hours
help-generate-output = where the scenario (TOML) or the records (CSV) go, - is standard output
help-generate-seed = seed: the same input and seed give the same bytes

# explain
help-explain-topic = a rule, as BF-RATIO, or what an audit finds, as LATE-STOP; none: list all

# example
help-example-name = an example; none: list all
help-example-output = the file or folder it goes to; none: standard output
help-example-force = overwrite a file that is there

# template
help-template-scenario = the scenario whose enterprises, units and season the form has
help-template-register = a city's register: empty, or filled from a scenario
help-template-plan = fill the form from this plan
help-template-output = where the workbook goes (.xlsx)

# import
help-import-register = the register
help-import-output = where the scenario file goes, - is standard output

# completions
help-completions-shell = the shell

# man
help-man-output = the folder that the pages of all commands go to; none: the program's page to standard output

# schema
help-schema-of = the form of file
help-schema-output = where the schema goes; a folder gets it under the name that our files look for, and all three where no form is given

# init
help-init-city = the city, as the policy names it: 唐山市 or 唐山
help-init-mills = mills (default 3)
help-init-furnaces = blast furnaces of all mills (default two a mill)
help-init-yes = ask nothing: what is not given is as by default
help-init-output = where the scenario goes
help-init-force = overwrite a file that is there
