// Where a model goes: a pure function of sizes.
#include "engine/backend/placement.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/ops/op_uses.h"

namespace deepwell::test {
namespace {

constexpr uint64_t kMiB = uint64_t{1} << 20;

// A forward pass as llama.cpp and deepseek.cpp record it, without data. Sizes in MiB.
struct Sketch {
  int32_t layers = 4;
  int32_t dense_layers = 4;       // the first ones; the others have experts
  uint64_t attention = 10;        // of each layer
  uint64_t ffn = 20;              // dense, or the shared experts
  uint64_t experts = 400;         // of each layer that has them
  int32_t expert_count = 40;
  int32_t top_k = 4;
  uint64_t embedding = 30;
  uint64_t head = 30;
  bool tied = false;
};

class Plan {
 public:
  explicit Plan(const Sketch& sketch) : sketch_(sketch) {
    for (int i = 0; i < 8; ++i) ops_.buffers.push_back({16, i < 6 ? RowSet::kStep : RowSet::kLogits});
    table_.data = reinterpret_cast<const std::byte*>(&table_);
    head_.data = sketch.tied ? table_.data : reinterpret_cast<const std::byte*>(&head_);
    experts_.gate.resize(static_cast<size_t>(sketch.expert_count));
    add(op::Embed{&table_, x}, sketch.embedding);
    for (int32_t layer = 0; layer < sketch.layers; ++layer) addLayer(layer);
    add(op::Add{x, delta}, 0);
    add(op::SelectRows{x, selected}, 0);
    add(op::RmsNorm{selected, nullptr, 0, normed}, 0);
    add(op::Logits{normed, &head_}, sketch.head);
    request.ops = &ops_;
    request.margin = {0, 0};
    request.kv = {sketch.layers, 64, 64, KvType::kF16, 1};
    request.pages = 0;
    request.free_bytes = 1 << 30;
  }

  // Layers, experts, head and embedding that are on the device must be whole.
  Placement plan() const {
    const Placement placement = planPlacement(request);
    EXPECT_EQ(placement.on_device.size(), ops_.calls.size());
    EXPECT_TRUE(request.layers >= 0 || placement.bytes() <= request.usableBytes());
    for (size_t i = 1; i < ops_.calls.size(); ++i) {
      const bool same_layer = cacheLayerOf(ops_.calls[i]) >= 0 && cacheLayerOf(ops_.calls[i]) == cacheLayerOf(ops_.calls[i - 1]);
      EXPECT_TRUE(!same_layer || placement.on_device[i] == placement.on_device[i - 1]) << i;
    }
    return placement;
  }

  // By layer: where its attention is, 'D' or 'h'; with its experts, "Dh".
  static std::string layersOf(const Placement& placement, const OpList& ops) {
    std::string text;
    for (size_t i = 0; i < ops.calls.size(); ++i) {
      const char side = placement.on_device[i] ? 'D' : 'h';
      if (std::holds_alternative<op::RopeStore>(ops.calls[i])) text += text.empty() ? std::string(1, side) : std::string(" ") + side;
      if (std::holds_alternative<op::Moe>(ops.calls[i])) text += side;
    }
    return text;
  }
  std::string layersOf(const Placement& placement) const { return layersOf(placement, ops_); }
  const OpList& ops() const { return ops_; }

  PlacementRequest request;

 private:
  void add(OpCall call, uint64_t mib) {
    ops_.calls.push_back(std::move(call));
    request.weight_bytes.push_back(mib * kMiB);
  }

