// DEEPWELL_TRACE and what bench reports.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/cli/run_cli.h"

namespace deepwell::test {
namespace {

struct Span {
  std::string name;
  double begin = 0;
  double end = 0;
  nlohmann::json args;
};

class CliTrace : public testing::Test {
 protected:
  void SetUp() override {
    if (!havePocket()) GTEST_SKIP() << "no pocket model";
  }

  // Runs a command with a trace; its spans by thread.
  std::map<int64_t, std::vector<Span>> spansOf(const std::string& arguments) {
    setenv("DEEPWELL_TRACE", (folder_.path() / "trace.json").c_str(), 1);
    const CliResult result = runCli(arguments);
    unsetenv("DEEPWELL_TRACE");
    EXPECT_EQ(result.code, 0) << result.err;
    const auto trace = nlohmann::json::parse(readAll(folder_.path() / "trace.json"));
    std::map<int64_t, std::vector<Span>> spans;
    for (const nlohmann::json& event : trace.at("traceEvents")) {
      if (event["ph"] != "X") continue;
      const auto begin = event["ts"].get<double>();
      spans[event["tid"].get<int64_t>()].push_back({event["name"], begin, begin + event["dur"].get<double>(), event["args"]});
    }
    return spans;
  }

  const std::string bench_ = "bench '" + source("resources/pocket") + "' --prefill 32 --decode 4 --repeat 1 --threads 2";
  TempFolder folder_;
};

TEST_F(CliTrace, SpansNestAndDoNotOverlap) {
  for (auto& [thread, spans] : spansOf(bench_)) {
    std::ranges::sort(spans, [](const Span& a, const Span& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
    std::vector<Span> open;
    for (const Span& span : spans) {
      while (!open.empty() && open.back().end <= span.begin + 1e-6) open.pop_back();
      if (!open.empty()) {
        EXPECT_LE(span.end, open.back().end + 1e-6) << span.name << " in " << open.back().name << " of thread " << thread;
      }
      open.push_back(span);
    }
  }
}

// The steps in which every op ran, each with all of its tasks once over all threads.
TEST_F(CliTrace, HasEveryOpOfEveryStepAndTheLoad) {
  const auto by_thread = spansOf(bench_);
  std::vector<Span> steps;
  std::vector<Span> ops;
  std::set<std::string> other;
  for (const auto& [thread, spans] : by_thread) {
    for (const Span& span : spans) {
      if (span.name == "step") {
        steps.push_back(span);
      } else if (span.args.contains("op")) {
        ops.push_back(span);
      } else {
        other.insert(span.name);
      }
    }
  }
  for (const char* name : {"load", "open checkpoint", "load model", "bring weights in", "load tokenizer"}) {
    EXPECT_TRUE(other.contains(name)) << name;
  }
  ASSERT_EQ(steps.size(), 10U);  // two rounds of a prompt and four tokens
  std::set<int64_t> layers;
  for (const Span& step : steps) {
    std::set<int64_t> seen;
    for (const Span& op : ops) {
      if (op.begin < step.begin || op.end > step.end) continue;
      seen.insert(op.args["op"].get<int64_t>());
      EXPECT_EQ(op.args["rows"], step.args["rows"]);
      if (op.args.contains("layer")) layers.insert(op.args["layer"].get<int64_t>());
    }
    ASSERT_FALSE(seen.empty());
    EXPECT_GT(seen.size(), 20U);
    EXPECT_EQ(static_cast<int64_t>(seen.size()), *seen.rbegin() + 1) << "an op is missing";
  }
  const auto config = nlohmann::json::parse(readAll(source("resources/pocket/config.json")));
  EXPECT_EQ(static_cast<int64_t>(layers.size()), config.at("num_hidden_layers").get<int64_t>());
}

TEST_F(CliTrace, AnUnwritableFileIsOneLineAndNoHarm) {
  setenv("DEEPWELL_TRACE", "/nowhere/trace.json", 1);
  const CliResult result = runCli(bench_ + " --json");
  unsetenv("DEEPWELL_TRACE");
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_TRUE(nlohmann::json::accept(result.out));
  size_t about = 0;
  for (const std::string& line : lines(result.err)) about += line.find("/nowhere/trace.json") != std::string::npos ? 1 : 0;
  EXPECT_EQ(about, 1U) << result.err;
}

TEST_F(CliTrace, BenchReportsPartsAndCeilings) {
  const CliResult result = runCli(bench_ + " --ceilings --json");
  ASSERT_EQ(result.code, 0) << result.err;
  const auto out = nlohmann::json::parse(result.out);
  for (const char* key : {"prefill_tps", "decode_tps", "weight_gbps", "load_s", "peak_rss_mb", "read_ceiling_gbps", "int8_ceiling_gops"}) {
    EXPECT_GT(out.at(key).get<double>(), 0) << key;
  }
  for (const char* key : {"prefill_parts", "decode_parts"}) {
    std::set<std::string> names;
    double sum = 0;
    for (const auto& part : out.at(key)) {
      names.insert(part.at("name"));
      if (part["name"] != "all") sum += part.at("token_ms").get<double>();
    }
    for (const char* name : {"qkv", "attention", "output", "ffn", "logits", "rest", "all"}) EXPECT_TRUE(names.contains(name)) << name;
    const auto& all = out[key].back();
    ASSERT_EQ(all["name"], "all");
    EXPECT_NEAR(all["token_ms"].get<double>(), sum, 1e-6 * sum);
    EXPECT_GT(all["gbps"].get<double>(), 0);
    EXPECT_GT(all["gops"].get<double>(), 0);
  }
  // What the parts add up to is what the clock says, but for the little between steps.
  EXPECT_LT(out["decode_parts"].back()["token_ms"].get<double>(), 1.5e3 / out["decode_tps"].get<double>());
}

}  // namespace
}  // namespace deepwell::test
