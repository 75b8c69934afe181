# 出焦时间（coking.rs）
audit-coking-short = 按产量推算出焦时间{ $time }小时，计划{ $planned }小时，共{ $days }天

# 说明不了问题的记录（evidence.rs）
audit-gap = { $times }段共缺{ $hours }小时的记录，不作停产计算
audit-frozen = { $times }段共{ $hours }小时数值完全不变
audit-power-in-stop = 停产期间产量记为0，但有{ $hours }小时用电达到平常生产的四成以上
audit-none-of-units = 全企业{ $n }台（座）设施都没有记录
audit-no-record = 没有任何记录

# 各日执行的计划（force.rs）
audit-plans-without-approval = 第{ $a }份和第{ $b }份计划都没有[approval]：只有最初的计划可以没有，其余须写明valid_from
audit-plans-from-one-day = 第{ $a }份和第{ $b }份计划都自{ $day }起执行：请只留其一

# 实际比例（ratio.rs）
audit-ratio-achieved = 实际错峰生产比例{ $measured }，要求{ $required }，计划{ $planned }（{ $rule }）
audit-ratio-forecast = 其余按计划执行，期末比例为{ $measured }，要求{ $required }，计划{ $planned }（{ $rule }）
audit-ratio-at-most = { $says }；缺失记录若均按计划停产，最多{ $most }

# 粗钢（steel.rs）
audit-steel-limit = 至记录末日粗钢{ $made }，上限{ $limit }，已超{ $over }（{ $rule }）
audit-steel-forecast = 其余按计划执行，粗钢将达{ $made }，上限{ $limit }，超{ $over }（{ $rule }）
audit-steel-left-out = { $month }统计粗钢{ $statistics }，高炉、电炉记录可解释{ $explained }，少的{ $rest }为外售生铁，或统计少报
audit-scale = 产量不为0，但最高只有满产的{ $share }：请核对是否以吨计
audit-steel-unexplained = { $month }统计粗钢{ $statistics }，高炉、电炉记录可解释{ $explained }，余{ $rest }来自外购生铁、废钢或未记录的铁水
audit-steel-month = { $month }粗钢{ $made }，计划{ $planned }，多{ $over }；上年同月{ $last_year }

# 停产期间的生产（stops.rs）
audit-late-stop = 停产{ $from }至{ $to }推迟{ $hours }小时开始（容许{ $tolerance }小时），平均负荷{ $load }
audit-early-restart = 停产{ $from }至{ $to }提前{ $hours }小时复产（容许{ $tolerance }小时），平均负荷{ $load }
audit-low-load = 停产{ $from }至{ $to }期间以{ $load }的负荷生产{ $hours }小时，未停产
audit-run-in-stop = 停产{ $from }至{ $to }期间生产{ $hours }小时，平均负荷{ $load }
audit-and-made = { $says }，产量{ $made }吨

# 一台设施（unit.rs）
audit-unapproved = 故障后、调整计划执行前，按新计划不停，生产满产{ $hours }小时
audit-out-of-service = 备案为不在役，记录有满产{ $hours }小时（约{ $made }吨）的生产
audit-breakdown = 停产{ $days }天，当时的计划没有列入；列入它的计划自{ $from }起执行，此前为待认定
