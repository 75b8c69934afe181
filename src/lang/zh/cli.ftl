# mod.rs：各命令共用
cli-error = 错误：{ $what }
cli-output-is-input = 输出{ $path }就是输入{ $input }，写出会毁掉它：请换一个文件名
cli-output-or-json = 标准输出只能有一个JSON对象：请用-o写到文件，或去掉--format json
cli-of-file = { $file }：{ $what }
cli-no-rule = 没有这条规则；“stagger explain”列出全部
cli-no-rule-near = 没有这条规则，是否为{ $near }？

# usage.rs：命令行有误
cli-usage-no-command = 没有命令“{ $name }”
cli-usage-no-command-near = 没有命令“{ $name }”，是否为“{ $near }”？
cli-usage-no-option = 没有选项“{ $arg }”，或参数多余
cli-usage-no-option-near = 没有选项“{ $arg }”，或参数多余，是否为“{ $near }”？
cli-usage-missing = 缺少必填的参数：{ $args }
cli-usage-missing-command = 请给出命令
cli-usage-exclude = “{ $arg }”与“{ $other }”不能同用
cli-usage-twice = “{ $arg }”只能给一次
cli-usage-no-value = “{ $arg }”须有一个值
cli-usage-no-value-of = “{ $arg }”须有一个值；可用：{ $valid }
cli-usage-value = “{ $arg }”的值“{ $value }”不对：{ $why }
cli-usage-value-of = “{ $arg }”的值“{ $value }”不对；可用：{ $valid }
cli-usage-value-near = “{ $arg }”的值“{ $value }”不对；可用：{ $valid }，是否为“{ $near }”？
cli-usage-see-help = “{ $command } --help”列出用法

# help.rs：--help的格式
cli-help-usage = 用法：
cli-help-commands = 命令：
cli-help-arguments = 参数：
cli-help-options = 选项：
cli-help-any-options = [选项]
cli-help-a-command = 命令
cli-help-default = { $about } [默认：{ $value }]
cli-help-values = { $about } [可用：{ $values }]

# values.rs：选项的值
cli-fraction = “{ $text }”应为0到1之间的小数
cli-seconds = “{ $text }”应为正的秒数
cli-hours = 应为0至24（不含）的小时数
cli-month = “{ $text }”应为年月，如2021-12
cli-price = “{ $text }”应为不小于0的元数
cli-date = 应为日期，如2021-12-01
cli-number-too-large = 数太大
cli-whole-number-from = 应为不小于{ $low }的整数
cli-whole-number = 应为{ $low }到{ $high }之间的整数

# outputs.rs：输出文件名
cli-output-ending =
    { $path }的结尾是.{ $ending }，但写出的是{ $kind ->
        [plan] 计划（TOML文本）
        [scenario] 情景文件（TOML文本）
        [records] CSV文本
       *[answers] JSON文本
    }：请改为以.{ $own }结尾的文件名，如{ $better }
cli-outputs-one-file = { $first }和{ $second }都写到{ $path }，后写的会毁掉先写的：请各给一个文件名
cli-output-no-stdout = { $option }须给出文件名：-是标准输出，用来显示结果

# annotate.rs
cli-annotate-ending = --annotate写出的是.{ $ending }工作簿，{ $path }应以.{ $ending }结尾
cli-annotated = 已写批注副本{ $path }
cli-annotated-new = { $file }不是.xlsx，不能在原文件上批注；已写新工作簿{ $path }，内有所报各行、审核结果和企业与规则

# audit.rs
cli-audit-no-plan = 没有计划文件
cli-audit-no-records = 没有记录文件：CSV表头须有企业、生产设施、时间，及产量、用电量、状态之一

