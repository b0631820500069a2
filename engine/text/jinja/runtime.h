// The state of one rendering that values and filters need: its budget and its heap.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/text/jinja/limits.h"
#include "engine/text/jinja/value.h"

namespace deepwell::jinja {

template <class... A>
[[noreturn]] void raise(fmt::format_string<A...> format, A&&... args) {
  throw TemplateError(fmt::format(format, std::forward<A>(args)...), 0);
}

class Runtime {
 public:
  explicit Runtime(const Limits& limits) : budget(limits), meter(limits.memory_bytes) {}
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  Value text(std::string bytes, bool markup = false);
  Value list(std::vector<Value> items);
  Value tuple(std::vector<Value> items);
  Value dict() { return Value::dict(make<DictData>()); }
  Value generator(GenIter::Step step) { return Value::object(make<GenIter>(std::move(step))); }
  Value function(std::string name, Function::Body body) {
    return Value::object(make<Function>(std::move(name), std::move(body)));
  }

  template <class T, class... A>
  T* make(A&&... args) {
    meter.add(sizeof(T) + kCellOverhead);
    auto cell = std::make_unique<T>(std::forward<A>(args)...);
    T* raw = cell.get();
    cells_.push_back(std::move(cell));
    return raw;
  }

  // Call before making text, or a list, of this size.
  void checkSize(size_t bytes);
  void checkItems(size_t items);

  Budget budget;
  Meter meter;
  int line = 0;  // of the node being evaluated

 private:
  static constexpr size_t kCellOverhead = 32;
  std::vector<std::unique_ptr<Cell>> cells_;  // after the meter: texts in it report to the meter when they die
};

// Collects output text and counts it in the meter.
class OutBuffer {
 public:
  explicit OutBuffer(Runtime& rt) : rt_(rt) {}
  ~OutBuffer() { rt_.meter.release(counted_); }
  OutBuffer(const OutBuffer&) = delete;
  OutBuffer& operator=(const OutBuffer&) = delete;
  void append(std::string_view text);
  std::string take() { return std::move(text_); }

 private:
  Runtime& rt_;
  std::string text_;
  size_t counted_ = 0;
};

}  // namespace deepwell::jinja
