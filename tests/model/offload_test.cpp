// A model divided between a device and the host gives the bits that one of them alone gives.
#include "engine/backend/offload/offload_backend.h"

#include "engine/ops/op_uses.h"
#include "tests/backends/pretend_device.h"
#include "tests/model/model_script.h"

namespace deepwell::test {
namespace {

using Logits = std::vector<std::vector<float>>;

std::unique_ptr<Backend> cpu() { return std::move(*makeCpuBackend(1)); }

std::unique_ptr<Backend> divided(PretendControls& controls, OffloadOptions options = {}) {
  options = eagerOptions(std::move(options));
  auto backend = makeOffloadBackend([&controls] { return openPretendDevice(controls); }, cpu(), std::move(options));
  EXPECT_TRUE(backend) << backend.error().message;
  return std::move(*backend);
}

// Cuts where the test says.
OffloadOptions cutAt(std::function<bool(size_t call)> on_device) {
  OffloadOptions options;
  options.plan = [on_device = std::move(on_device)](const PlacementRequest& request) {
    Placement placement;
    for (size_t i = 0; i < request.ops->calls.size(); ++i) placement.on_device.push_back(on_device(i));
    return placement;
  };
  return options;
}

class Offload : public testing::TestWithParam<const char*> {
 protected:
  Offload() : tiny(GetParam()) {
    const auto alone = cpu();
    want = ModelScript(tiny, *alone).all();
    EXPECT_EQ(want.size(), ModelScript::kSteps);
  }

  Logits run(Backend& backend) { return ModelScript(tiny, backend).all(); }
  size_t calls() const { return tiny.ops().calls.size(); }

