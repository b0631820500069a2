#include "engine/backend/cpu/planner.h"

#include <type_traits>

namespace deepwell::cpu {
namespace {

// The tables that a program needs, one a Rope; each is filled by an op at the program's start.
class RopeTables {
 public:
  RopeTables(PlanNeeds& needs, PlannedOps& ops) : needs_(needs), ops_(ops) {}

  RopeTable get(const Rope* rope) {
    for (const RopeTable& table : tables_) {
      if (table.rope == rope) return table;
    }
    const RopeTable table{rope, needs_.persistent.add(int64_t{4} * needs_.max_rows * rope->dim())};
    tables_.push_back(table);
    ops_.push_back(planRopeTable(table));
    return table;
  }

 private:
  PlanNeeds& needs_;
  PlannedOps& ops_;
  std::vector<RopeTable> tables_;
};

}  // namespace

PlannedOps planOps(const OpList& list, PlanNeeds& needs, std::vector<int32_t>& calls) {
  PlannedOps ops;
  RopeTables tables(needs, ops);
  for (const OpCall& call : list.calls) {
    std::visit(
        [&](const auto& c) {
          using Call = std::decay_t<decltype(c)>;
          if constexpr (std::is_same_v<Call, op::RopeStore> || std::is_same_v<Call, op::MlaStore>) {
            const RopeTable table = tables.get(c.rope);
            ops.push_back(plan(c, table, needs));
          } else {
            ops.push_back(plan(c, needs));
          }
        },
        call);
    calls.resize(ops.size(), -1);
    calls.back() = static_cast<int32_t>(&call - list.calls.data());
  }
  return ops;
}

}  // namespace deepwell::cpu
