# 命令
help-stagger = 钢铁错峰生产：编制、审核、绘图
help-check = 按全部规则审核计划
help-diff = 比较两份计划
help-compare = 并列比较几份计划或政策
help-plan = 编制计划
help-replan = 季中重新安排：此前不变，此后费用最小、少作变动
help-prices = 计算各条规则的代价
help-gantt = 绘制甘特图
help-report = 写报告：实施方案附表、一厂一策、执行情况
help-audit = 用运行记录核查计划的执行
help-generate = 生成供试用的情景，或一份计划的运行记录
help-explain = 解释规则
help-init = 为一座城市写一份待填写的起步情景
help-example = 列出或取出示例情景
help-template = 生成企业申报表或城市登记表
help-import = 把城市登记表转成情景文件
help-completions = 生成命令行补全脚本（写到标准输出）
help-man = 生成man手册页
help-schema = 情景、政策、计划文件的JSON Schema，供编辑器使用
help-help = 列出本说明，或某个命令的说明

# 几个命令共有的参数和选项
help-arg-lang = 语言（默认随系统）
help-arg-format = 输出格式：text供人阅读，json在标准输出写一个JSON对象；gantt、report还可为文件的格式（svg、png、pdf、html、ics、xlsx、csv、docx、md，默认看-o的结尾）
help-arg-verbose = 多说一些（可重复）
help-arg-quiet = 不显示进度和说明，只报错误
help-arg-help = 列出用法
help-arg-version = 列出版本
help-arg-scenario = 情景文件
help-arg-set =
    改动情景或政策的一个值（可重复），如ratio.base.C=0.45、
    enterprises.TS01.units.1#高炉.rate_t_d=3300
help-arg-gap = 证明的差距小到多少即停
help-arg-time-limit = 时限，秒；没有计划时，查明原因最多再用20秒
help-arg-seed = 随机种子
help-arg-threads = 线程数（默认全部核心）
help-arg-ledger = 台账：没有则新建，有则逐条更新状态
help-arg-date = 台账中的发现日期（默认今天）

# check
help-check-plan = 计划（.toml、.csv、.xlsx、.xls、.ods）、各企业申报文件所在文件夹，或计划的报告（.xlsx）
help-check-warn = 把规则降为提示（可重复）
help-check-deny = 把规则升为违规（可重复）
help-check-mend = 把最接近申报、满足全部规则的计划写到哪里
help-check-keep = 保持不动的设施，如M001/1#高炉（可重复）
help-check-today = 此日之前已成事实，不再变动
help-check-time-limit = 编制整改后计划的时限，秒
help-check-merged = 文件夹合并后的计划写到哪里
help-check-annotate = 把问题批注在送审表副本上

# diff
help-diff-before = 原计划
help-diff-after = 新计划

# compare
help-compare-columns = 计划或政策文件（由内容辨别），至少两列；以第一列为准
help-compare-policy = 再加一列：按此政策编制的计划（内置政策名称或文件；可重复）

# plan
help-plan-output = 计划写到哪里，-为标准输出
help-plan-tidy = 为减少提示和延长出焦时间可让出的费用比例
help-plan-from = 从这份计划出发，结果不会更差
help-plan-reserve = 预留量，如ratio=0.01,steel=0.005：编制时按更严的要求
help-plan-trace = 费用与下界随时间的变化写到哪里（CSV）
help-plan-alternatives = 另编几份费用相近、停产安排不同的计划，写在计划旁（.alt1等）
help-plan-within = 备选计划最多多花的费用比例；每份时限同--time-limit

# replan
help-replan-plan = 现行计划
help-replan-today = 此日起重新安排，此前各日不变
help-replan-output = 新计划写到哪里，-为标准输出
help-replan-best-effort = 不能满足全部规则时，与要求相差最小的计划写到哪里
help-replan-records = 此前各日以运行记录为准（可重复）
help-replan-tolerance-hours = 记录中容许停产推迟、复产提前的小时数
help-replan-move-price = 每变动1台·天计价，元
help-replan-time-limit = 时限，秒；不能满足全部规则时最多加倍

# prices
help-prices-plan = 合规的计划，重编计划时由它起算
help-prices-rule = 只看这条规则
help-prices-city = 只看这个城市
help-prices-all = 列出不起约束的限值
help-prices-replan = 各项都重编计划核实（--rule与--city同时给出时总是）
help-prices-gap = 重编计划时，证明的差距小到多少即停
help-prices-time-limit = 时限，秒

