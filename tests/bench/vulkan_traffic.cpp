// How many bytes of device memory every shader of the Vulkan backend moves in a step, against the least possible: counted from
// what the ops record, for any checkpoint and without a GPU (one with cooperative matrices; DEEPWELL_VULKAN_TILES=dot: without).
//   vulkan_traffic MODEL [--rows N] [--depth N]     rows of one sequence (default 1), positions in the cache (default 2048)
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <numeric>
#include <string>

#include "engine/backend/top_logits.h"
#include "engine/backend/vulkan/builder.h"
#include "engine/backend/vulkan/top_k_op.h"
#include "engine/backend/vulkan/weight_layout.h"
#include "engine/model/model.h"

namespace deepwell::vulkan {
namespace {

struct Sums {
  int64_t dispatches = 0;
  int64_t uncounted = 0;  // dispatches without a count
  double least = 0;
  double moved = 0;
};

// Records into a table; addresses are made up.
class Counter final : public Builder {
 public:
  Counter(const OpList& list, const KvLayout& kv, int32_t rows, int64_t depth) : list_(list), kv_(kv), rows_(rows), depth_(depth) {
    features_.subgroups = true;
    features_.integer_dot = features_.fast_integer_dot = true;
    features_.cooperative_matrix = true;
    features_.shared_bytes = 49152;
    features_.max_invocations = 1024;
  }

  const DeviceFeatures& features() const override { return features_; }
  int32_t maxRows() const override { return rows_; }
  const KvLayout& kv() const override { return kv_; }
  Address step() const override { return Address::of(0x1000); }
  Address buffer(BufferId id) const override { return Address::of(0x10000U + 256U * static_cast<uint32_t>(id.index)); }
  int32_t width(BufferId id) const override { return list_.buffers[static_cast<size_t>(id.index)].width; }
  RowSet rowSet(BufferId id) const override { return list_.buffers[static_cast<size_t>(id.index)].rows; }
  Result<Address> scratch(uint64_t /*bytes*/) override { return Address::of(0x20000); }
  Result<DeviceWeight> weight(const Weight& weight) override {
    DeviceWeight out = describeWeight(weight);
    out.pieces.push_back({Address::of(0x30000), Address::of(0x40000), 0, weight.rows});
    return out;
  }
  Result<Address> vector(const float*, int64_t) override { return Address::of(0x50000); }
  Result<Address> constants(const void*, std::span<const uint32_t>) override { return Address::of(0x60000); }
  Address logits() const override { return Address::of(0x70000); }
  int32_t logitRows() const override { return 1; }
  void barrier() override {}

  void count(std::string_view shader, const Traffic& traffic) override {
    Sums& sums = sums_[std::string(shader)];
    sums.least += static_cast<double>(traffic.least) + static_cast<double>(traffic.least_per_position) * static_cast<double>(depth_);
    sums.moved += static_cast<double>(traffic.moved) + static_cast<double>(traffic.moved_per_position) * static_cast<double>(depth_);
    ++counts_[std::string(shader)];
  }

  void print() {
    Sums all;
    std::fputs("shader                dispatches   least MB   moved MB   moved / least\n", stdout);
    for (auto& [name, sums] : sums_) {
      line(name, sums);
      all.dispatches += sums.dispatches;
      all.least += sums.least;
      all.moved += sums.moved;
    }
    line("all", all);
    for (const auto& [name, sums] : sums_) {
      if (sums.dispatches > counts_[name]) fmt::print("{}: {} dispatches are not counted\n", name, sums.dispatches - counts_[name]);
    }
  }

 private:
  static void line(std::string_view name, const Sums& sums) {
    fmt::print("{:<20} {:>11} {:>10.3f} {:>10.3f}   {}\n", name, sums.dispatches, sums.least * 1e-6, sums.moved * 1e-6,
               sums.least > 0 ? fmt::format("{:.3f}", sums.moved / sums.least) : "-");
  }
  Status dispatchBytes(std::string_view shader, std::span<const uint32_t>, std::span<const std::byte>, Groups groups) override {
    if (groups.x > 0 && groups.y > 0 && groups.z > 0) ++sums_[std::string(shader)].dispatches;
    return {};
  }

  const OpList& list_;
  KvLayout kv_;
  int32_t rows_;
  int64_t depth_;
  DeviceFeatures features_;
  std::map<std::string, Sums> sums_;
  std::map<std::string, int64_t> counts_;
};

Status countModel(const char* path, int32_t rows, int64_t depth) {
  DEEPWELL_ASSIGN(const std::shared_ptr<const Checkpoint> checkpoint, Checkpoint::open(path));
  DEEPWELL_ASSIGN(const std::unique_ptr<Model> model, Model::load(checkpoint, {}));
  const OpList list = model->forward();
  Counter counter(list, model->kvLayout(), rows, depth);
  for (const OpCall& call : list.calls) {
    DEEPWELL_TRY(std::visit([&](const auto& c) { return record(counter, c); }, call));
  }
  // What a step that is sampled from takes besides.
  const int32_t vocabulary = model->config().vocab;
  DEEPWELL_TRY(recordTopLogits(counter, vocabulary, std::min(kMostTopLogits, vocabulary), Address::of(0x80000), Address::of(0x90000)));
  fmt::print("{}: {} row{} at depth {}\n", path, rows, rows == 1 ? "" : "s", depth);
  counter.print();
  return {};
}

}  // namespace
}  // namespace deepwell::vulkan

int main(int argc, char** argv) {
  int rows = 1;
  int64_t depth = 2048;
  for (int i = 2; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--rows") == 0) rows = std::max(1, std::atoi(argv[i + 1]));
    if (std::strcmp(argv[i], "--depth") == 0) depth = std::max(0, std::atoi(argv[i + 1]));
  }
  if (argc < 2) {
    std::fputs("usage: vulkan_traffic MODEL [--rows N] [--depth N]\n", stderr);
    return 2;
  }
  const deepwell::Status done = deepwell::vulkan::countModel(argv[1], rows, depth);
  if (!done) fmt::print(stderr, "{}\n", done.error().message);
  return done ? 0 : 1;
}
