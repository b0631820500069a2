// The `loop` variable of a for.
#pragma once

#include <functional>

#include "engine/text/jinja/runtime.h"

namespace deepwell::jinja {

class Loop final : public Object {
 public:
  using Recurse = std::function<Value(Runtime&, const Value& items, int depth)>;

  // `source` gives the length if it has one; `iter` runs over it, or over what its filter lets through.
  Loop(Value source, Iter* iter, int depth, Recurse recurse);

  bool advance(Runtime& rt, Value& item);  // false at the end

  std::string typeName() const override { return "LoopContext"; }
  std::string repr(Runtime& rt) const override;
  bool attribute(Runtime& rt, std::string_view name, Value& out) override;
  bool callable() const override { return true; }
  Value call(Runtime& rt, Args& args) override;
  std::optional<Int> length(Runtime& rt) override;
  Iter* iterate(Runtime& rt) override;  // goes on with the loop itself: (item, loop)

 private:
  bool peek(Runtime& rt);  // whether there is a next item; it is then in after_
  Value cycle(const Args& args) const;
  Value changed(Runtime& rt, const Args& args);
  bool numberAttribute(Runtime& rt, std::string_view name, Value& out);

  Value source_;
  Iter* iter_;
  int depth_;
  Recurse recurse_;
  Int index_ = -1;  // from 0
  std::optional<Int> length_;
  bool has_after_ = false;
  Value after_;
  Value current_;
  Value before_;
  std::optional<std::vector<Value>> last_changed_;
};

}  // namespace deepwell::jinja