# gantt
help-gantt-plan = 计划文件
help-gantt-output = 图写到哪里（.svg、.png、.pdf、.html、.ics、.xlsx、.csv），-为标准输出
help-gantt-enterprise = 只画这些企业：编号或名称（可重复）
help-gantt-kind = 只画这些种类（可重复）
help-gantt-paper = PDF的纸张：a3-landscape（A3横向）、a4-landscape（A4横向）、a4、screen（整张）
help-gantt-by = 工作簿的列：day一天一列（可读回为计划），week一周一列
help-gantt-scale = PNG每单位像素数
help-gantt-font = PNG、PDF用的字体文件（.ttf、.otf、.ttc）；默认用系统字体
help-gantt-against = 原计划：画出其停产的轮廓，并列出变动

# report
help-report-plans = 计划文件；用--month、--summary时还可有其后的调整计划
help-report-output = 报告写到哪里（.html、.pdf、.docx、.xlsx、.md），-为标准输出
help-report-mill = 一厂一策：只含该企业（编号或名称）自己的内容
help-report-public = 公开版：不含余量、指标、费用和价格
help-report-against = 原计划：列出变动
help-report-records = 运行记录（CSV，可重复），用于--month、--summary
help-report-month = 按记录报告某月执行情况（15日前报送上月）
help-report-summary = 按记录报告全季执行情况（4月15日前报送）
help-report-font = 图和PDF用的字体文件（.ttf、.otf、.ttc）；默认用系统字体

# audit
help-audit-files = 计划文件（一份或多份）和记录文件（CSV，一份或多份），按内容区分
help-audit-tolerance-hours = 容许停产推迟、复产提前的小时数
help-audit-skip-unknown = 跳过情景中没有的企业、设施，只计数

# generate
help-generate-cities = 生成情景：城市数
help-generate-mills = 企业数（有高炉或电炉）；另有约一成只作配套的焦化、石灰企业
help-generate-furnaces = 高炉数，含长期停产和中途退出的，不少于企业数
help-generate-episodes = 每座城市至多几次重污染天气应急响应
help-generate-name = 情景名称（默认由规模和种子而定）
help-generate-witness = 见证计划（满足全部规则，远非最省）写到哪里
help-generate-records = 生成计划的运行记录
help-generate-plan = 计划文件
help-generate-steel = 月粗钢产量统计写到哪里（CSV）
help-generate-answers = 答案（植入了哪些异常）写到哪里（JSON）
help-generate-hourly = 按小时（默认）
help-generate-daily = 按日
help-generate-until = 记录到哪一天为止（含）
help-generate-columns = 有哪些列
help-generate-kind = 只要这些种类（可重复）
help-generate-trick = 异常（可重复）：名称，或名称:企业/设施
help-generate-tricks = 任意几处异常
help-generate-tolerance-hours = 停产推迟、复产提前不超过这些小时
help-generate-output = 情景（TOML）或记录（CSV）写到哪里，-为标准输出
help-generate-seed = 随机种子：同样的输入和种子，结果逐字节相同

# explain
help-explain-topic = 规则编号，如BF-RATIO，或核查问题，如LATE-STOP；不填则列出全部

# example
help-example-name = 示例名；不填则列出全部
help-example-output = 写到哪个文件或文件夹；不填则写到标准输出
help-example-force = 覆盖已有文件

# template
help-template-scenario = 情景文件：企业申报表取其企业、设施和秋冬季
help-template-register = 城市登记表：空白，或由情景填好
help-template-plan = 用这份计划填好申报表
help-template-output = 工作簿写到哪里（.xlsx）

# import
help-import-register = 登记表（.xlsx、.xls、.ods）
help-import-output = 情景文件写到哪里，-为标准输出

# completions
help-completions-shell = 命令行外壳

# man
help-man-output = 各命令手册页写到哪个文件夹；不给时把总页写到标准输出

# schema
help-schema-of = 文件种类
help-schema-output = 写到何处；给文件夹时用本工具文件首行所指的文件名，不指明种类则三份都写

# init
help-init-city = 城市，名称与政策一致：唐山市或唐山
help-init-mills = 企业数（默认3家）
help-init-furnaces = 高炉总座数（默认每家两座）
help-init-yes = 不提问：没有给出的按默认值
help-init-output = 情景文件写到何处
help-init-force = 覆盖已有的文件
