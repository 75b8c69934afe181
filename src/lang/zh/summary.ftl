# text.rs：计划摘要
summary-season = { $name }：{ $when }
summary-holds = 本计划符合全部规则，提示{ $warnings }条。
summary-breaks = 本计划违规{ $errors }处，提示{ $warnings }条。
summary-basis = 错峰生产比例按 铁水产能×停产天数 计（电炉按粗钢产能；焦炉延长出焦时间按 1－正常/延长 折算）。
summary-ratio = 全市高炉错峰生产比例 { $achieved }
summary-ratio-required = 全市高炉错峰生产比例 { $achieved }（要求不低于{ $required }）
summary-furnaces = 高炉停产{ $days }炉·天，少产铁水{ $lost }，各类设施复产{ $restarts }次；减排颗粒物+SO2+NOx { $avoided }吨
summary-eafs = 电炉停产{ $days }炉·天，少产粗钢{ $lost }
summary-steel = 粗钢 { $now }，上年同期{ $last }，同比{ $change }
summary-mills-columns = 企业 | 等级 | 多停的原因 | 要求 | 计划 | 多停(百分点) | 炉·天 | 少产铁水（电炉：粗钢） | 粗钢 | 上年同期 | 同比
summary-eaf-days = 电炉{ $n }
summary-eaf-lost = 钢{ $steel }
summary-why-short = 未达到要求
summary-why-whole-days = 按整天取整
summary-why-choice = 计划自选
summary-why-fixed = 已定停产
summary-kinds = 要求→计划
summary-share = 全市高炉每日停产占比（一格一天，█＝{ $most }）
summary-reasons = “多停的原因”：停产在任一端再少一天就会违反的规则
summary-stops = 停产安排
summary-stop = { $kind } { $unit }：停产，{ $when }{ $class ->
    [fixed] （已定）
    [episode] （应急）
   *[ordinary] {""}
}
summary-slow-down = { $kind } { $unit }：出焦时间延长至{ $hours }小时，{ $when }
summary-warnings = == 提示（{ $n }条）==
summary-warnings-of-rule = { $rule } { $name }：{ $n }条
summary-warnings-more = 另有{ $n }条；用“stagger check 情景 计划”列出全部
summary-cost = 费用
summary-cost-margin = 减产损失（少产铁水、电炉粗钢的利润）：{ $cny }
summary-cost-restarts = 复产与焖炉：{ $cny }
summary-cost-output = 配套设施少产：{ $cny }
summary-cost-avoided = 减排价值（抵减）：{ $cny }
summary-cost-total = 合计：{ $cny }
summary-claim-false = 计划自报的费用、下界或差距与重算不符，不能作为依据。
summary-bound-breaks = 已证明：凡符合全部规则的计划费用都不低于{ $bound }；本计划违反规则，不可与之相比。
summary-bound = 已证明：凡符合全部规则的计划费用都不低于{ $bound }，本计划至多比最优计划贵{ $above }。
summary-no-bound = 计划没有给出费用下界，离最优计划多远未知。