  TinyModel tiny;
  Logits want;
};

TEST_P(Offload, EveryCutGivesTheSameBits) {
  for (const bool shares : {true, false}) {
    for (const bool device_first : {true, false}) {
      for (size_t cut = 0; cut <= calls(); ++cut) {
        PretendControls controls;
        controls.shares_buffers = shares;
        const auto backend = divided(controls, cutAt([&](size_t i) { return (i < cut) == device_first; }));
        ASSERT_EQ(run(*backend), want) << "cut " << cut << (device_first ? ", device first" : ", host first");
      }
    }
  }
}

// Whoever has the logits gives the best of them, and all of a row on demand.
TEST_P(Offload, TheBestLogitsComeFromWhereTheLogitsAre) {
  const std::vector<std::function<bool(size_t)>> cuts = {[](size_t) { return true; }, [&](size_t i) { return i + 1 < calls(); },
                                                         [&](size_t i) { return i + 1 == calls(); }};
  for (const auto& cut : cuts) {
    PretendControls controls;
    const auto backend = divided(controls, cutAt(cut));
    ASSERT_GT(backend->topLogits(), 0);
    EXPECT_EQ(ModelScript(tiny, *backend, true).all(), want);
  }
}

TEST_P(Offload, ManyCutsGiveTheSameBits) {
  for (const bool shares : {true, false}) {
    for (const size_t period : {2U, 3U, 5U}) {
      PretendControls controls;
      controls.shares_buffers = shares;
      const auto backend = divided(controls, cutAt([&](size_t i) { return i % period == 0; }));
      ASSERT_EQ(run(*backend), want) << period;
      EXPECT_GT(controls.programs_made, 4);
    }
  }
}

TEST_P(Offload, EveryNumberOfLayersAndOfLayersWithExperts) {
  const int32_t layers = tiny.model().config().layers;
  for (int32_t device_layers = 0; device_layers <= layers; ++device_layers) {
    PretendControls controls;
    const auto backend = divided(controls, {.layers = device_layers});
    ASSERT_EQ(run(*backend), want) << device_layers;
    EXPECT_EQ(controls.kv.layers, device_layers);
    EXPECT_EQ(backend->info().placement, device_layers == 0        ? "all layers in RAM"
                                         : device_layers == layers ? fmt::format("all {} layers on the GPU", layers)
                                                                   : fmt::format("{} of {} layers on the GPU, {} in RAM", device_layers, layers, layers - device_layers));
  }
  PretendControls controls;
  controls.refuses = [](const OpCall& call) { return std::holds_alternative<op::Moe>(call); };
  const auto backend = divided(controls);
  ASSERT_EQ(run(*backend), want);
}

// The residual stream stays where it is: experts cost the rows that they read and write.
TEST_P(Offload, OnlyWhatIsNeededCrossesOver) {
  const ModelConfig& config = tiny.model().config();
  if (config.moe.experts == 0) GTEST_SKIP() << "a model without experts";
  PretendControls controls;
  controls.refuses = [](const OpCall& call) { return std::holds_alternative<op::Moe>(call); };
  const auto backend = divided(controls);
  ModelScript script(tiny, *backend);
  ASSERT_TRUE(script.step(0));
  int64_t experts = 0;
  for (const OpCall& call : tiny.ops().calls) experts += std::holds_alternative<op::Moe>(call) ? 1 : 0;
  constexpr int64_t kRows = 37;
  EXPECT_EQ(controls.floats_read, experts * kRows * (config.hidden + 2 * config.moe.top_k));
  EXPECT_EQ(controls.floats_written, experts * kRows * config.hidden);
}

TEST_P(Offload, WhereEverythingFitsItCostsNothing) {
  PretendControls controls;
  const auto backend = divided(controls);
  ASSERT_EQ(run(*backend), want);
  EXPECT_EQ(controls.floats_read + controls.floats_written, 0);
  EXPECT_EQ(controls.programs_made, 2);  // one for each number of rows
  EXPECT_EQ(backend->info().placement, fmt::format("all {} layers on the GPU", tiny.model().config().layers));
  EXPECT_EQ(backend->info().device, "Pretended GPU");
  EXPECT_FALSE(backend->memory().host);
}

TEST_P(Offload, LoadBringsOnlyTheDevicesPart) {
  PretendControls controls;
  const auto backend = divided(controls, {.layers = 1});
  backend->expect({tiny.model().kvLayout(), 9, ModelScript::kMaxRows});
  uint64_t last = 0;
  uint64_t total = 0;
  ASSERT_TRUE(backend->load(tiny.ops(), [&](uint64_t done, uint64_t all) { last = done, total = all; }, {}));
  uint64_t whole = 0;
  for (const OpCall& call : tiny.ops().calls) whole += backend->weightBytes(call);
  EXPECT_GT(total, 0U);
  EXPECT_EQ(last, total);
  const uint64_t on_device = backend->memory().total - backend->memory().free;
  EXPECT_GT(on_device, 0U);
  EXPECT_LT(on_device, whole);
  std::stop_source stop;
  stop.request_stop();
  const Status cancelled = backend->load(tiny.ops(), {}, stop.get_token());
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::kCancelled);
  ASSERT_EQ(run(*backend), want);
}

TEST_P(Offload, TheCacheGrowsOnlyAsFarAsTheDeviceHasRoom) {
  PretendControls controls;
  uint64_t weights = 0;
  {
    const auto measure = divided(controls);
    for (const OpCall& call : tiny.ops().calls) weights += measure->weightBytes(call);
    weights += 2 * measure->activationBytes(tiny.ops(), ModelScript::kMaxRows);
  }
  const auto page = static_cast<uint64_t>(tiny.model().kvLayout().pageBytes());
  controls.total_bytes = weights + 20 * page;
  const auto backend = divided(controls);
  backend->expect({tiny.model().kvLayout(), 9, ModelScript::kMaxRows});
  EXPECT_EQ(backend->mostPages(), INT32_MAX);
  ASSERT_TRUE(backend->load(tiny.ops(), {}, {}));
  const int32_t most = backend->mostPages();
  EXPECT_GE(most, 20);
  ASSERT_TRUE(backend->reserveKv(tiny.model().kvLayout(), 9));
  const Status refused = backend->reserveKv(tiny.model().kvLayout(), most + 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kOutOfMemory);  // not the device's failure: nothing is lost
  ASSERT_EQ(run(*backend), want);
  ASSERT_FALSE(backend->recover(refused.error()));
}

TEST_P(Offload, BuffersOfAProgramInPieces) {
  PretendControls controls;
  const auto backend = divided(controls, cutAt([](size_t i) { return i % 2 == 0; }));
  ASSERT_TRUE(backend->reserveKv(tiny.model().kvLayout(), 4));
  auto program = backend->prepare(tiny.ops(), 4);
  ASSERT_TRUE(program) << program.error().message;
  std::vector<float> out(tiny.ops().buffers[0].width);
  EXPECT_TRUE(backend->readBuffer(**program, BufferId{0}, 1, out));
  EXPECT_TRUE(backend->writeBuffer(**program, BufferId{0}, 1, out));
  EXPECT_FALSE(backend->readBuffer(**program, BufferId{0}, 5, out));
  EXPECT_FALSE(backend->readBuffer(**program, BufferId{1000}, 1, out));
  EXPECT_FALSE(backend->readBuffer(**program, BufferId{}, 1, out));
}

StepProfile profileOf(const TinyModel& tiny, Backend& backend) {
  StepProfile profile;
  EXPECT_TRUE(backend.reserveKv(tiny.model().kvLayout(), 4));
  auto program = backend.prepare(tiny.ops(), 4);
  EXPECT_TRUE(program);
  const std::vector<int32_t> tokens{5, 6, 7}, pages{1}, wanted{2};
  const std::vector<StepSequence> sequences{{0, 3, 0, pages}};
  std::vector<float> logits(static_cast<size_t>(tiny.model().config().vocab));
  EXPECT_TRUE(backend.run(**program, {tokens, sequences, wanted, logits, &profile}));
  return profile;
}

// Every part of the model has the same work, wherever it is done.
TEST_P(Offload, AProfileHasThePartsOfBoth) {
  const auto alone = cpu();
  const StepProfile want_profile = profileOf(tiny, *alone);
  for (const int32_t layers : {1, tiny.model().config().layers}) {
    PretendControls controls;
    controls.refuses = [](const OpCall& call) { return std::holds_alternative<op::Moe>(call); };
    const auto backend = divided(controls, {.layers = layers});
    const StepProfile profile = profileOf(tiny, *backend);
    for (size_t part = 0; part < kStepParts; ++part) {
      EXPECT_EQ(profile.parts[part].bytes, want_profile.parts[part].bytes) << "part " << part;
      EXPECT_EQ(profile.parts[part].multiply_adds, want_profile.parts[part].multiply_adds) << "part " << part;
    }
  }
  EXPECT_GT(want_profile.parts[static_cast<size_t>(StepPart::kQkv)].bytes, 0);
}

INSTANTIATE_TEST_SUITE_P(Tiny, Offload, testing::Values("llama_mha5", "qwen2_gqa6_tied", "v2_groups_qlora", "v2_moe_every_2nd", "v3_no_shared_bias"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace deepwell::test
