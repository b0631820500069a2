// What one rendering may use. Templates come with downloaded checkpoints and are hostile: all of these are enforced
// while rendering, and a template that passes one ends with an error.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace deepwell::jinja {

struct Limits {
  uint64_t steps = 50'000'000;          // about one for each node evaluated and 64 bytes of text touched
  int depth = 1500;                     // nested expressions, statements, macro calls and values
  size_t output_bytes = 32u << 20;      // of the rendered text, and of any one value
  size_t items = 1u << 20;              // of one list
  size_t memory_bytes = 256u << 20;     // of live text, lists and buffers together
  double seconds = 10;                  // wall clock
};

// Thrown inside this folder only; ChatTemplate turns it into a Result.
struct TemplateError : std::runtime_error {
  TemplateError(const std::string& message, int at_line) : std::runtime_error(message), line(at_line) {}
  int line;  // 1-based, 0: unknown
};

// Counts bytes that are alive. Texts keep a pointer to it, so it must outlive every value of a rendering.
class Meter {
 public:
  explicit Meter(size_t limit) : limit_(limit) {}
  void add(size_t bytes) {
    used_ += bytes;
    if (used_ > limit_) {
      used_ -= bytes;
      throw TemplateError("the template uses too much memory", 0);
    }
  }
  void release(size_t bytes) { used_ -= bytes; }
  size_t limit() const { return limit_; }

 private:
  size_t limit_;
  size_t used_ = 0;
};

class Budget {
 public:
  explicit Budget(const Limits& limits) : limits_(limits), start_(std::chrono::steady_clock::now()) {}

  void spend(uint64_t steps) {
    spent_ += steps;
    if (spent_ >= next_check_) check();
  }
  const Limits& limits() const { return limits_; }

  void enter() {
    if (++depth_ > limits_.depth) {
      --depth_;
      throw TemplateError("the template is nested too deeply", 0);
    }
  }
  void leave() { --depth_; }

 private:
  void check() {
    if (spent_ > limits_.steps) throw TemplateError("the template takes too many steps", 0);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
    if (elapsed.count() > limits_.seconds) throw TemplateError("the template takes too long", 0);
    next_check_ = spent_ + kCheckEvery;
  }

  static constexpr uint64_t kCheckEvery = 4096;
  Limits limits_;
  std::chrono::steady_clock::time_point start_;
  uint64_t spent_ = 0;
  uint64_t next_check_ = kCheckEvery;
  int depth_ = 0;
};

// Holds one level of nesting.
class DepthGuard {
 public:
  explicit DepthGuard(Budget& budget) : budget_(budget) { budget_.enter(); }
  ~DepthGuard() { budget_.leave(); }
  DepthGuard(const DepthGuard&) = delete;
  DepthGuard& operator=(const DepthGuard&) = delete;

 private:
  Budget& budget_;
};

}  // namespace deepwell::jinja
