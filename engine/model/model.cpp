#include "engine/model/model.h"

#include <new>

#include "engine/model/part_names.h"

namespace deepwell {
namespace {

using namespace parts;

}  // namespace

Result<std::unique_ptr<Model>> Model::load(std::shared_ptr<const Checkpoint> checkpoint, std::stop_token stop) {
  DEEPWELL_ASSIGN(ModelConfig config, readModelConfig(*checkpoint));
  const std::string path = checkpoint->path().string();
  try {
    const auto load = config.architecture == Architecture::kDeepseek2 ? loadDeepseek : loadLlama;
    auto model = load(std::move(checkpoint), std::move(config), std::move(stop));
    const bool memory = !model && model.error().code == ErrorCode::kOutOfMemory;
    if (memory && model.error().message.find(path) == std::string::npos) return failWith(model.error(), path);
    return model;
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kOutOfMemory, "{}: not enough memory for the model's tables; close other programs", path);
  }
}

KvType Model::kvTypeFor(DType weights, int64_t elements) {
  constexpr int64_t kSmallBytes = 16384;
  const bool exact = weights == DType::kF32 || elements * static_cast<int64_t>(sizeof(float)) <= kSmallBytes;
  return exact ? KvType::kF32 : KvType::kF16;
}

Result<Model::Ends> Model::loadEnds(WeightLoader& loader) {
  Ends ends;
  DEEPWELL_ASSIGN(ends.embedding, loader.matrix(loader.globalName(kEmbedding), config_.vocab, config_.hidden));
  DEEPWELL_ASSIGN(ends.norm, loader.vector(loader.globalName(kFinalNorm), config_.hidden));
  const std::string head = loader.globalName(kHead);
  if (loader.has(head) && !(config_.tied && checkpoint_->kind() == Checkpoint::Kind::kSafetensors)) {
    DEEPWELL_ASSIGN(ends.head, loader.matrix(head, config_.vocab, config_.hidden));
  } else if (config_.tied) {
    ends.head = ends.embedding;
  } else {
    return fail(ErrorCode::kCorruptFile, "{}: tensor {} is missing and the embedding is not tied to it",
                checkpoint_->path().string(), head);
  }
  active_bytes_ += static_cast<uint64_t>(ends.head.bytes());
  return ends;
}

void Model::recordEnd(Recorder& recorder, BufferId hidden, BufferId delta, const Ends& ends) const {
  const BufferId selected = recorder.buffer(config_.hidden, RowSet::kLogits);
  const BufferId normed = recorder.buffer(config_.hidden, RowSet::kLogits);
  recorder.add({hidden, delta});
  recorder.selectRows({hidden, selected});
  recorder.rmsNorm({selected, ends.norm, config_.norm_eps, normed});
  recorder.logits({normed, &ends.head});
}

}  // namespace deepwell
