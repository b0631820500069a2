// Variables of one frame: the template, a macro call, a loop's iteration. Lookups go outwards; sets stay here.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "engine/text/jinja/ast.h"
#include "engine/text/jinja/runtime.h"

namespace deepwell::jinja {

class Scope final : public Cell {
 public:
  explicit Scope(Scope* parent) : parent_(parent) {}

  const Value* find(std::string_view name) const {
    for (const Scope* scope = this; scope != nullptr; scope = scope->parent_) {
      for (const auto& [key, value] : scope->values_) {
        if (key == name) return &value;
      }
    }
    return nullptr;
  }

  // `name` must outlive the rendering: names lie in the parsed template.
  void set(Runtime& rt, std::string_view name, Value value) {
    for (auto& [key, old] : values_) {
      if (key == name) {
        old = std::move(value);
        return;
      }
    }
    rt.meter.add(sizeof(Value) + sizeof(name));
    values_.emplace_back(name, std::move(value));
  }

  // A macro keeps its surroundings: they must not be used again for the next iteration.
  void capture() {
    for (Scope* scope = this; scope != nullptr && !scope->captured_; scope = scope->parent_) scope->captured_ = true;
  }
  bool captured() const { return captured_; }
  void clear(Runtime& rt) {
    rt.meter.release(values_.size() * (sizeof(Value) + sizeof(std::string_view)));
    values_.clear();
  }

 private:
  Scope* parent_;
  std::vector<std::pair<std::string_view, Value>> values_;
  bool captured_ = false;
};

// On entry to a frame: see Hidden.
inline void hide(Runtime& rt, Scope& scope, const Hidden& hidden) {
  for (const auto& [name, undefined] : hidden) scope.set(rt, name, undefined);
}

}  // namespace deepwell::jinja
