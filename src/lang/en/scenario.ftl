# Reading a scenario (src/scenario/read.rs)
scenario-no-policy = unknown policy `{ $name }`: neither built in nor a file beside the scenario
scenario-policy-file = policy file { $file }: { $why }
scenario-policy-file-help = name a built-in policy, or the path of a policy file (relative to this file)

# How much is read (src/scenario/limits.rs)
scenario-too-many = { $n } { $what }, at most { $most } are read
scenario-too-many-units-of = enterprise { $id } and those that serve it have { $n } units, at most { $most } are read
scenario-too-many-units-of-help = file parts of it as enterprises of their own
scenario-too-many-unit-days = rules ask about { $n } unit-days one by one (episodes { $episodes }, daily shares { $shares }, heating { $heating }, units that serve mills { $serving }, `rule_days` of the policy { $listed }), at most { $most } are read
scenario-too-many-unit-days-help = shorten or leave out what makes most of them, or split the scenario, as by city

# Between the fields (src/scenario/validate.rs)
scenario-long-season = a season of { $days } days, longer than a year
scenario-long-season-expected = at most { $most } days
scenario-early-season = a season in the year { $year }
scenario-early-season-expected = { $first } or later
scenario-long-season-help = check the years of start and end
scenario-city-twice = city `{ $name }` is filed twice
scenario-enterprise-twice = enterprise id `{ $id }` is filed twice
scenario-unit-twice = unit id `{ $id }` is filed twice
scenario-twice-help = rename one of them or leave it out
scenario-no-city = unknown city `{ $name }`
scenario-serves-unknown = `serves` names `{ $id }`, which is not filed
scenario-replaces-unknown = `replaces` names `{ $id }`, which is not filed
scenario-replaces-unknown-expected = ENTERPRISE/UNIT
scenario-min-above-max = min { $min } is above max { $max }
scenario-min-above-max-help = check the two limits
scenario-no-grade = unknown grade `{ $name }`
scenario-no-grade-help = the policy's `grades` lists them
scenario-early-end = stagger_end { $end } is before the staggering period's start { $start }
scenario-early-end-expected = a date not before { $start }
scenario-scrap-with-furnace = scrap-eaf mill { $name } has a blast furnace
scenario-scrap-with-furnace-help = a mill with a blast furnace is of route "integrated"
scenario-heating-without-furnace = { $name } has `heating` but no blast furnace
scenario-heating-without-furnace-help = heating is counted in hot metal: leave it out, or file the furnace
scenario-no-last-year = missing field `steel_last_year_t` of { $name }
scenario-no-last-year-help = a mill with a furnace or an EAF files last year's crude steel, t; a new mill its predecessor's
scenario-last-year-lacks = last year's table lacks { $months }
scenario-last-year-lacks-help = add every month that the season needs
scenario-unit-lacks = missing field `{ $field }` of a { $kind }
scenario-size-of-furnace = add `size`: the furnace's volume, m3
scenario-size-of-oven = add `size`: chamber height, m
scenario-coking-time = add `coking_time_h`: normal coking time, h
scenario-no-oven = coking_time_h of a unit of kind { $kind }
scenario-no-oven-help = coking_time_h is for coke ovens: leave it out
scenario-early-retired = retired { $retired } is not after commissioned { $commissioned }
scenario-early-retired-help = retired is the first day out of service
scenario-down-and-must-run = `down` and `must_run` both hold on { $first }..{ $last }
scenario-down-and-must-run-help = a unit cannot both stand and run: change one of them
scenario-policy-lacks = policy { $policy } has no { $table }, which { $kind } units need
scenario-policy-lacks-help = add { $table } to the policy

# Waivers (src/scenario/waiver.rs)
waiver-no-rule = unknown rule `{ $name }`
waiver-no-enterprise = unknown enterprise `{ $name }`
waiver-no-unit = unknown unit `{ $name }`

# Generated scenarios (src/scenario/generate.rs)
generate-few-mills = { $mills } mills are too few for { $cities } cities: there is a city at least, and a mill for each
generate-few-furnaces = { $furnaces } furnaces are too few for { $mills } mills: ask for as many furnaces as mills at least

