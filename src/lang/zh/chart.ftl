# 时间轴（axis.rs）
chart-axis-day = { $month }-{ $day }
chart-axis-month-of-year = { $year }年{ $month }月
chart-month = { $month }月

# 生产设施的行（bars.rs）
chart-idle = 长期停产
chart-retired = 已退出
chart-not-yet-in-service = 未投运
chart-must-run = 不得停产
chart-dates = { $first }—{ $last }
chart-fixed-stop = 已定停产
chart-episode-stop = 应急停产
chart-stop = 停产
chart-stop-dates = { $dates }（{ $days }天）
chart-days = { $days }天
chart-slowed = 延长出焦时间至{ $hours }小时
chart-slow-dates = { $hours } h，{ $dates }（{ $days }天）
chart-slow-days = { $hours } h，{ $days }天
chart-days-slowed = 延长{ $days }天

# 右侧各列（columns.rs）
chart-head-enterprise = 企业（绩效等级）
chart-head-unit = 生产设施、规格
chart-head-ratios = 错峰生产比例：要求 → 计划
chart-head-days = 停产天数
chart-head-ratio = 比例
chart-own-choice = 自主减排

# 标题、结论、主要数字、图例（header.rs）
chart-title = { $region }：错峰生产安排
chart-only = { $span }　只画出：{ $drawn }（数字为全部计划）
chart-only-own = { $span }  只画出：{ $drawn }
chart-keeps-all = 符合全部规则
chart-breaks = 违规 { $breaches } 处
chart-cost = 费用 { $cost }
chart-cost-bound = 费用 { $cost }，费用下界（计划自报） { $bound }
chart-cost-bound-gap = 费用 { $cost }，费用下界（计划自报） { $bound }，比最优计划至多贵{ $gap }
chart-warnings-and-cost = 提示 { $warnings } 条，{ $cost }
chart-warnings = 提示{ $warnings }条
chart-figure-ratio = 高炉错峰生产比例
chart-figure-enterprises = 家企业
chart-figure-furnaces = 座高炉安排停产（停产/全部）
chart-figure-days = 高炉停产炉·天
chart-figure-hot-metal = 少产铁水
chart-figure-avoided = 颗粒物+SO2+NOx 减排
chart-figure-restarts = 次复产（各类设施）
chart-legend-slowed = 焦炉延长出焦时间（越深越长，最长{ $hours }小时）
chart-legend-stopped = { $kind }停产
chart-legend-fixed = 已定停产（检修等）
chart-legend-heating = 供暖期
chart-legend-outside = 错峰生产期以外
chart-legend-no-service = 不在役
chart-legend-breach = 违规（编号见图下）
chart-legend-breach-without-stop = 违规之处没有停产（如缺已定停产、起止颠倒）
chart-legend-earlier = 原计划（有变动处）

# 城市和企业的行（heads.rs）
chart-episode =
    { $level ->
        [yellow] 黄色预警
        [orange] 橙色预警
       *[red] 红色预警
    }
chart-period = 错峰生产期
chart-city-counts = { $mills }家企业 高炉{ $furnaces }座
chart-episode-short =
    { $level ->
        [yellow] 黄色
        [orange] 橙色
       *[red] 红色
    }
chart-episode-sign =
    { $level ->
        [yellow] 黄
        [orange] 橙
       *[red] 红
    }
chart-grade = { $grade }级
chart-heating = 供暖：铁水≥{ $iron }吨/日

# 日停产占比曲线（load.rs）
chart-load-min = 下限{ $share }
chart-load-max = 上限{ $share }
chart-load = 高炉日停产占比
chart-load-weighted = （按铁水产能）
chart-load-peak = 最高 { $share }
chart-load-peak-day = （{ $day }）
chart-load-mean = 全季平均 { $share }

# 违规之处及图下清单（marks.rs）
chart-from-to = { $first }至{ $last }
chart-between-places = {" "}
chart-measured = 计划{ $measured }，要求{ $required }
chart-rule-says = { $rule }：{ $says }
chart-rule-place-says = { $rule }：{ $place }：{ $says }
chart-list-head = 违规（{ $breaches }处）
chart-list-head-of-drawn = 违规（{ $breaches }处；未画出的另有{ $more }处）
chart-list-more = 另有{ $more }处，见 stagger check
chart-moved-head = 与原计划比较：{ $words }
chart-moved-more = 另有{ $more }台（座），见stagger diff

# 整图（mod.rs）
chart-nothing-to-draw = 没有可画的生产设施
chart-notes = 错峰生产比例＝错峰生产期内 Σ日产能×停产天数 ÷ Σ日产能×在役天数，短于最短停产天数的停产不计入；焦炉延长出焦时间按 1－正常/延长 折算。停产自首日0时至末日24时。

# export/ics.rs
ics-stop = 停产（{ $days }天）
ics-fixed-stop = 已定停产（{ $days }天）
ics-episode-stop = 应急停产（{ $days }天）
ics-restart = 复产
ics-slow = 延长出焦时间至{ $hours }小时（{ $days }天）

# sheets.rs
chart-page = 甘特图 { $page } / { $all }