# check.rs
cli-check-annotate-folder = --annotate只用于单个送审文件；请逐个审核
cli-check-annotate-report = --annotate只用于送审的计划；这是一份报告，请批注其所据的计划
cli-check-merged-file = --merged只用于文件夹
cli-check-claim-of-others = { $claim }。计划不是按这里的数值编制的，见“注意”
cli-check-ledger-left = 台账{ $path }保持原样，没有更新：有{ $unread }个文件未能读取；改正后请重新审核
cli-check-merged-left = 没有写合并后的计划{ $path }：有{ $unread }个文件未能读取；改正后请重新审核
cli-check-mended-left = 没有写整改后的计划{ $path }：有{ $unread }个文件未能读取；改正后请重新审核
cli-check-warn-and-deny = { $rule }不能同时用--warn和--deny

# ledger.rs
cli-ledger-what-if = --ledger只跟踪按申报判定的问题：使用--set的试算不登记也不销号，请去掉其中之一
cli-ledger-ending = 台账是.xlsx工作簿，{ $path }应以.xlsx结尾
cli-ledger-clock = 本机时钟为{ $today }，早于本秋冬季一年以上，台账已按此日期登记；如时钟有误，请恢复原台账，并用--date给出日期
cli-ledger-updated =
    台账{ $path }：新增{ $new }，未整改{ $open }，已整改{ $closed }，反弹{ $back }{ $unjudged ->
        [0] {""}
       *[other] ，本次未判{ $unjudged }条
    }

# mend.rs
cli-mend-progress = 变动 { $moved } t  不少于 { $least } t
cli-mend-progress-none = 变动 -  不少于 { $least } t
cli-mend-no-unit = 情景中没有设施“{ $name }”：请写作企业编号/设施编号，如{ $any }
cli-mend-several-units = “{ $name }”不止一台：请写明企业，如{ $a }或{ $b }

# compare.rs
cli-compare-two-columns = 至少要有两列：请给出两份计划或政策文件，或用--policy
cli-compare-other-scenario = 计划写明的情景是“{ $other }”，本情景名为“{ $name }”
cli-compare-scenario-column = { $path }是情景文件：先写一个情景，其后各列为计划或政策文件
cli-compare-no-policy = 没有政策“{ $name }”：既非内置政策，也没有这个文件
cli-compare-seasons = 政策{ $path }的秋冬季为{ $start }至{ $end }，情景为{ $own_start }至{ $own_end }，无法并列：请在情景中写明season

# plan.rs
cli-reserve-names = “{ $name }”应为ratio或steel
cli-reserve-twice = “{ $name }”给了两次
cli-progress = 最好 { $best }  下界 { $bound }
cli-progress-gap = 最好 { $best }  下界 { $bound }  差距 { $gap }

# plan/alternatives.rs
cli-alternatives-older = { $path }是以前运行留下的，不属于本计划：请删去该文件及编号更大的文件
cli-alternatives-beside = --alternatives的计划写在-o的文件旁边：请用-o写到文件

# plan/answers.rs
cli-conflict-with-reserve = 以下按--reserve收紧后的要求；去掉或减小预留量，也许就有计划
cli-reserved = 编制时加了预留量：比例高{ $ratio }个百分点，粗钢上限低{ $steel }%；下界和差距按不加预留量的规则计，差距含预留量的代价。
cli-filing-at-fault = 申报有误，任何计划都无法弥补：
cli-stopped-interrupted = 在找到计划之前被中断，未写出计划；也未证明无计划
cli-stopped-doubtful = 时限内未找到计划，很可能没有满足全部规则的计划，但尚未证明；请加大--time-limit，或放宽最紧的限值后再试
cli-stopped = 时限内未找到计划，也未证明无计划；请加大--time-limit，或用--from从一份计划出发
cli-faulty = 本程序有错：编出的计划都未通过审核，未写出。请报告：情景文件、种子{ $seed }、版本{ $version }，以及：{ $first }。可换--seed再试
cli-from-other-scenario = --from的计划写明情景“{ $other }”，本情景为“{ $name }”；其{ $all }条停产和延长出焦时间中{ $known }条的设施在本情景中
cli-from-breaks = --from的计划有{ $errors }处违规，不按原样采用；其中合规的城市仍从它出发。第一处：{ $first }
cli-from-no-reserve = --from的计划合规，但达不到--reserve的预留量，不按原样采用；结果可能比它费用高

