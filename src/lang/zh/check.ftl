# text.rs：审核报告
check-errors = 违规
check-warnings = 提示
check-margins = 离违规最近的规则
check-holds = 合规：未发现违规，{ $warnings }处提示{ $waived ->
    [0] {""}
   *[other] （其中{ $waived }处已豁免）
}
check-breaks = 不合规：{ $errors }处违规{ $waived_errors ->
    [0] {""}
   *[other] （其中{ $waived_errors }处已豁免）
}，{ $warnings }处提示{ $waived ->
    [0] {""}
   *[other] （其中{ $waived }处已豁免）
}
check-all-waived = 违规均已豁免；豁免不改变规则，计划仍按不合规处理（退出码1）
check-judged = 情景 { $scenario }（{ $hash }），政策 { $policy }（{ $policy_hash }），计划（{ $plan_hash }）；stagger { $version }
check-note = 注意：{ $note }
check-option-error = 按选项，{ $rule }作为违规处理
check-option-warning = 按选项，{ $rule }只作提示
check-rules-columns = 规则 | 名称
check-enterprises-columns = 城市 | 企业
check-counts-columns = 违规 | 提示
check-counts-waived-columns = 违规 | 其中已豁免违规 | 提示
check-margins-columns = 规则 | 位置 | 实为 | 要求 | 余量 | 可晚（天）
check-cost = 费用（元）：合计{ $total }＝减产损失{ $margin }＋复产与焖炉{ $restarts }＋配套设施少产{ $output }－减排价值{ $avoided }
check-bound = 自报下界{ $bound }元是否成立：未审核（审核无法得出）
