# filing/mod.rs：错峰生产实施方案附表
filing-title = { $scenario }错峰生产实施方案（附表）
filing-title-of-mill = { $mill }错峰生产“一厂一策”（{ $scenario }）
filing-scenario = 情景
filing-policy = 政策
filing-plan = 计划
filing-plan-before = 原计划
filing-records = 运行记录
filing-overview = 概况
filing-season = 秋冬季：{ $when }
filing-verdict-of-mill = 本企业违规{ $errors }处，提示{ $warnings }条。
filing-bound-breaks = 本计划违反规则，不能与最优计划相比。
filing-claims-gap = 计划自报（本报告无法核实）：其费用至多比符合全部规则的最优计划高{ $above }。
filing-claims-bound = 计划自报（本报告无法核实）：凡符合全部规则的计划费用都不低于{ $bound }，本计划至多比最优计划贵{ $above }。
filing-chart = 甘特图
filing-cost = 费用
filing-cost-columns = 项目 | 费用（万元）
filing-margins = 余量
filing-all = 合计

# filing/mills.rs：企业表
filing-cities-columns = 城市 | 企业数 | 要求高炉比例 | 计划高炉比例 | 高炉停产（炉·天） | 少产铁水（万吨） | 电炉停产（炉·天） | 粗钢（万吨） | 上年同期（万吨） | 同比 | 减排（吨） | 各类设施复产（次）
filing-amounts = 高炉停产（炉·天） | 少产铁水（万吨） | 电炉停产（炉·天） | 粗钢（万吨） | 上年同期粗钢（万吨） | 同比 | 减排PM+SO2+NOx（吨） | 各类设施复产（次）
filing-facts-columns = 项目 | 内容
filing-name = 企业
filing-city = 城市
filing-county = 县（市、区）
filing-permit = 排污许可证编号
filing-responsible = 责任人
filing-evidence = 佐证材料
filing-grade = 绩效等级
filing-required = 错峰生产比例要求
filing-why = 要求的由来
filing-period = 错峰生产期
filing-heating = 供暖任务
filing-heating-words = { $when }，铁水每日不少于{ $least }吨
filing-mills = 企业表
filing-mills-achieved = { $kind }计划
filing-mills-columns = 序号 | 县（市、区） | 企业 | 绩效等级 | 要求比例 | 要求的由来 | { $kinds } | 高炉停产（炉·天） | 少产铁水（万吨） | 电炉停产（炉·天） | 责任人
filing-why-grade = { $grade }级{ $ratio }
filing-why-violation = 违法违规加{ $more }
filing-why-over-capacity = 超产能加{ $more }
filing-why-not-listed = 未列入规范公告加{ $more }
filing-why-cap = 封顶{ $cap }
filing-why-city = 城市要求不低于{ $least }

filing-as-served = 不低于所配套企业高炉的错峰生产比例
filing-mills-basis = 焦炉、烧结机、球团、石灰窑的比例，将为该企业配套的企业的设施一并计入。

# filing/units.rs：设施表
filing-units = 设施表
filing-units-columns = 序号 | 县（市、区） | 企业 | 种类 | 设施 | 规格 | 停产开始 | 停产结束 | 天数 | 占错峰生产期 | 影响产量（万吨） | 方式 | 停炉方式 | 依据
filing-units-basis = 起始日0时至结束日24时；“依据”为停产在任一端再少一天就会违反的规则。
filing-fixed = 停产（已定）
filing-episode = 停产（应急响应）
filing-stop = 停产
filing-slow-down = 出焦时间延长至{ $hours }小时
filing-no-stops = 没有设施停产或延长出焦时间。
filing-running = 整季不停产的高炉：{ $units }