# plan/ended.rs
cli-ended-best = 求解结束：已证明没有费用更低的计划。
cli-ended-near = 求解结束：已达到要求的差距（--gap { $asked }）。
cli-ended-interrupted-near = 求解被中断：已达到要求的差距（--gap { $asked }）。
cli-ended-interrupted = 求解被中断，未达到要求的差距（{ $asked }）；要更接近最优，请再运行一次，并用--from { $plan }从本计划继续。
cli-ended-time-limit = 求解到时限结束，未达到要求的差距（{ $asked }）；要更接近最优，请加大--time-limit，并用--from { $plan }从本计划继续。
cli-ended-exhausted = 求解结束：再无可试，未达到要求的差距（{ $asked }）；要更接近最优，请换一个--seed，并用--from { $plan }从本计划继续。

# replan.rs
cli-season-over = --today { $today }：秋冬季（{ $start }至{ $end }）已经结束，没有可重新安排的日子；请核对日期

# prices.rs
cli-prices-impossible = { $cities }：没有计划能满足全部规则，也就没有价格；stagger plan会说明须放宽哪些限值
cli-prices-stopped = 时限内未算出任何价格；请加大--time-limit，或用--city只看一个城市
cli-prices-plan-breaks = --plan的计划有{ $errors }处违规，不能由它起算，请先用stagger check --mend编制整改后的计划。第一处：{ $first }
cli-prices-none = { $rule }没有可以移动的限值，因而没有价格；有价格的规则：{ $all }
cli-prices-no-city = 情景中没有城市“{ $city }”
cli-prices-no-city-near = 情景中没有城市“{ $city }”，是否为{ $near }？

# gantt.rs
cli-one-of-kinds = “{ $id }”应为其一：{ $all }
cli-format-of-file = --format svg、png、pdf、html、ics、xlsx、csv、docx、md只用于gantt和report；请用text或json
cli-no-such-form = 本命令不输出{ $form }，可用：{ $all }
cli-ending = 不知道把{ $path }写成什么：请用以下结尾之一：{ $all }（或用--format指定）
cli-gantt-scale = “{ $value }”应为0.1到8之间的数
cli-gantt-scale-lowered = 注意：按--scale { $asked }图片将超过1.2亿像素，已改按{ $scale }绘制；要看清细节请用.svg、.pdf或.html，或用--enterprise、--kind选取部分
cli-gantt-missing-characters = 注意：没有字体含有以下字符，图片或页面中将缺字：{ $some }（共{ $all }个）；请安装中文字体（Debian：apt install fonts-noto-cjk），或用--font指定字体文件
cli-gantt-no-font = { $path }不是字体文件；请用--font给出.ttf、.otf或.ttc文件
cli-gantt-paper-is-for-pdf = --paper 只用于PDF：请把-o改为以.pdf结尾的文件名，或去掉--paper
cli-gantt-no-enterprise-near = 情景中没有企业“{ $id }”，是否为{ $near }（{ $name }）？
cli-gantt-no-enterprise = 情景中没有企业“{ $id }”；有：{ $all }
cli-gantt-nothing = 所选企业没有所选种类的设施，没有可画的内容；请改--enterprise或--kind
cli-too-many-to-plan = 共{ $n }台（座）设施，一次最多安排{ $most }台（座）
cli-too-many-to-plan-help = 请按城市拆分：除跨市配套外，各市之间没有共同的规则
cli-gantt-too-many = { $units }个设施过多，一张图最多{ $most }个；请用--enterprise或--kind选取，或输出表格（.csv）、日历（.ics）
cli-gantt-failed = 无法绘图：{ $why }
cli-gantt-against-is-drawn = --against 只用于.svg、.png、.pdf、.html；请改-o，或用stagger report --against
cli-report-several = 有多家企业名为“{ $name }”，请给出编号：{ $ids }
cli-report-too-many = 甘特图未收入：{ $units }个设施超过一张图的上限{ $most }个；请用“stagger gantt --enterprise 企业编号”或--kind分别出图
cli-report-too-many-rows = 报告有{ $rows }行，.pdf和.docx最多{ $most }行：请写成.html、.xlsx或.md，或用--mill按企业出
cli-report-no-chart = 甘特图共{ $pages }页，Word文档至多收入{ $most }页，未收入：请用“stagger gantt -o 图.pdf --paper a4-landscape”另出，或把报告写成.pdf或.html
cli-report-one-plan = 报告只能有一份计划；多份计划（原计划和其后的调整）只用于--month、--summary
cli-report-other-scenario = 注意：{ $path }是“{ $other }”的计划，不是“{ $name }”的；请核对
cli-report-month = { $month }不在本季（{ $first }至{ $last }）

