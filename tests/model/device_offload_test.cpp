// A model divided between the device under test and the processor: the logits are near those of the processor alone.
#include "engine/backend/offload/offload_backend.h"
#include "tests/model/logits_compare.h"
#include "tests/model/model_script.h"
#include "tests/support/test_device.h"

namespace deepwell::test {
namespace {

using Logits = std::vector<std::vector<float>>;

class DeviceOffload : public testing::TestWithParam<const char*> {
 protected:
  DeviceOffload() : tiny(GetParam()) {
    const auto alone = makeCpuBackend(2);
    want = ModelScript(tiny, **alone).all();
  }

  // On the device are the last `layers` layers; `experts`: with their routed experts.
  std::unique_ptr<Backend> divided(int32_t layers, bool experts) {
    OffloadOptions options;
    options.layers = layers;
    options.plan = [experts](PlacementRequest request) {
      request.crossing_bytes = 1;  // tiny models are not worth one
      for (size_t i = 0; i < request.ops->calls.size(); ++i) {
        if (!experts && std::holds_alternative<op::Moe>(request.ops->calls[i])) request.device_can[i] = false;
      }
      return planPlacement(request);
    };
    auto backend = makeOffloadBackend([] { return ownTestBackend(); }, std::move(*makeCpuBackend(2)), std::move(options));
    EXPECT_TRUE(backend) << backend.error().message;
    return std::move(*backend);
  }

  void expectNear(const Logits& got) {
    ASSERT_EQ(got.size(), want.size());
    const auto vocab = static_cast<size_t>(tiny.model().config().vocab);
    for (size_t step = 0; step < got.size(); ++step) {
      for (const PositionDifference& position : compareLogits(got[step], want[step], vocab)) {
        EXPECT_GE(position.cosine, 0.9999) << "step " << step;
        EXPECT_TRUE(!position.clear || position.same_top) << "step " << step;
      }
    }
  }

  TinyModel tiny;
  Logits want;
};

TEST_P(DeviceOffload, HalfOfTheLayers) {
  const auto backend = divided(1, false);
  expectNear(ModelScript(tiny, *backend).all());
  EXPECT_TRUE(backend->info().placement.starts_with("1 of ")) << backend->info().placement;
}

TEST_P(DeviceOffload, ExpertsInRam) {
  if (tiny.model().config().moe.experts == 0) GTEST_SKIP() << "a model without experts";
  const auto backend = divided(tiny.model().config().layers, false);
  expectNear(ModelScript(tiny, *backend).all());
  EXPECT_TRUE(backend->info().placement.starts_with("all layers on the GPU; experts of ")) << backend->info().placement;
}

// The device is opened again, and what it had is computed again.
TEST_P(DeviceOffload, GoesOnAfterALoss) {
  const auto backend = divided(-1, false);
  ASSERT_TRUE(backend->load(tiny.ops(), {}, {}));
  {
    ModelScript script(tiny, *backend);
    ASSERT_TRUE(script.step(0));
    const auto line = backend->recover({ErrorCode::kDevice, "lost"});
    ASSERT_TRUE(line) << line.error().message;
    EXPECT_NE(line->find(" on the GPU"), std::string::npos) << *line;
  }
  ASSERT_TRUE(backend->load(tiny.ops(), {}, {}));
  expectNear(ModelScript(tiny, *backend).all());
}

INSTANTIATE_TEST_SUITE_P(Tiny, DeviceOffload, testing::Values("llama_mha5", "v2_groups_qlora"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace deepwell::test
