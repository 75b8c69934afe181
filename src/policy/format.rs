//! The fields of a policy file, contract section 8.

use crate::input::field::{Field, Keys, Limit, Record, Type, optional, required};
use crate::kind::{ByKind, Kind};

/// A policy file.
pub static POLICY: Record = Record {
    name: "policy",
    ordered: false,
    fields: &[
        required("schema", Type::Whole(1, i64::MAX), "格式版本，现为1", "version of the format, now 1"),
        required("name", Type::Text, "政策名称，供情景引用", "its name, as scenarios refer to it"),
        optional("title", Type::Text, "政策文件标题；默认同名称", "the programme's title; default its name"),
        required("season", Type::Table(&SEASON), "秋冬季起止日期", "the default season"),
        required("grades", Type::List(&Type::Text), "绩效等级，由优到劣", "grades, best first"),
        optional(
            "idle_after_days",
            Type::Whole(0, 100_000),
            "停产超过该天数视为长期停产；默认不判",
            "a unit that last ran more than so many days before the season is idle; default none is",
        ),
        required("ratio", Type::Table(&RATIO), "错峰生产比例", "staggered ratios"),
        required("shape", Type::Map(Keys::Kinds, &Type::Table(&SHAPE)), "各类设施的停产要求", "the shape of stops by kind"),
        optional(
            "coke",
            Type::Table(&COKE),
            "焦炉延长出焦时间；有焦炉时必填",
            "slow-downs; required where there are coke ovens",
        ),
        optional(
            "stage_steel",
            Type::List(&Type::Table(&STAGE)),
            "分阶段粗钢压减要求",
            "periods with a limit on crude steel",
        ),
        optional(
            "rule_days",
            Type::Map(Keys::DatedRules, &Type::List(&Type::Table(&SEASON))),
            "只在所列日期生效的规则及其日期；默认不生效",
            "rules that hold on listed days only, and those days; default never",
        ),
        required("cost", Type::Table(&COST), "成本参数", "costs"),
        optional(
            "emission",
            Type::Map(Keys::Kinds, &Type::Table(&EMISSION)),
            "各类设施每吨产品排放量，千克（颗粒物+二氧化硫+氮氧化物）；默认0",
            "kg of PM + SO2 + NOx a t of product by kind; default 0",
        ),
        optional(
            "emergency",
            Type::Map(Keys::Levels, &Type::Map(Keys::Names, &Type::Table(&MEASURE))),
            "重污染天气应急减排措施，按预警级别和绩效等级",
            "measures of an episode by level and grade (or scrap-eaf); default none",
        ),
    ],
};

/// `start..=end`, both required.
pub static SEASON: Record = Record { name: "season", ordered: true, fields: &[START, END] };

/// First day of a period.
pub const START: Field = required("start", Type::Date, "起始日（含）", "first day");
/// Last day of a period.
pub const END: Field = required("end", Type::Date, "结束日（含）", "last day, included");

static RATIO: Record = Record {
    name: "[ratio]",
    ordered: true,
    fields: &[
        optional(
            "start",
            Type::Date,
            "错峰生产期首日；默认秋冬季首日",
            "first day of the staggering period; default the season's",
        ),
        optional("end", Type::Date, "错峰生产期末日；默认秋冬季末日", "its last day, included; default the season's"),
        required(
            "base",
            Type::Map(Keys::Names, &Type::Number(Limit::Fraction)),
            "各绩效等级的基础比例",
            "base ratio of each grade, 0 for the best, rising",
        ),
        optional("increment", Type::Table(&INCREMENT), "加严比例；默认不加", "increments; default none"),
        optional("cap", Type::Number(Limit::Fraction), "基础与加严之和的上限；默认1", "cap on base + increments; default 1"),
        optional(
            "over_capacity_threshold",
            Type::Number(Limit::Positive),
            "产能利用率超过该值即加严；默认1.20",
            "utilisation above it is over capacity; default 1.20",
        ),
    ],
};

static INCREMENT: Record = Record {
    name: "[ratio] increment",
    ordered: false,
    fields: &[
        optional("violation", Type::Number(Limit::Fraction), "违法违规加严；默认不加", "for any violation; default none"),
        optional(
            "over-capacity",
            Type::Number(Limit::Fraction),
            "超产能加严；默认不加",
            "for utilisation above the threshold; default none",
        ),
        optional(
            "not-listed",
            Type::Number(Limit::Fraction),
            "未列入规范公告加严；默认不加",
            "for a mill that is not norm-listed; default none",
        ),
    ],
};

const DAYS: i64 = 10_000;