# generate/scenario.rs
cli-generated-scenario =
    { $path }：{ $cities }座城市，{ $mills }家企业{ $plants ->
        [0] {""}
       *[other] ，{ $plants }家配套企业
    }，{ $furnaces }座高炉{ $eafs ->
        [0] {""}
       *[other] ，{ $eafs }座电炉
    }{ $ancillary ->
        [0] {""}
       *[other] ，{ $ancillary }台（座）配套设施
    }{ $episodes ->
        [0] {""}
       *[other] ，{ $episodes }次应急响应
    }

# generate/records.rs
cli-generated-records = { $path }：{ $rows }行，{ $tricks }处异常
cli-trick-no-room = { $trick }无处可做：{ $needs }
cli-trick-no-room-until = { $trick }无处可做：{ $needs }；记录只到{ $day }（--until），到季末则有：请改晚或去掉--until
cli-tricks-no-room = 没有一处可植入异常
cli-tricks-too-many = 植入{ $tricks }处异常须有同样多的设施，情景只有{ $units }台（座）：一台（座）设施只能植入一处
cli-tricks-no-room-until = 没有一处可植入异常；记录只到{ $day }（--until），到季末则有：请改晚或去掉--until
cli-not-in-season = { $day }不在本季（{ $start }至{ $end }）内
cli-trick-needs-steel = bought-steel须用--steel写出统计
cli-trick-unknown = 没有异常“{ $name }”，可用：{ $all }
cli-trick-no-place = 情景中没有“{ $place }”；写法：名称:企业/设施，bought-steel只写企业

# explain.rs
cli-explain-rule = 规则
cli-explain-severity = 级别
cli-explain-name = 名称
cli-explain-stated-of = 对象
cli-explain-found = 核查问题
cli-explain-verdict = 结论
cli-explain-one = stagger explain 规则：逐条解释
cli-explain-clause = 条款
cli-explain-holds = 要求
cli-explain-formula = 公式
cli-explain-numbers-from = 数据来源
cli-explain-example = 示例
cli-explain-advice = 整改建议
cli-explain-when = 何时认定

# example.rs
cli-example-one-mill = 教程：一家企业，两座高炉和全部种类的配套设施
cli-example-tangshan = 唐山规模：111座高炉、150台（座）配套设施，全部规则
cli-example-stage-two = 第二阶段粗钢上限为约束所在
cli-example-episode = 错峰生产期内有重污染天气应急响应
cli-example-infeasible-must-run = 无解：全部高炉不得停产
cli-example-infeasible-city-max = 无解：全市每日停产占比上限过低
cli-example-infeasible-quota = 无解：粗钢指标已用尽
cli-example-infeasible-coke = 无解：焦炉延长出焦时间仍不够
cli-example-unknown = 没有示例“{ $name }”（“stagger example”列出全部）
cli-example-unknown-near = 没有示例“{ $name }”，是否为{ $near }？（“stagger example”列出全部）
cli-example-there = { $path }已存在；要覆盖请加--force

# template.rs
cli-template-ending = 请把{ $path }改为以.xlsx结尾的文件名
cli-template-failed = 无法生成工作簿：{ $why }

# import.rs
cli-imported = { $path }：{ $cities }座城市、{ $mills }家企业、{ $units }台（座）设施
