#include "tests/model/device_model.h"

#include <algorithm>
#include <numeric>

namespace deepwell::test {

Result<std::unique_ptr<DeviceModel>> DeviceModel::open(const std::filesystem::path& path, std::shared_ptr<Backend> backend,
                                                       std::optional<KvType> kv) {
  DEEPWELL_ASSIGN(std::shared_ptr<const Checkpoint> checkpoint, Checkpoint::open(path));
  DEEPWELL_ASSIGN(std::shared_ptr<const Model> model, Model::load(std::move(checkpoint), {}));
  auto out = std::make_unique<DeviceModel>();
  keepForDevice(model);
  out->kv_ = model->kvLayout();
  if (kv) out->kv_.type = *kv;
  DEEPWELL_ASSIGN(out->stepper_, Stepper::make(*model, *backend));
  out->model_ = std::move(model);
  out->backend_ = std::move(backend);
  return out;
}

Result<std::vector<float>> DeviceModel::logits(std::span<const TokenId> tokens, std::span<const int32_t> cut) {
  constexpr int32_t kPages = 64;
  const auto vocab = static_cast<size_t>(model_->config().vocab);
  KvCache cache(*backend_, kv_, kPages);
  KvCache::Lease lease;
  std::vector<float> logits(tokens.size() * vocab);
  Status status;
  for (size_t done = 0; status && done < tokens.size();) {
    const size_t rows = std::min(static_cast<size_t>(cut.front()), tokens.size() - done);
    if (cut.size() > 1) cut = cut.subspan(1);
    status = cache.reserve(lease, static_cast<int32_t>(done + rows));
    if (!status) break;
    const StepSequence sequence{0, static_cast<int32_t>(rows), lease.positions, lease.pages};
    std::vector<int32_t> wanted(rows);
    std::iota(wanted.begin(), wanted.end(), 0);
    status = stepper_->run({tokens.subspan(done, rows), {&sequence, 1}, wanted, std::span(logits).subspan(done * vocab, rows * vocab)});
    lease.positions += static_cast<int32_t>(rows);
    done += rows;
  }
  cache.discard(std::move(lease));
  DEEPWELL_TRY(std::move(status));
  return logits;
}

}  // namespace deepwell::test
