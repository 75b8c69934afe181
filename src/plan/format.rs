//! The fields of a plan file, contract section 3.

use crate::input::field::{Field, Limit, Record, Type, optional, required};
use crate::policy::format::{END, START};

/// A plan file.
pub static PLAN: Record = Record {
    name: "plan",
    ordered: false,
    fields: &[
        required("schema", Type::Whole(1, i64::MAX), "格式版本，现为1", "version of the format, now 1"),
        required("scenario", Type::Text, "所属情景的名称", "name of the scenario that it is for"),
        optional("stops", Type::List(&Type::Table(&STOP)), "停产安排，含已定停产", "all stops, those under `down` included"),
        optional("slowdowns", Type::List(&Type::Table(&SLOWDOWN)), "焦炉延长出焦时间", "longer coking of coke ovens"),
        optional(
            "approval",
            Type::Table(&APPROVAL),
            "批复，季中调整的计划须有",
            "what put the plan in force; a plan amended in season has it",
        ),
        optional("solve", Type::Table(&SOLVE), "求解结果，审核时重算", "what a planner claims; a checker recomputes it"),
    ],
};

const ENTERPRISE: Field = required("enterprise", Type::Text, "企业编号", "id of the enterprise");
const UNIT: Field = required("unit", Type::Text, "设施编号", "id of the unit");

// A stop that ends before it starts is a fault of the plan, rule CONCRETE, not of the file.
static STOP: Record = Record { name: "[[stops]]", ordered: false, fields: &[ENTERPRISE, UNIT, START, END] };

static SLOWDOWN: Record = Record {
    name: "[[slowdowns]]",
    ordered: false,
    fields: &[
        ENTERPRISE,
        UNIT,
        START,
        END,
        required("coking_time_h", Type::Number(Limit::Any), "延长后的出焦时间，小时", "extended coking time, h"),
    ],
};

static APPROVAL: Record = Record {
    name: "[approval]",
    ordered: false,
    fields: &[
        optional("number", Type::Text, "批复文号", "number of the document"),
        optional("date", Type::Date, "批复日期", "day of the document"),
        required("valid_from", Type::Date, "自该日起执行", "first day on which the plan is in force"),
        optional("reason", Type::Text, "调整原因", "why the plan was amended"),
    ],
};

static SOLVE: Record = Record {
    name: "[solve]",
    ordered: false,
    fields: &[
        optional("objective", Type::Number(Limit::Any), "目标值，元", "CNY, of the plan as written"),
        optional("bound", Type::Number(Limit::Any), "下界，元", "CNY; no plan can cost less"),
        optional("gap", Type::Number(Limit::Any), "差距", "(objective - bound) / max(|objective|, 1)"),
    ],
};