  void addLayer(int32_t layer) {
    if (layer == 0) {
      add(op::RmsNorm{x, nullptr, 0, h}, 0);
    } else {
      add(op::AddRmsNorm{x, delta, nullptr, 0, h}, 0);
    }
    add(op::Matmul{h, {{&any_, nullptr, q, false}}}, sketch_.attention);
    add(op::RopeStore{q, q, q, layer, 1, 1, 16, nullptr}, 0);
    add(op::Attention{q, h, layer, 1, 1, 16, 1.0F}, 0);
    add(op::AddRmsNorm{x, delta, nullptr, 0, h}, 0);
    if (layer >= sketch_.dense_layers) {
      add(op::Route{.logits = h, .out = routing, .experts = sketch_.expert_count, .top_k = sketch_.top_k}, 0);
      add(op::Moe{h, routing, delta, &experts_, sketch_.top_k}, sketch_.experts);
    }
    add(op::MatmulGlu{h, &any_, &any_, q}, sketch_.ffn);
    add(op::Matmul{q, {{&any_, nullptr, delta, true}}}, 0);
  }

  static constexpr BufferId x{0}, h{1}, delta{2}, q{3}, routing{4}, selected{6}, normed{7};
  Sketch sketch_;
  OpList ops_;
  Weight table_, head_, any_;
  ExpertWeights experts_;
};

bool all(const Placement& placement, bool on_device) {
  return std::ranges::all_of(placement.on_device, [&](bool x) { return x == on_device; });
}

TEST(Placement, EverythingFits) {
  Plan plan({});
  plan.request.free_bytes = (4 * 30 + 60) * kMiB;  // to the byte
  const Placement placement = plan.plan();
  EXPECT_TRUE(all(placement, true));
  EXPECT_EQ(placement.weight_bytes, plan.request.free_bytes);
  EXPECT_EQ(placement.device_layers, 4);
  EXPECT_TRUE(placement.head_on_device && placement.embedding_on_device);
  EXPECT_EQ(placement.words(), "all 4 layers on the GPU");
}

TEST(Placement, TheEmbeddingStaysBehindFirst) {
  Plan plan({});
  plan.request.free_bytes = (4 * 30 + 60) * kMiB - 1;
  const Placement placement = plan.plan();
  EXPECT_EQ(placement.device_layers, 4);
  EXPECT_TRUE(placement.head_on_device);
  EXPECT_FALSE(placement.embedding_on_device);
  EXPECT_EQ(placement.words(), "all 4 layers on the GPU");
}

TEST(Placement, LayersFromTheEndAndTheHead) {
  Plan plan({});
  plan.request.free_bytes = (30 + 2 * 30 + 29) * kMiB;  // the head, two layers, and not quite a third
  const Placement placement = plan.plan();
  EXPECT_EQ(plan.layersOf(placement), "h h D D");
  EXPECT_TRUE(placement.head_on_device);
  EXPECT_FALSE(placement.embedding_on_device);
  EXPECT_EQ(placement.weight_bytes, 90 * kMiB);
  EXPECT_EQ(placement.words(), "2 of 4 layers on the GPU, 2 in RAM");
}

TEST(Placement, NothingFitsOrThereIsNoMemory) {
  for (const uint64_t free : {uint64_t{0}, kMiB, 9 * kMiB}) {
    Plan plan({});
    plan.request.free_bytes = free;
    const Placement placement = plan.plan();
    EXPECT_TRUE(all(placement, false)) << free;
    EXPECT_FALSE(placement.usesDevice());
    EXPECT_EQ(placement.bytes(), 0U);
    EXPECT_EQ(placement.words(), "all layers in RAM");
  }
}

TEST(Placement, AMarginIsLeft) {
  Plan plan({});
  plan.request.margin = {};
  plan.request.free_bytes = 180 * kMiB + 256 * kMiB;
  EXPECT_TRUE(all(plan.plan(), true));
  plan.request.free_bytes -= 1;
  EXPECT_FALSE(all(plan.plan(), true));
  plan.request.free_bytes = 100 * kMiB;  // less than the margin
  EXPECT_TRUE(all(plan.plan(), false));
  EXPECT_EQ(PlacementMargin{}.of(uint64_t{10} << 30), (uint64_t{10} << 30) / 100 * 5);
}

TEST(Placement, LimitsOfThePersonHold) {
  Plan plan({});
  plan.request.limit_bytes = 100 * kMiB;
  EXPECT_EQ(plan.layersOf(plan.plan()), "h h D D");
  plan.request.limit_bytes = uint64_t{1} << 40;  // more than there is
  plan.request.free_bytes = 100 * kMiB;
  EXPECT_EQ(plan.layersOf(plan.plan()), "h h D D");
  plan.request.free_bytes = 1 << 30;
  plan.request.weight_limit_bytes = 61 * kMiB;
  EXPECT_EQ(plan.plan().weight_bytes, 60 * kMiB);
}

TEST(Placement, AFixedNumberOfLayers) {
  for (int32_t layers = 0; layers <= 5; ++layers) {
    Plan plan({});
    plan.request.layers = layers;
    const Placement placement = plan.plan();
    EXPECT_EQ(placement.device_layers, std::min(layers, 4));
    EXPECT_EQ(placement.head_on_device, layers > 0);
    EXPECT_EQ(placement.usesDevice(), layers > 0);
  }
  Plan plan({});
  plan.request.layers = 3;
  plan.request.free_bytes = 0;  // whoever asks for it gets it
  EXPECT_EQ(plan.layersOf(plan.plan()), "h D D D");
}

TEST(Placement, ALongContextTakesLayersAway) {
  Plan plan({});
  plan.request.free_bytes = (4 * 30 + 60) * kMiB;
  plan.request.kv.key_width = plan.request.kv.value_width = 1024;  // 256 KiB a page and layer
  plan.request.pages = 120;                                        // 30 MiB a layer
  const Placement placement = plan.plan();
  EXPECT_EQ(plan.layersOf(placement), "h h D D");
  EXPECT_EQ(placement.cache_bytes, 60 * kMiB);
  plan.request.pages = 1000000;  // no layer has room for its cache
  const Placement none = plan.plan();
  EXPECT_EQ(none.device_layers, 0);
  EXPECT_EQ(none.cache_bytes, 0U);
  EXPECT_EQ(none.words(), "output layer on the GPU, all layers in RAM");
}

TEST(Placement, AHugeHeadStaysInRam) {
  Plan plan({.embedding = 500, .head = 500});
  plan.request.free_bytes = 130 * kMiB;
  const Placement placement = plan.plan();
  EXPECT_EQ(plan.layersOf(placement), "D D D D");
  EXPECT_FALSE(placement.head_on_device);
  EXPECT_EQ(placement.words(), "all 4 layers on the GPU; output layer in RAM");
}

TEST(Placement, ATiedTableIsThereOnce) {
  Plan plan({.tied = true});
  plan.request.free_bytes = (4 * 30 + 30) * kMiB;
  const Placement placement = plan.plan();
  EXPECT_TRUE(all(placement, true));
  EXPECT_EQ(placement.weight_bytes, 150 * kMiB);
}

TEST(Placement, ExpertsComeLast) {
  Plan plan({.layers = 6, .dense_layers = 1, .attention = 10, .ffn = 20});
  const uint64_t base = 6 * 30 + 30;
  plan.request.free_bytes = (base + 2 * 400 + 399) * kMiB;
  const Placement placement = plan.plan();
  EXPECT_EQ(plan.layersOf(placement), "D Dh Dh Dh DD DD");
  EXPECT_EQ(placement.device_expert_layers, 2);
  EXPECT_TRUE(placement.head_on_device);
  EXPECT_TRUE(placement.embedding_on_device);  // there is room left for it
  EXPECT_EQ(placement.words(), "all layers on the GPU; experts of 3 of 5 in RAM");

  plan.request.free_bytes = base * kMiB;  // none
  EXPECT_EQ(plan.layersOf(plan.plan()), "D Dh Dh Dh Dh Dh");

  plan.request.free_bytes = (base - 31) * kMiB;  // whole layers without experts
  EXPECT_EQ(plan.layersOf(plan.plan()), "h hh Dh Dh Dh Dh");
  EXPECT_EQ(plan.plan().words(), "4 of 6 layers on the GPU, 2 in RAM; experts of 5 of 5 in RAM");
}

TEST(Placement, AllExpertsFit) {
  Plan plan({.layers = 3, .dense_layers = 1});
  plan.request.free_bytes = uint64_t{1} << 40;
  const Placement placement = plan.plan();
  EXPECT_TRUE(all(placement, true));
  EXPECT_EQ(placement.words(), "all 3 layers on the GPU");
}

TEST(Placement, WhatTheDeviceCannotRunIsRunByTheHost) {
  Plan plan({});
  plan.request.free_bytes = uint64_t{1} << 40;
  plan.request.device_can.assign(plan.ops().calls.size(), true);
  size_t attention = 0;
  while (!std::holds_alternative<op::Attention>(plan.ops().calls[attention])) ++attention;
  plan.request.device_can[attention] = false;
  const Placement placement = plan.plan();
  EXPECT_EQ(plan.layersOf(placement), "h D D D");
  EXPECT_FALSE(placement.on_device[attention - 1]);  // the keys are stored where attention reads them
  EXPECT_TRUE(placement.on_device[attention + 1]);
  EXPECT_EQ(placement.refused_calls, 1);
  EXPECT_EQ(placement.words(), "3 of 4 layers on the GPU, 1 in RAM; 1 operation that it lacks in RAM");
}

TEST(Placement, EachPieceTakesItsOwnBuffersWhereTheyAreNotShared) {
  Plan plan({.layers = 3, .dense_layers = 1});
  plan.request.activation_bytes = 7 * kMiB;
  plan.request.free_bytes = (3 * 30 + 30) * kMiB + 3 * 7 * kMiB;
  plan.request.shares_buffers = false;
  const Placement apart = plan.plan();
  EXPECT_EQ(plan.layersOf(apart), "D Dh Dh");
  EXPECT_EQ(apart.activation_bytes, 21 * kMiB);  // before, between and behind the experts
  plan.request.free_bytes -= 1;
  EXPECT_FALSE(plan.plan().head_on_device && plan.plan().device_layers == 3);
  plan.request.shares_buffers = true;
  const Placement shared = plan.plan();
  EXPECT_EQ(plan.layersOf(shared), "D Dh Dh");
  EXPECT_EQ(shared.activation_bytes, 7 * kMiB);
}

TEST(Placement, ACrossingIsNotWorthALittleWork) {
  Plan plan({.attention = 0, .ffn = 0, .embedding = 10, .head = 10});
  plan.request.free_bytes = 10 * kMiB;
  EXPECT_TRUE(plan.plan().head_on_device);
  plan.request.crossing_bytes = 11 * kMiB;
  EXPECT_FALSE(plan.plan().usesDevice());
}

// Attention of a layer is worth less than crossing over twice: only with their experts are these layers worth the device.
TEST(Placement, SmallLayersComeWithTheirExpertsOrNotAtAll) {
  Plan plan({.layers = 3, .dense_layers = 0, .attention = 1, .ffn = 0, .experts = 400, .embedding = 0, .head = 1});
  plan.request.crossing_bytes = 5 * kMiB;
  plan.request.free_bytes = uint64_t{1} << 40;
  EXPECT_TRUE(all(plan.plan(), true));
  plan.request.free_bytes = 300 * kMiB;
  EXPECT_TRUE(all(plan.plan(), false));
}

// A device that says nothing about sizes has room for all of it.
TEST(Placement, SizesMayBeUnknown) {
  Plan plan({.layers = 3, .dense_layers = 1});
  plan.request.weight_bytes.assign(plan.ops().calls.size(), 0);
  EXPECT_TRUE(all(plan.plan(), true));
}

TEST(Placement, OnTheHost) {
  Plan plan({.layers = 3, .dense_layers = 1});
  const Placement placement = placeOnHost(plan.ops());
  EXPECT_TRUE(all(placement, false));
  EXPECT_EQ(placement.layers, 3);
  EXPECT_EQ(placement.words(), "all layers in RAM");
}

}  // namespace
}  // namespace deepwell::test