static SHAPE: Record = Record {
    name: "[shape.KIND]",
    ordered: false,
    fields: &[
        required("min_stop_days", Type::Whole(1, DAYS), "每次停产最短天数", "shortest ordinary stop, days"),
        required("min_run_days", Type::Whole(0, DAYS), "两次停产之间最短运行天数", "fewest days between two ordinary stops"),
        required("max_stops", Type::Whole(0, DAYS), "停产次数上限", "most ordinary stops"),
        optional(
            "ramp_days",
            Type::Whole(0, DAYS),
            "复产后不计供热的天数；默认0",
            "days after a stop without heat; default 0",
        ),
        optional(
            "feed_stock_days",
            Type::Number(Limit::NonNegative),
            "可供高炉的库存天数；不填则不判FEED",
            "stock for the furnaces, days; absent: no FEED for the kind",
        ),
    ],
};

static COKE: Record = Record {
    name: "[coke]",
    ordered: false,
    fields: &[
        required("max_coking_time_h", Type::Number(Limit::Positive), "最长出焦时间，小时", "longest coking time, h"),
        required("min_slow_days", Type::Whole(1, DAYS), "每次延长出焦时间最短天数", "shortest slow-down, days"),
        required("max_slowdowns", Type::Whole(0, DAYS), "延长出焦时间次数上限", "most slow-downs of a battery"),
    ],
};

static STAGE: Record = Record {
    name: "[[stage_steel]]",
    ordered: true,
    fields: &[
        START,
        END,
        required(
            "factor",
            Type::Number(Limit::NonNegative),
            "粗钢产量与上年同期之比的上限",
            "crude steel at most this share of last year's over the same days",
        ),
        required("level", Type::Choice(&["city", "enterprise"]), "按城市或按企业考核", "whom it binds"),
        optional("cities", Type::List(&Type::Text), "适用城市；默认全部", "the cities it binds; default all"),
    ],
};

static COST: Record = Record {
    name: "[cost]",
    ordered: false,
    fields: &[
        required(
            "margin_cny_t",
            Type::Number(Limit::NonNegative),
            "每吨铁水（电炉为粗钢）毛利，元",
            "margin lost per t of hot metal, CNY",
        ),
        optional(
            "use_filed_margin",
            Type::Flag,
            "是否采用企业自报毛利；默认否",
            "whether an enterprise's own margin comes first; default false",
        ),
        required(
            "restart_cny",
            BY_KIND,
            "每次复产费用，元（高炉按每立方米）；未列为0",
            "cost of an ordinary stop, CNY (furnaces: per m3); a kind not listed: 0",
        ),
        required("banking_cny", BY_KIND, "每次应急停产费用，元；未列为0", "cost of an episode stop, CNY, likewise"),
        required(
            "output_cny_t",
            BY_KIND,
            "配套产品每吨损失，元；未列为0",
            "output of an ancillary kind not made, CNY/t; a kind not listed: 0",
        ),
        required(
            "emission_value_cny_kg",
            Type::Number(Limit::NonNegative),
            "每千克减排的价值，元",
            "value of a kg of avoided emissions, CNY",
        ),
    ],
};

const BY_KIND: Type = Type::Map(Keys::Kinds, &Type::Number(Limit::NonNegative));

static EMISSION: Record = Record {
    name: "[emission.KIND]",
    ordered: false,
    fields: &[
        required(
            "ultra_low",
            Type::Number(Limit::NonNegative),
            "超低排放改造后，千克/吨",
            "with ultra-low-emission retrofit done, kg/t",
        ),
        required("other", Type::Number(Limit::NonNegative), "未改造，千克/吨", "otherwise, kg/t"),
    ],
};

const SHARE: Type = Type::Number(Limit::Fraction);

static MEASURE: Record = Record { name: "[emergency.LEVEL.GRADE]", ordered: false, fields: &MEASURES };

const COKING_TIMES: Type = Type::Table(&COKING);

/// What an episode asks of each kind: whole lines, or of coke ovens, which are slowed, a coking time.
const MEASURES: ByKind<Field> = {
    let ovens = optional(
        Kind::CokeOven.id(),
        Type::List(&COKING_TIMES),
        "出焦时间按炭化室高度，取首个符合者；默认不要求",
        "coking times by chamber height, the first that fits; default nothing",
    );
    let mut fields = [ovens; Kind::ALL.len()];
    let mut k = 0;
    while k < fields.len() {
        if k != Kind::CokeOven.index() {
            let means = ("该类设施停产数占比；默认不要求", "share of its units that stop; default nothing");
            fields[k] = optional(Kind::IDS[k], SHARE, means.0, means.1);
        }
        k += 1;
    }
    fields
};

static COKING: Record = Record {
    name: "[emergency.LEVEL.GRADE] coke-oven",
    ordered: false,
    fields: &[
        optional(
            "height_below_m",
            Type::Number(Limit::Positive),
            "炭化室高度低于该值，米；默认不限",
            "fits chambers lower than this, m; default all",
        ),
        required("coking_time_h", Type::Number(Limit::Positive), "出焦时间不短于，小时", "coking time of at least this, h"),
    ],
};
