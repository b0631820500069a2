// How planFromHf() goes about it: one member function a kind of tensor. Internal to engine/convert.
#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/convert/plan.h"
#include "engine/model/part_names.h"

namespace deepwell {

class Planner {
 public:
  Planner(const Checkpoint& checkpoint, const ModelConfig& config, Fp8BlockSize block)
      : checkpoint_(checkpoint), config_(config), block_(block) {}

  Status plan(int32_t layers);
  std::vector<PlannedTensor> take() { return std::move(planned_); }

 private:
  static std::string hfName(int32_t layer, std::string_view part, std::string_view suffix) {
    return fmt::format("model.layers.{}.{}{}", layer, part, suffix);
  }
  static std::string ggufName(int32_t layer, std::string_view part, std::string_view suffix) {
    return fmt::format("blk.{}.{}{}", layer, part, suffix);
  }
  std::string where() const { return checkpoint_.path().string(); }

  // The tensor, marked as used; nullptr if absent.
  const TensorView* use(const std::string& name);
  Status copy(const std::string& from, const std::string& to);
  Status part(int32_t layer, PartName name);  // weight and bias, where present
  Status parts(int32_t layer, std::initializer_list<PartName> names);
  Status rotary(int32_t layer, PartName name, int32_t heads);
  // Parts that lie one below the other in one tensor, if the folder has it.
  struct FusedPart {
    PartName name;
    int64_t rows;
    bool pairs = false;  // as rotary() writes them
  };
  Status split(int32_t layer, PartName fused, std::initializer_list<FusedPart> parts);
  Status fusedParts(int32_t layer);
  Result<PlannedTensor> stack(const TensorView& tensor, std::string name, int64_t rows, int64_t cols);
  Status kvB(int32_t layer);
  Status router(int32_t layer);
  Status experts(int32_t layer);
  Status stackedExperts(int32_t layer, const TensorView& down);
  Status separateExperts(int32_t layer, PartName stacked, const char* hf);
  Status layer(int32_t index);
  void ropeDivisors();
  Status checkWhole() const;
  Status checkAllUsed() const;

  const Checkpoint& checkpoint_;
  const ModelConfig& config_;
  Fp8BlockSize block_;
  std::set<std::string, std::less<>> used_;
  std::vector<PlannedTensor> planned_;
};

}  // namespace deepwell
