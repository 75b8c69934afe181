# 冲突证明到什么程度（explain/text.rs）
conflict-proved-least = 已证明：按上述幅度放宽即可编出计划；其余照此放宽时，任何一项都不能再少（精确到0.01个百分点、半吨、1条线或1天）。
conflict-shown-to-suffice = 已证明必须放宽；按上述幅度放宽已编出计划，足够，但未必是最小幅度。
conflict-at-least = 已证明必须有所放宽；所列是目前所知代价最小的放宽，是否足够，尚未证明。
conflict-no-plan = 已证明没有任何计划能同时满足全部规则；时限内未能找出须放宽哪些限值，请加大--time-limit。
conflict-nothing-found = 没有找到必须放宽的规则，也没有找到计划。

# 须放宽什么
conflict-title = 没有任何计划能同时满足全部规则。须放宽的限值（缺口）：
conflict-bend = { $place }，{ $rule }（{ $id }），{ $days }：{ $what }{ $held }{ $proved }
conflict-by-unknown = 须放宽，幅度未定
conflict-must-run =
    不得停产期内须允许停产{ $proof ->
        [at-least] 至少{ $by }
       *[other] { $by }
    }
conflict-down =
    已定停产须少停{ $proof ->
        [at-least] 至少{ $by }
       *[other] { $by }
    }
conflict-anc-ratio =
    允许比高炉的比例低{ $proof ->
        [at-least] 至少{ $by }
       *[other] { $by }
    }
conflict-compared =
    允许比所比较的低{ $proof ->
        [at-least] 至少{ $by }
       *[other] { $by }
    }
conflict-lower-limit =
    下限由{ $from }降到{ $to }（{ $proof ->
        [at-least] 至少放宽{ $by }
       *[other] 放宽{ $by }
    }）
conflict-upper-limit =
    上限由{ $from }提高到{ $to }（{ $proof ->
        [at-least] 至少放宽{ $by }
       *[other] 放宽{ $by }
    }）
conflict-bend-proved-least = ；已证明不能更少
conflict-bend-proved = ；已证明至少{ $by }
conflict-held =
    （其中{ $units }{ $kind }列入must_run共{ $days }{ $sort ->
        [furnace] 炉·天
       *[other] 台·天
    }）

# 地点、数量和日期
conflict-place = { $whole }{ $part }
conflict-unit-days = { $days }台·天
conflict-tonnes = { $tonnes }吨
conflict-tonnes-a-day = { $tonnes }吨/日
conflict-days = { $first }至{ $last }