# filing/months.rs：分月
filing-season-total = 全季
filing-steel = 粗钢产量
filing-steel-columns = 月份 | 计划（万吨） | 上年同期（万吨） | 增减（万吨） | 同比
filing-steel-of-mills-columns = 企业 | 计划（万吨） | 上年同期（万吨） | 增减（万吨） | 同比
filing-caps-columns = 企业 | 年份 | 年度指标（万吨） | 秋冬季前已产（万吨） | 计划（万吨） | 余（万吨）
filing-emissions = 减排量
filing-emissions-basis = 停产和延长出焦时间减少的颗粒物+SO2+NOx，按政策中的排放系数计。
filing-month = 月份
filing-tonnes-of = { $what }（吨）
filing-tonnes-of-all = 合计（吨）

# filing/moved.rs：与原计划比较
filing-moved = 与原计划比较
filing-moved-columns = 企业 | 种类 | 设施 | 变动 | 变动天数
filing-moved-words = { $units }台（座）设施有变动，共{ $days }台·天。

# filing/close.rs：问题、规则、来源
filing-findings = 问题
filing-findings-columns = 规则 | 级别 | 位置 | 首日 | 末日 | 说明 | 豁免
filing-too-little = 计划{ $measured }，要求不低于{ $required }
filing-no-findings = 未发现问题。
filing-rules = 规则与条款
filing-rules-columns = 规则 | 名称 | 章节 | 条款 | 要求
filing-sources = 来源
filing-sources-columns = 文件 | 名称 | SHA-256
filing-program = 程序

# filing/actual.rs：执行情况
carried-title-of-month = { $scenario }错峰生产执行情况（{ $month }）
carried-title-of-season = { $scenario }错峰生产执行情况总结
carried-of-mill = { $title }：{ $mill }
carried-records = 运行记录：{ $first }至{ $last }。
carried-no-records = 没有运行记录。
carried-due = 报送期限：{ $due }。
carried-words = 高炉实际停产{ $stopped }炉·天（计划{ $planned }，无记录{ $unrecorded }），铁水{ $made }（计划{ $plan }；无记录的按计划计）；推迟停产{ $late }处，违规共{ $breaches }处。
carried-steel-words = 有整月记录的月份粗钢{ $made }（计划{ $planned }，上年同月{ $last }，同比{ $change }）。
carried-mills = 各企业高炉
carried-mills-columns = 企业 | 计划停产（炉·天） | 实际停产（炉·天） | 相差（炉·天） | 无记录（炉·天） | 计划铁水（万吨） | 实际铁水（万吨） | 推迟停产（处）
carried-months = 分月
carried-months-columns = 月份 | 计划停产（炉·天） | 实际停产（炉·天） | 相差（炉·天） | 无记录（炉·天） | 计划铁水（万吨） | 实际铁水（万吨） | 推迟停产（处）
carried-steel-columns = 企业 | 月份 | 计划（万吨） | 统计（万吨） | 高炉（电炉）记录可解释（万吨） | 上年同月（万吨） | 同比 | 年度指标余（万吨）
carried-no-steel = 没有整月的记录，也没有统计产量。
carried-late = 推迟停产
carried-other = 其他问题
carried-none = 未发现。
carried-findings-columns = 问题 | 认定 | 名称 | 企业 | 设施 | 首日 | 末日 | 说明

# filing/claimed.rs: 交回的报告与其所列计划是否相符
claimed-of-a-mill = 这是一家企业的单页，不是完整的计划：请核对全市的报告，或计划文件
claimed-no-sheet = 报告缺少工作表“{ $sheet }”
claimed-no-table = 工作表“{ $sheet }”缺少表头为“{ $heads }”的表
claimed-not-said = 工作表“{ $sheet }”没有按其计划重算所得的这句话：{ $is }
claimed-cell = 单元格{ $cell }写的是“{ $says }”，按其计划重算为“{ $is }”
claimed-row-more = 单元格{ $cell }起多出一行，按其计划重算没有：{ $says }
claimed-and-more = 工作表“{ $sheet }”另有{ $more }处不符