# The rows of enterprises in a register (src/scenario/register/mills.rs)
register-no-enterprise = no id of an enterprise
register-no-enterprise-help = fill it in on the first row of the enterprise
register-rows-differ = differs from row { $row } of the same enterprise
register-rows-differ-help = make all rows of an enterprise agree, or fill in the first only

# Rows of a register that belong elsewhere (src/scenario/register/parts.rs)
register-blank = it is not filled in
register-blank-help = fill it in
register-not-filed = `{ $name }` is not filed
register-one-row = only one row may be filed
register-one-row-help = make it one row
register-total-filed = one number is filed in `units` already
register-total-filed-help = it is on row { $row }: delete one of the two
register-no-item = unknown item `{ $name }`
register-no-item-expected = must_run or down

# Reading a register (src/scenario/register/read.rs)
register-no-rows = the sheet { $sheet } has no rows
register-no-sheet = no sheet { $sheet }, or it is empty
register-no-sheet-help = `stagger template --register -o register.xlsx` makes an empty register
register-column-twice = this column is there twice
register-month-twice = this month is there twice
register-twice-help = delete one of them
register-other-unit = the header has another unit
register-other-unit-help = file the numbers in this unit and correct the header
register-no-column = no column `{ $name }`
register-no-column-help = add a column with the header `{ $name }`
register-unknown-column = unknown column
register-unknown-column-help = did you mean `{ $name }` ({ $zh })? A column of your own takes another name
register-no-month = the header is no month
register-no-month-expected = a month such as 2021-12, without a unit
register-percentage = write { $percent }% or { $fraction }
register-number-with-unit = numbers without units: leave only the digits
register-no-scenario = the scenario's name and policy are not filled in
register-one-scenario = only one scenario may be filed
register-one-scenario-help = delete the other rows

# Unknown columns and sheets (src/scenario/register/strangers.rs)
register-columns-passed = not columns of a register, not read: { $columns }
register-sheets-passed = not sheets of a register, not read: { $sheets }
register-two-sheets = two sheets { $sheet }
register-unknown-sheet = unknown sheet `{ $name }`
register-unknown-sheet-help = if it is { $sheet }, give it that name (one sheet holds all rows); else hide or delete it

# The sheets of a register (src/scenario/register/tabs.rs)
register-tab-scenario = the scenario's name, policy and season, one row
register-tab-cities = one row a city
register-tab-units = one row a unit; an enterprise's columns are filled in on its first row, and repeated or left blank below
register-tab-spans = spans in which a unit may not stop, and stops already fixed, one row a span
register-tab-steel-by-month = last year's crude steel by month, t; instead of the one number in `units`
register-tab-steel-quota = calendar-year caps on crude steel, one row an enterprise and year
register-tab-heating = hot metal that district heating needs, one row an enterprise
register-tab-stopped-share = bounds on the daily stopped share of the furnaces, one row a span
register-tab-day-weight = how bad dispersion is by month; a blank is 1
register-tab-episodes = heavy-pollution episodes in force, one row each
register-tab-waivers = documents that waive a rule, one row each; its findings stay findings, with a mark

# The instructions of an empty register (src/scenario/register/write.rs)
register-title = register of staggered production
register-choices = any of: { $words }
register-about-use = When it is filled in: stagger import register.xlsx -o scenario.toml; then stagger plan scenario.toml -o plan.toml.
register-about-headers = Columns with a yellow header must be filled in; each cell has a hint. The English name in a header is the field of the scenario file.
register-about-days = Days are date cells, or 2021-11-15, 2021/11/15, 2021年11月15日, 11月15日 (of the season); spans hold both of their ends.
register-about-lists = Several items in a cell are separated by 、 or a new line. Ratios are fractions or percentages (0.35 or 35%).
register-about-more = Columns and sheets of your own are passed over and listed; leave the headers and sheet names as they are; columns stand in any order; a merged cell holds for each of its rows.
register-about-sheet = Sheet { $sheet }: { $about }
register-about-kinds = Kinds of unit: { $kinds }

# mod.rs: how a furnace is stopped
stop-method-banking = banking
stop-method-blow-down = blow-down
stop-method-emptied = emptied
